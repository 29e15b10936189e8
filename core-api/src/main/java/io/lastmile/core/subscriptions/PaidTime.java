package io.lastmile.core.subscriptions;

import io.lastmile.core.platform.Money;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The living segments of a subscription in their order. All that is asked of paid time is derived
/// from them; nothing is kept beside.
public record PaidTime(List<Segment> segments) {
    /// Segments that a day cuts or that follow it: what stays of them, and what would be taken.
    record Cut(List<Segment> whole, List<Segment> kept, List<Segment> rest) {}

    public PaidTime {
        segments = List.copyOf(segments);
    }

    /// The first day that is not paid any more; none before the first payment.
    public Optional<LocalDate> until() {
        return last().map(Segment::end);
    }

    public boolean covers(LocalDate day) {
        return segments.stream().anyMatch(s -> !day.isBefore(s.start()) && day.isBefore(s.end()));
    }

    /// The first day of a plan's days from `day` on.
    Optional<LocalDate> first(int plan, LocalDate day) {
        return segments.stream()
                .filter(segment -> segment.plan() == plan && !segment.start().isBefore(day))
                .map(Segment::start)
                .findFirst();
    }

    Optional<Anchor> anchor() {
        return last().map(Segment::anchor);
    }

    private Optional<Segment> last() {
        return segments.isEmpty() ? Optional.empty() : Optional.of(segments.getLast());
    }

    /// The change day belongs to what comes. A credit is rounded once; what stays is the remainder,
    /// so both sum to what was charged.
    Cut cut(LocalDate day) {
        List<Segment> whole = new ArrayList<>();
        List<Segment> kept = new ArrayList<>();
        List<Segment> rest = new ArrayList<>();
        for (Segment segment : segments) {
            if (!segment.end().isAfter(day)) {
                continue;
            }
            whole.add(segment);
            LocalDate from = segment.start().isAfter(day) ? segment.start() : day;
            long unused = Period.days(from, segment.end());
            Money credit = Proration.part(segment.net(), unused, segment.period().days());
            rest.add(segment.with(from, segment.end(), credit));
            if (segment.start().isBefore(day)) {
                kept.add(segment.with(segment.start(), day, segment.net().minus(credit)));
            }
        }
        return new Cut(whole, kept, rest);
    }
}
