package io.lastmile.core.dunning;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.helidon.dbclient.DbClient;
import io.lastmile.core.platform.Json;
import io.lastmile.core.platform.Row;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Who is off for want of money, and was. Call it within a unit of work.
public final class Nonpays {
    private static final int OF_SUBSCRIPTION_MAX = 100;

    private static final String COLUMNS =
            """
            select id, subscription, customer, line, since, cast(verdict as text) as verdict, run,
                   lifted, cast(lifted_why as text) as lifted_why
            from core.nonpay
            """;

    private static final String OF_SUBSCRIPTION =
            COLUMNS + " where subscription = :id order by id desc limit :rows";

    private static final String OPEN =
            """
            select subscription from core.nonpay
            where lifted is null and subscription > :after order by subscription limit :rows
            """;

    private static final String LEFT_ON =
            """
            select s.id from unnest(cast(:ids as int[])) as s (id)
            where not exists (select from core.nonpay as n
                              where n.subscription = s.id and n.lifted is null)
            """;

    private static final String OPEN_LINES =
            """
            select distinct line from core.nonpay
            where lifted is null and line = any (:lines) order by line
            """;

    /// How many are on, and how many the program itself cut off since then.
    private static final String STANDING =
            """
            select (select count(*) from core.subscription where ended is null)
                   - (select count(*) from core.nonpay as n
                      join core.subscription as s on s.id = n.subscription
                      where n.lifted is null and s.ended is null) as running,
                   (select count(*) from core.nonpay
                    where since >= :since and run is null) as begun
            """;

    private static final String BEGIN =
            """
            insert into core.nonpay (subscription, line, customer, since, verdict, run)
            select r.subscription, r.line, r.customer, :now, r.verdict, nullif(:run, 0)
            from jsonb_to_recordset(cast(:rows as jsonb)) as r
                (subscription int, line int, customer int, verdict jsonb)
            order by r.subscription
            on conflict (subscription) where lifted is null do nothing
            returning subscription, customer, line
            """;

    private static final String LIFT =
            """
            update core.nonpay as n set lifted = :now, lifted_why = r.verdict
            from jsonb_to_recordset(cast(:rows as jsonb)) as r (subscription int, verdict jsonb)
            where n.subscription = r.subscription and n.lifted is null
            returning n.subscription, n.customer, n.line
            """;

    /// `running` subscriptions are on; `begun` were cut off by the program since a time.
    record Counts(long running, int begun) {}

    private final DbClient db;
    private final Clock clock;

    Nonpays(DbClient db, Clock clock) {
        this.db = db;
        this.clock = clock;
    }

    /// Which of these are not cut off.
    public Set<Integer> leftOn(Collection<Integer> subscriptions) {
        return db.execute()
                .createQuery(LEFT_ON)
                .addParam(
                        "ids",
                        List.copyOf(subscriptions).toString().replace('[', '{').replace(']', '}'))
                .execute()
                .map(row -> new Row(row).integer("id"))
                .collect(Collectors.toSet());
    }

    /// Which of these lines have to be off.
    public List<Integer> openLines(List<Integer> lines) {
        return db.execute()
                .createQuery(OPEN_LINES)
                .addParam("lines", lines.toArray(Integer[]::new))
                .execute()
                .map(row -> new Row(row).integer("line"))
                .toList();
    }

    /// Newest first.
    public List<Nonpay> ofSubscription(int subscription) {
        return db.execute()
                .createQuery(OF_SUBSCRIPTION)
                .addParam("id", subscription)
                .addParam("rows", OF_SUBSCRIPTION_MAX)
                .execute()
                .map(row -> nonpay(new Row(row)))
                .toList();
    }

    List<Integer> openAfter(int subscription) {
        return db.execute()
                .createQuery(OPEN)
                .addParam("after", subscription)
                .addParam("rows", Dossiers.ROWS_MAX)
                .execute()
                .map(row -> new Row(row).integer("subscription"))
                .toList();
    }

    Counts counts(Instant since) {
        return db.execute()
                .createGet(STANDING)
                .addParam("since", since.atOffset(ZoneOffset.UTC))
                .execute()
                .map(Row::new)
                .map(row -> new Counts(row.number("running"), row.integer("begun")))
                .orElseThrow();
    }

    /// Those that were on.
    List<Dossier.Who> begin(List<Verdict> verdicts, Optional<Long> run) {
        return db.execute()
                .createQuery(BEGIN)
                .addParam("rows", rows(verdicts))
                .addParam("run", run.orElse(0L))
                .addParam("now", now())
                .execute()
                .map(row -> who(new Row(row)))
                .toList();
    }

    /// Those that were off.
    List<Dossier.Who> lift(List<Verdict> verdicts) {
        return db.execute()
                .createQuery(LIFT)
                .addParam("rows", rows(verdicts))
                .addParam("now", now())
                .execute()
                .map(row -> who(new Row(row)))
                .toList();
    }

    /// For statements that take verdicts, by their subscriptions.
    static String rows(List<Verdict> verdicts) {
        ArrayNode rows = Json.MAPPER.createArrayNode();
        for (Verdict verdict : verdicts) {
            Dossier.Who who = verdict.inputs().who();
            rows.addObject()
                    .put("subscription", who.subscription())
                    .put("customer", who.customer())
                    .put("line", who.line())
                    .set("verdict", Json.MAPPER.valueToTree(verdict));
        }
        return new String(Json.bytes(rows), StandardCharsets.UTF_8);
    }

    static Dossier.Who who(Row row) {
        return new Dossier.Who(
                row.integer("subscription"), row.integer("customer"), row.integer("line"));
    }

    static JsonNode json(String text) {
        try {
            return Json.MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("verdict: " + text + " (expected: JSON)", e);
        }
    }

    private static Nonpay nonpay(Row row) {
        return new Nonpay(
                row.number("id"),
                who(row),
                row.time("since"),
                json(row.text("verdict")),
                row.optionalNumber("run"),
                row.optionalTime("lifted"),
                row.optionalText("lifted_why").map(Nonpays::json));
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
