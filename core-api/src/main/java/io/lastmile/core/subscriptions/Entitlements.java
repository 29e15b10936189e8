package io.lastmile.core.subscriptions;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.helidon.dbclient.DbClient;
import io.lastmile.core.platform.Actor;
import io.lastmile.core.platform.Fields;
import io.lastmile.core.platform.Json;
import io.lastmile.core.platform.Money;
import io.lastmile.core.platform.Row;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/// The tables of paid days and of what moved them. Call it within a unit of work.
public final class Entitlements {
    /// Read at once: more than can be unused at a time.
    private static final int SEGMENTS_MAX = 2_000;

    private static final int CAUSES_MAX = 200;

    static final String CAUSE =
            """
            select id, subscription, source, source_id, kind, cast(day as text) as day,
                   cast(why as text) as why, made, made_by
            from core.entitlement_cause
            """;

    private static final String FIND = CAUSE + " where source = :source and source_id = :source_id";

    private static final String CAUSES =
            CAUSE + " where subscription = :id order by id desc limit :rows";

    private static final String LAST_CAUSE =
            "select coalesce(max(id), 0) as id from core.entitlement_cause"
                    + " where subscription = :id";

    private static final String ADD_CAUSE =
            """
            insert into core.entitlement_cause
                (subscription, source, source_id, kind, day, why, made, made_by)
            values (:id, :source, :source_id, :kind, cast(:day as date), cast(:why as jsonb), :now,
                    :by)
            returning id
            """;

    static final String SEGMENT =
            """
            select s.id, s.plan, s.plan_version, cast(s.start_day as text) as start_day,
                   cast(s.end_day as text) as end_day, s.whole_days, s.anchor, s.net_poisha,
                   s.sold, s.cause, s.retracted, v.validity, v.validity_count
            from core.entitlement_segment as s
            join core.plan_version as v on v.plan = s.plan and v.number = s.plan_version
            """;

    private static final String LIVING =
            SEGMENT
                    + """
                    where s.subscription = :id and s.retracted is null
                    order by s.start_day desc limit :rows
                    """;

    private static final String ALL =
            SEGMENT + " where s.subscription = :id order by s.id limit :rows";

    private static final String RETRACTED =
            SEGMENT + " where s.retracted = :cause order by s.start_day limit :rows";

    private static final String RETRACT =
            """
            update core.entitlement_segment set retracted = :cause
            where id = any (cast(:ids as bigint[])) and retracted is null
            """;

    private static final String ADD =
            """
            insert into core.entitlement_segment
                (subscription, plan, plan_version, start_day, end_day, whole_days, anchor,
                 net_poisha, sold, cause)
            select :id, r.plan, r.plan_version, r.start_day, r.end_day, r.whole_days, r.anchor,
                   r.net_poisha, coalesce(nullif(r.sold, 0), :cause), :cause
            from jsonb_to_recordset(cast(:rows as jsonb)) as r
                (plan int, plan_version int, start_day date, end_day date, whole_days int,
                 anchor int, net_poisha bigint, sold bigint)
            order by r.start_day
            """;

    /// Something that is to move paid time: whose, what, on which business day and why.
    record Draft(int subscription, Origin origin, Cause.Kind kind, LocalDate day, Object why) {}

    private final DbClient db;
    private final Clock clock;

    Entitlements(DbClient db, Clock clock) {
        this.db = db;
        this.clock = clock;
    }

    /// What an origin did, if it did already.
    public Optional<Cause> find(Origin origin) {
        return db.execute()
                .createGet(FIND)
                .addParam("source", origin.type())
                .addParam("source_id", origin.id())
                .execute()
                .map(row -> cause(new Row(row)));
    }

    /// What moved the paid time of a subscription, newest first.
    public List<Cause> causes(int subscription) {
        return db.execute()
                .createQuery(CAUSES)
                .addParam("id", subscription)
                .addParam("rows", CAUSES_MAX)
                .execute()
                .map(row -> cause(new Row(row)))
                .toList();
    }

    /// The newest cause, 0 before the first.
    long lastCause(int subscription) {
        return db.execute()
                .createGet(LAST_CAUSE)
                .addParam("id", subscription)
                .execute()
                .map(row -> new Row(row).number("id"))
                .orElseThrow();
    }

