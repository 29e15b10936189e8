package io.lastmile.web.plans;

import java.util.List;

/// The page of a plan. `planned` says what comes and when.
public record PlanView(
        PlanLine line,
        long version,
        List<Planned> planned,
        String retired,
        List<Fact> facts,
        List<Decision> decisions) {
    /// `code` values are copied by people and keep their Latin digits.
    public record Fact(String name, String value, boolean code) {}

    /// A version whose time comes.
    public record Planned(int number, String says) {}

    /// A version: when it was made, from when it holds, by whom, why, and what it changed;
    /// `replaced` says which decision ended it, or is empty.
    public record Decision(
            int number,
            String made,
            String effective,
            String by,
            String why,
            String replaced,
            List<Diff> diffs) {}

    public record Diff(String name, String before, String after) {}

    public PlanView {
        planned = List.copyOf(planned);
        facts = List.copyOf(facts);
        decisions = List.copyOf(decisions);
    }
}
