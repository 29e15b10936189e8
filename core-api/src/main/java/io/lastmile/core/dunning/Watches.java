package io.lastmile.core.dunning;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.helidon.dbclient.DbClient;
import io.lastmile.core.platform.Json;
import io.lastmile.core.platform.Row;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;

/// When each subscription is to be looked at again. Call it within a unit of work.
final class Watches {
    /// An event that nobody heard costs no more than that.
    static final Duration AGE_MAX = Duration.ofHours(1);

    private static final String DUE =
            """
            select subscription, next from core.dunning_watch
            where next <= :now and (next, subscription) > (:next, :after)
            order by next, subscription limit :rows
            """;

    private static final String STALE =
            """
            select subscription from core.dunning_watch
            where judged < :before order by judged, subscription limit :rows
            """;

    private static final String UNTIL =
            """
            select subscription from core.dunning_watch
            where until_day = cast(:day as date) and subscription > :after
            order by subscription limit :rows
            """;

    private static final String COMING =
            """
            select subscription from core.dunning_watch
            where next < :end and subscription > :after order by subscription limit :rows
            """;

    /// Who has to be off and is not is due until that happens.
    private static final String PUT =
            """
            update core.dunning_watch as w
            set judged = :now, until_day = r.until_day,
                next = case when r.wanted then least(w.next, :now) else r.next end
            from jsonb_to_recordset(cast(:rows as jsonb)) as r
                (subscription int, until_day date, wanted boolean, next timestamptz)
            where w.subscription = r.subscription
            """;

    private static final String FORGET =
            "delete from core.dunning_watch where subscription = any (:ids)";

    private static final String WAKE = "update core.dunning_watch set next = :now";

    /// The last row of a page.
    record Mark(Instant next, int subscription) {
        static final Mark FIRST = new Mark(Instant.EPOCH, 0);
    }

    private final DbClient db;
    private final Clock clock;

    Watches(DbClient db, Clock clock) {
        this.db = db;
        this.clock = clock;
    }

    /// Whose instant has come.
    List<Mark> due(Mark after) {
        return db.execute()
                .createQuery(DUE)
                .addParam("now", now())
                .addParam("next", after.next().atOffset(ZoneOffset.UTC))
                .addParam("after", after.subscription())
                .addParam("rows", Dossiers.ROWS_MAX)
                .execute()
                .map(Row::new)
                .map(row -> new Mark(row.time("next"), row.integer("subscription")))
                .toList();
    }

    /// Who was not looked at for long, the longest first.
    List<Integer> stale() {
        OffsetDateTime before = now().minus(AGE_MAX);
        return db.execute()
                .createQuery(STALE)
                .addParam("before", before)
                .addParam("rows", Dossiers.ROWS_MAX)
                .execute()
                .map(row -> new Row(row).integer("subscription"))
                .toList();
    }

    /// Whose first unpaid day this is, or was when somebody looked.
    List<Integer> until(LocalDate day, int after) {
        return db.execute()
                .createQuery(UNTIL)
                .addParam("day", day.toString())
                .addParam("after", after)
                .addParam("rows", Dossiers.ROWS_MAX)
                .execute()
                .map(row -> new Row(row).integer("subscription"))
                .toList();
    }

    /// Of whom something can change before `end`.
    List<Integer> coming(Instant end, int after) {
        return db.execute()
                .createQuery(COMING)
                .addParam("end", end.atOffset(ZoneOffset.UTC))
                .addParam("after", after)
                .addParam("rows", Dossiers.ROWS_MAX)
                .execute()
                .map(row -> new Row(row).integer("subscription"))
                .toList();
    }

    /// What was found now.
    void put(List<Verdict> verdicts) {
        ArrayNode rows = Json.MAPPER.createArrayNode();
        for (Verdict verdict : verdicts) {
            ObjectNode row = rows.addObject();
            row.put("subscription", verdict.inputs().who().subscription());
            row.put("wanted", verdict.nonpay() && !verdict.cut());
            verdict.next().ifPresent(next -> row.put("next", next.toString()));
            verdict.inputs().paidUntil().ifPresent(day -> row.put("until_day", day.toString()));
        }
        db.execute()
                .createUpdate(PUT)
                .addParam("rows", new String(Json.bytes(rows), StandardCharsets.UTF_8))
                .addParam("now", now())
                .execute();
    }

    /// Services that are over.
    void forget(List<Integer> subscriptions) {
        db.execute()
                .createUpdate(FORGET)
                .addParam("ids", subscriptions.toArray(Integer[]::new))
                .execute();
    }

    /// All are looked at again: rules changed.
    void wake() {
        db.execute().createUpdate(WAKE).addParam("now", now()).execute();
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
