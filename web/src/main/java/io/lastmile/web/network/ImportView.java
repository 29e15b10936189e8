package io.lastmile.web.network;

import java.util.List;

/// The page of an import. `verdict` is the filter, empty for all rows; `managed` routers have a
/// writing user.
public record ImportView(
        long id,
        int router,
        String routerName,
        String made,
        boolean committed,
        boolean managed,
        List<Count> counts,
        List<String> absent,
        Groups groups,
        Filter filter,
        List<Line> rows,
        String more,
        List<Fact> result) {
    /// A verdict and how many rows have it.
    public record Count(String verdict, String word, String figure, boolean shown) {}

    /// What was chosen for groups, as forms name it.
    public record Groups(String fresh, String differs, boolean plans, boolean customers) {}

    public record Filter(String verdict, String q) {}

    public record Fact(String name, String value) {}

    /// A field in which a line differs, in words.
    public record Differing(String field, String ours, String router) {}

    /// A row of the report. `choosable` ones take a choice of their own.
    public record Line(
            int at,
            String name,
            String kind,
            String word,
            String colour,
            String icon,
            String has,
            String comment,
            String trouble,
            List<Differing> differing,
            String plan,
            String customer,
            boolean guessed,
            boolean choosable,
            boolean fresh,
            String choice,
            boolean accepted) {}

    public ImportView {
        counts = List.copyOf(counts);
        absent = List.copyOf(absent);
        rows = List.copyOf(rows);
        result = List.copyOf(result);
    }
}
