package io.lastmile.core.subscriptions;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.helidon.dbclient.DbClient;
import io.lastmile.core.platform.Actor;
import io.lastmile.core.platform.Fields;
import io.lastmile.core.platform.Json;
import io.lastmile.core.platform.Row;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Writes the rows of `Entitlements` of many subscriptions at once, by as many statements as for
/// one. Call it within a unit of work that holds the subscriptions' rows.
final class EntitlementBatch {
    private static final String FIND =
            Entitlements.CAUSE
                    + """
                    where (source, source_id) in (
                        select r.type, r.id from jsonb_to_recordset(cast(:rows as jsonb)) as r
                            (type text, id bigint))
                    """;

    private static final String ADD_CAUSES =
            """
            insert into core.entitlement_cause
                (subscription, source, source_id, kind, day, why, made, made_by)
            select r.subscription, r.source, r.source_id, r.kind, r.day, r.why, :now, :by
            from jsonb_to_recordset(cast(:rows as jsonb)) as r
                (at int, subscription int, source text, source_id bigint, kind text, day date,
                 why jsonb)
            order by r.at
            returning id, source, source_id
            """;

    private static final String ADD_SEGMENTS =
            """
            insert into core.entitlement_segment
                (subscription, plan, plan_version, start_day, end_day, whole_days, anchor,
                 net_poisha, sold, cause)
            select r.subscription, r.plan, r.plan_version, r.start_day, r.end_day, r.whole_days,
                   r.anchor, r.net_poisha, r.cause, r.cause
            from jsonb_to_recordset(cast(:rows as jsonb)) as r
                (subscription int, plan int, plan_version int, start_day date, end_day date,
                 whole_days int, anchor int, net_poisha bigint, cause bigint)
            order by r.cause, r.start_day
            """;

    private static final String TOUCH =
            """
            update core.subscription as s set version = version + r.times
            from (select id, count(*) as times from unnest(cast((select :ids) as int[])) as id
                  group by id) as r
            where s.id = r.id
            """;

    /// A sale of segments that follow each other.
    record Sold(Entitlements.Draft draft, List<Segment> segments) {
        Sold {
            segments = List.copyOf(segments);
        }

        LocalDate start() {
            return segments.getFirst().start();
        }

        LocalDate end() {
            return segments.getLast().end();
        }
    }

    private final DbClient db;
    private final Clock clock;

    EntitlementBatch(DbClient db, Clock clock) {
        this.db = db;
        this.clock = clock;
    }

    /// What origins did, of those that did something already.
    Map<Origin, Cause> find(Collection<Origin> origins) {
        Map<Origin, Cause> found = new HashMap<>();
        db.execute()
                .createQuery(FIND)
                .addParam("rows", Json.MAPPER.valueToTree(origins).toString())
                .execute()
                .map(row -> Entitlements.cause(new Row(row)))
                .forEach(cause -> found.put(cause.origin(), cause));
        return found;
    }

    /// Their causes, by origin.
    Map<Origin, Long> add(List<Sold> sales) {
        if (sales.isEmpty()) {
            return Map.of();
        }
        Map<Origin, Long> causes = causes(sales);
        ArrayNode rows = Json.MAPPER.createArrayNode();
        for (Sold sale : sales) {
            for (Segment segment : sale.segments()) {
                ObjectNode row =
                        rows.addObject()
                                .put("subscription", sale.draft().subscription())
                                .put("cause", causes.get(sale.draft().origin()));
                Entitlements.write(row, segment);
            }
        }
        long added =
                db.execute().createInsert(ADD_SEGMENTS).addParam("rows", rows.toString()).execute();
        if (added != rows.size()) {
            throw new IllegalStateException(
                    "segments: %d (expected: %d)".formatted(added, rows.size()));
        }
        List<Integer> ids = sales.stream().map(sale -> sale.draft().subscription()).toList();
        db.execute().createUpdate(TOUCH).addParam("ids", Agenda.array(ids)).execute();
        return causes;
    }

    private Map<Origin, Long> causes(List<Sold> sales) {
        ArrayNode rows = Json.MAPPER.createArrayNode();
        for (Sold sale : sales) {
            Entitlements.Draft draft = sale.draft();
            rows.addObject()
                    .put("at", rows.size())
                    .put("subscription", draft.subscription())
                    .put("source", draft.origin().type())
                    .put("source_id", draft.origin().id())
                    .put("kind", Fields.nameOf(draft.kind()))
                    .put("day", draft.day().toString())
                    .set("why", Json.MAPPER.valueToTree(draft.why()));
        }
        Map<Origin, Long> causes = new HashMap<>();
        db.execute()
                .createQuery(ADD_CAUSES)
                .addParam("rows", rows.toString())
                .addParam("now", clock.instant().atOffset(ZoneOffset.UTC))
                .addParam("by", Actor.current().login())
                .execute()
                .map(Row::new)
                .forEach(row ->
                        causes.put(
                                new Origin(row.text("source"), row.number("source_id")),
                                row.number("id")));
        return causes;
    }
}
