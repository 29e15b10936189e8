package io.lastmile.web.plans;

import java.util.List;

/// The page of a plan. `planned` says what comes and when, or is empty.
public record PlanView(
        PlanLine line,
        long version,
        String planned,
        String retired,
        List<Fact> facts,
        List<Decision> decisions) {
    /// `code` values are copied by people and keep their Latin digits.
    public record Fact(String name, String value, boolean code) {}

    /// A version: when it was made, from when it holds, by whom, why, and what it changed.
    public record Decision(
            int number, String made, String effective, String by, String why, List<Diff> diffs) {}

    public record Diff(String name, String before, String after) {}

    public PlanView {
        facts = List.copyOf(facts);
        decisions = List.copyOf(decisions);
    }
}
