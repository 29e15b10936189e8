package io.lastmile.web.portal;

import java.util.List;

/// A customer's bills in the reader's words. What is not there is empty.
public record BillsView(
        String due,
        boolean owes,
        String overdue,
        String credit,
        List<Card> open,
        List<Card> settled,
        String more) {
    /// A bill: what is left to pay of it, or what it came to. `tone` is how its state looks.
    public record Card(
            String path,
            String number,
            String day,
            String due,
            String amount,
            boolean open,
            String state,
            String tone) {}

    /// Money that came in; `undone` says that it turned out to be none.
    public record Payment(long id, String number, String day, String amount, boolean undone) {}

    /// Credit for a bill.
    public record Note(long id, String number, String day, String amount) {}

    public BillsView {
        open = List.copyOf(open);
        settled = List.copyOf(settled);
    }
}
