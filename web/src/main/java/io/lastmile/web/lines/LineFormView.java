package io.lastmile.web.lines;

import io.lastmile.web.TypedForm;
import java.util.List;

/// The form of a line; `path` is the line's, empty for a new one. `people` is whoever was meant by
/// what stands in the customer's field: one is the customer, several are to choose from.
public record LineFormView(
        String path, String title, TypedForm form, Choices choices, List<Person> people) {
    /// A customer as one says it: `Abdul Karim, C000123`.
    public record Person(String number, String name) {}

    /// What one can choose: routers and plans, by id.
    public record Choices(List<Choice> routers, List<Choice> plans) {
        public Choices {
            routers = List.copyOf(routers);
            plans = List.copyOf(plans);
        }
    }

    public record Choice(String id, String name) {}

    public LineFormView {
        people = List.copyOf(people);
    }

    public String action() {
        return path.isEmpty() ? "/lines/new" : path + "/edit";
    }

    public String back() {
        return path.isEmpty() ? "/lines" : path;
    }

    public boolean chosen() {
        return people.size() == 1;
    }
}
