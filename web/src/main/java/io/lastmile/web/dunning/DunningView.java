package io.lastmile.web.dunning;

import java.util.List;

/// What the pages of dunning show, in the reader's words. What is not there is empty.
public final class DunningView {
    private DunningView() {}

    /// Somebody on a list: `time` is since when they are off, or when they would be.
    public record Row(
            int subscription,
            int customer,
            String name,
            String number,
            String line,
            String kind,
            String rule,
            String time) {}

    public record Fact(String name, String value) {}

    /// An invoice that is not paid.
    public record Bill(String due, String open, String state, String mood) {}

    /// A time in which the service was off.
    public record Past(String since, String rule, String lifted, String why) {}

    /// Why a subscription is on or off now.
    public record Why(
            Row who,
            String sentence,
            boolean off,
            List<Fact> facts,
            List<Bill> bills,
            List<Past> history) {
        public Why {
            facts = List.copyOf(facts);
            bills = List.copyOf(bills);
            history = List.copyOf(history);
        }
    }

    /// A run that asks or asked; `state` is the API's word.
    public record Run(
            long id,
            int count,
            String made,
            String figures,
            String state,
            String says,
            String answer,
            String why) {
        public boolean asks() {
            return state.equals("asks");
        }
    }

    public record Period(int id, String name, String first, String last, String by) {}

    /// A promise or an exemption. `open` are those that can be taken back, `waits` those that
    /// somebody has to approve.
    public record Mercy(
            long id,
            int customer,
            String lastDay,
            String why,
            String by,
            String state,
            String mood,
            boolean open,
            boolean waits) {}
}
