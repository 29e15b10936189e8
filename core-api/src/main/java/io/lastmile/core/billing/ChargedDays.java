package io.lastmile.core.billing;

import io.lastmile.core.platform.Money;
import io.lastmile.core.subscriptions.Period;
import io.lastmile.core.subscriptions.Proration;
import io.lastmile.core.subscriptions.Segment;
import java.time.LocalDate;
import java.util.LinkedList;
import java.util.List;

/// What was credited already of days that were charged (billing.md C.3, I7): on the line of each
/// segment, and at least so much that what is still worth something can be given back on paper.
/// After a change of plan the days stand on several invoices, and goodwill on an old one takes from
/// what the new one carried over.
final class ChargedDays {
    private final BillingStores stores;

    ChargedDays(BillingStores stores) {
        this.stores = stores;
    }

    /// By segment, in their order; the first one from `day` on. What credit would be given is taken
    /// off the invoices as it would be then, so that segments do not count one invoice twice.
    List<Money> credited(List<Segment> segments, LocalDate day) {
        var credited = new LinkedList<Money>();
        if (segments.isEmpty()) {
            return credited;
        }
        var notes = new LineNotes(stores, stores.notes().service(segments.getFirst().sold()));
        for (Segment segment : segments.reversed()) {
            credited.addFirst(credited(segment, day, notes));
        }
        return credited;
    }

    /// Days that no paper charged were paid elsewhere: nothing limits what they are worth.
    private Money credited(Segment segment, LocalDate day, LineNotes notes) {
        Money onLine = stores.notes().ofService(segment).on(segment.net());
        LocalDate from = segment.start().isBefore(day) ? day : segment.start();
        Money worth =
                Proration.credit(
                        segment.net(),
                        onLine,
                        Period.days(from, segment.end()),
                        segment.period().days());
        if (!notes.charged(from)) {
            return onLine;
        }
        Money given = notes.give(from, worth);
        return given.equals(worth) ? onLine : segment.net().minus(given);
    }
}
