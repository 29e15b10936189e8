package io.lastmile.web.billing;

import java.util.List;

/// What the pages of billing runs show, in the reader's words. What is not there is empty.
public final class BillRunView {
    private BillRunView() {}

    /// `state` is the API's word.
    public record Run(
            long id,
            long version,
            String through,
            String state,
            String says,
            String mood,
            String made,
            String confirmed,
            String finished) {}

    /// Some periods and what they cost against those before.
    public record Group(String name, String count, String net, String before, String more) {}

    public record Item(
            int customer,
            String name,
            int service,
            String plan,
            String days,
            String net,
            String before,
            String more,
            String state,
            String mood,
            String invoice) {}

    /// A charge that rides along; `invoice` is the path of its bill, or empty.
    public record Rider(
            int customer, String name, String says, String net, String state, String invoice) {}

    /// How many rows a choice of them has.
    public record Tab(String word, String name, String count) {}

    public record Preview(
            Run run,
            List<BillView.Fact> facts,
            List<Tab> tabs,
            List<Group> plans,
            List<Item> items,
            List<Rider> riders,
            String left) {
        public Preview {
            facts = List.copyOf(facts);
            tabs = List.copyOf(tabs);
            plans = List.copyOf(plans);
            items = List.copyOf(items);
            riders = List.copyOf(riders);
        }
    }
}
