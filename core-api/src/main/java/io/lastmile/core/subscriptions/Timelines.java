package io.lastmile.core.subscriptions;

import io.helidon.dbclient.DbClient;
import io.lastmile.core.platform.Cursor;
import io.lastmile.core.platform.Fields;
import io.lastmile.core.platform.Page;
import io.lastmile.core.platform.Row;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Paid time page by page, and why it ends when it does. Call it within a unit of work.
public final class Timelines {
    private static final String SEGMENTS =
            Entitlements.SEGMENT
                    + """
                    where s.subscription = :id and s.retracted is null
                      and s.start_day < cast(:before as date)
                    order by s.start_day desc limit :rows
                    """;

    private static final String CAUSES =
            Entitlements.CAUSE
                    + " where subscription = :id and id < :before order by id desc limit :rows";

    private static final String CAUSE = Entitlements.CAUSE + " where id = :id";

    private static final String NEVER = "9999-12-31";
    private static final int MOVES_MAX = 50;

    private final DbClient db;

    Timelines(DbClient db) {
        this.db = db;
    }

    /// Why paid time ends on a day: the sale whose days are the last, the rule by which it was
    /// counted, and what moved them since, newest first.
    public record Why(
            LocalDate until,
            Segment last,
            Cause sale,
            Optional<Extension.Case> reason,
            Optional<String> rule,
            List<Cause> moves) {
        public Why {
            moves = List.copyOf(moves);
        }
    }

    /// The days that are paid, newest first.
    public Page<Segment> segments(int subscription, Page.Request request) {
        return request.page(
                segments(
                        subscription,
                        request.after().map(cursor -> cursor.day(0).toString()).orElse(NEVER),
                        request.rows()),
                segment -> Cursor.of(segment.start()));
    }

    private List<Segment> segments(int subscription, String before, int rows) {
        return db.execute()
                .createQuery(SEGMENTS)
                .addParam("id", subscription)
                .addParam("before", before)
                .addParam("rows", rows)
                .execute()
                .map(row -> Entitlements.segment(new Row(row)))
                .toList();
    }

    /// What moved paid time, newest first.
    public Page<Cause> causes(int subscription, Page.Request request) {
        return request.page(
                causes(
                        subscription,
                        request.after().map(cursor -> cursor.number(0)).orElse(Long.MAX_VALUE),
                        request.rows()),
                cause -> Cursor.of(cause.id()));
    }

    private List<Cause> causes(int subscription, long before, int rows) {
        return db.execute()
                .createQuery(CAUSES)
                .addParam("id", subscription)
                .addParam("before", before)
                .addParam("rows", rows)
                .execute()
                .map(row -> Entitlements.cause(new Row(row)))
                .toList();
    }

    /// Empty where nothing is paid.
    public Optional<Why> why(int subscription) {
        return segments(subscription, NEVER, 1).stream()
                .findFirst()
                .map(last -> why(subscription, last));
    }

    private Why why(int subscription, Segment last) {
        Cause sale = cause(last.sold());
        Optional<Extension.Case> reason = reason(sale);
        List<Cause> moves =
                causes(subscription, Long.MAX_VALUE, MOVES_MAX).stream()
                        .filter(cause -> cause.id() > sale.id())
                        .filter(cause -> cause.kind() != Cause.Kind.EXTENDED)
                        .toList();
        return new Why(last.end(), last, sale, reason, reason.flatMap(Extension.Case::rule), moves);
    }

    private Cause cause(long id) {
        return db.execute()
                .createGet(CAUSE)
                .addParam("id", id)
                .execute()
                .map(row -> Entitlements.cause(new Row(row)))
                .orElseThrow();
    }

    private static Optional<Extension.Case> reason(Cause sale) {
        String stored = sale.why().path("reason").asText();
        return Stream.of(Extension.Case.values())
                .filter(reason -> Fields.nameOf(reason).equals(stored))
                .findFirst();
    }
}