    /// The newest ones: days long used may be left out, days that are not used never are.
    public PaidTime paidTime(int subscription) {
        List<Segment> segments = segments(LIVING, subscription).reversed();
        LocalDate yesterday = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).minusDays(1);
        if (segments.size() == SEGMENTS_MAX && segments.getFirst().end().isAfter(yesterday)) {
            throw new IllegalStateException(
                    "subscription %d: unused segments (expected: < %d)"
                            .formatted(subscription, SEGMENTS_MAX));
        }
        return new PaidTime(segments);
    }

    /// With those that were retracted, in the order in which they came.
    public List<Segment> all(int subscription) {
        return segments(ALL, subscription);
    }

    /// What a cause took away, in the order of days.
    public PaidTime retracted(long cause) {
        return new PaidTime(
                db.execute()
                        .createQuery(RETRACTED)
                        .addParam("cause", cause)
                        .addParam("rows", SEGMENTS_MAX)
                        .execute()
                        .map(row -> segment(new Row(row)))
                        .toList());
    }

    private List<Segment> segments(String sql, int subscription) {
        return db.execute()
                .createQuery(sql)
                .addParam("id", subscription)
                .addParam("rows", SEGMENTS_MAX)
                .execute()
                .map(row -> segment(new Row(row)))
                .toList();
    }

    /// Writes a cause and what it does: `whole` goes, `fresh` comes.
    long move(Draft draft, List<Segment> whole, List<Segment> fresh) {
        long cause =
                db.execute()
                        .createQuery(ADD_CAUSE)
                        .addParam("id", draft.subscription())
                        .addParam("source", draft.origin().type())
                        .addParam("source_id", draft.origin().id())
                        .addParam("kind", Fields.nameOf(draft.kind()))
                        .addParam("day", draft.day().toString())
                        .addParam("why", Json.MAPPER.valueToTree(draft.why()).toString())
                        .addParam("now", clock.instant().atOffset(ZoneOffset.UTC))
                        .addParam("by", Actor.current().login())
                        .execute()
                        .map(row -> new Row(row).number("id"))
                        .toList()
                        .getFirst();
        retract(cause, whole);
        add(draft.subscription(), cause, fresh);
        return cause;
    }

    private void retract(long cause, List<Segment> whole) {
        if (whole.isEmpty()) {
            return;
        }
        List<Long> ids = whole.stream().map(Segment::id).toList();
        long done =
                db.execute()
                        .createUpdate(RETRACT)
                        .addParam("cause", cause)
                        .addParam("ids", ids.toString().replace('[', '{').replace(']', '}'))
                        .execute();
        if (done != ids.size()) {
            throw new IllegalStateException(
                    "retracted: %d of %s (expected: all)".formatted(done, ids));
        }
    }

    private void add(int subscription, long cause, List<Segment> fresh) {
        if (fresh.isEmpty()) {
            return;
        }
        ArrayNode rows = Json.MAPPER.createArrayNode();
        fresh.forEach(segment -> write(rows.addObject(), segment));
        long added =
                db.execute()
                        .createInsert(ADD)
                        .addParam("id", subscription)
                        .addParam("cause", cause)
                        .addParam("rows", rows.toString())
                        .execute();
        if (added != fresh.size()) {
            throw new IllegalStateException(
                    "segments: %d (expected: %d)".formatted(added, fresh.size()));
        }
    }

    static void write(ObjectNode row, Segment segment) {
        row.put("plan", segment.plan())
                .put("plan_version", segment.planVersion())
                .put("start_day", segment.start().toString())
                .put("end_day", segment.end().toString())
                .put("whole_days", segment.period().wholeDays())
                .put("anchor", segment.anchor().day())
                .put("net_poisha", segment.net().poisha())
                .put("sold", segment.sold());
    }

    static Segment segment(Row row) {
        return new Segment(
                row.number("id"),
                row.integer("plan"),
                row.integer("plan_version"),
                Validity.stored(row),
                new Period(
                        LocalDate.parse(row.text("start_day")),
                        LocalDate.parse(row.text("end_day")),
                        row.integer("whole_days")),
                new Anchor(row.integer("anchor")),
                new Money(row.number("net_poisha")),
                row.number("sold"),
                row.number("cause"),
                row.optionalNumber("retracted"));
    }

    static Cause cause(Row row) {
        return new Cause(
                row.number("id"),
                row.integer("subscription"),
                new Origin(row.text("source"), row.number("source_id")),
                Cause.Kind.valueOf(Subscriptions.constant(row.text("kind"))),
                LocalDate.parse(row.text("day")),
                json(row.text("why")),
                row.time("made"),
                row.text("made_by"));
    }

    private static JsonNode json(String text) {
        try {
            return Json.MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("why: " + text + " (expected: JSON)", e);
        }
    }
}
