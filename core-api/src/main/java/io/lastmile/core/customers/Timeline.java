package io.lastmile.core.customers;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.helidon.dbclient.DbClient;
import io.lastmile.core.platform.Cursor;
import io.lastmile.core.platform.Json;
import io.lastmile.core.platform.Page;
import io.lastmile.core.platform.Row;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/// What happened to a customer, newest first: this room's own rows by the audit, and whatever rooms
/// above know. Call it within a unit of work.
public final class Timeline {
    /// What a database tells times by.
    private static final Duration MICRO = Duration.of(1, ChronoUnit.MICROS);

    private static final int TIE_MAX = 10_000;

    /// Columns whose change nobody wants to hear of.
    private static final Set<String> UNTOLD =
            Set.of("version", "changed", "changed_by", "search", "place");

    private static final String AUDIT =
            """
            select audit.time, audit.login, audit.relation, audit.action,
                   coalesce(cast(audit.before as text), '{}') as before,
                   coalesce(cast(audit.after as text), '{}') as after
            from (select 'customer' as relation, cast(:customer as text) as row_id
                  union all select 'customer_note', cast(id as text)
                  from core.customer_note where customer = :customer
                  union all select 'customer_contact', cast(id as text)
                  from core.customer_contact where customer = :customer
                  union all select 'customer_identity', cast(id as text)
                  from core.customer_identity where customer = :customer
                  union all select 'customer_document', cast(id as text)
                  from core.customer_document where customer = :customer
                  union all select 'customer_consent', cast(id as text)
                  from core.customer_consent where customer = :customer
                  union all select 'customer_erasure', cast(id as text)
                  from core.customer_erasure where customer = :customer) as own
            join core.audit on audit.relation = own.relation and audit.row_id = own.row_id
            where audit.time < :before
            order by audit.time desc, audit.id desc
            limit :rows
            """;

    private final DbClient db;
    private final List<HappeningSource> sources = new CopyOnWriteArrayList<>();

    Timeline(DbClient db) {
        this.db = db;
        sources.add(this::audited);
    }

    /// A room above joins in.
    public void add(HappeningSource source) {
        sources.add(source);
    }

    /// Many things may have one time, such as all of one transaction: a page goes on at the time of
    /// the former one's last, after as many of that time as were shown.
    public Page<Happening> page(int customer, Page.Request request, Instant now) {
        Instant from = request.after().map(Timeline::time).orElse(now.plusSeconds(1));
        int shown = Math.clamp(request.after().map(c -> c.number(1)).orElse(0L), 0, TIE_MAX);
        List<Happening> all =
                sources.stream()
                        .flatMap(source ->
                                source
                                        .of(customer, from.plus(MICRO), shown + request.rows())
                                        .stream())
                        .sorted(Comparator.comparing(Happening::time).reversed())
                        .toList();
        List<Happening> rows = all.stream().skip(shown).limit(request.rows()).toList();
        return request.page(rows, last -> cursor(last.time(), all, shown + request.limit()));
    }

    private static Instant time(Cursor cursor) {
        return Instant.EPOCH.plus(cursor.number(0), ChronoUnit.MICROS);
    }

    private static Cursor cursor(Instant time, List<Happening> all, int shown) {
        long same = all.stream().limit(shown).filter(one -> one.time().equals(time)).count();
        return Cursor.of(ChronoUnit.MICROS.between(Instant.EPOCH, time), same);
    }

    private List<Happening> audited(int customer, Instant before, int limit) {
        return db.execute()
                .createQuery(AUDIT)
                .addParam("customer", customer)
                .addParam("before", before.atOffset(ZoneOffset.UTC))
                .addParam("rows", limit)
                .execute()
                .map(row -> happening(new Row(row)))
                .toList();
    }

    private static Happening happening(Row row) {
        JsonNode before = json(row.text("before"));
        JsonNode after = json(row.text("after"));
        String relation = row.text("relation").replace("customer_", "");
        String kind = relation + "." + row.text("action");
        List<String> words =
                kind.equals("customer.update")
                        ? changed(before, after)
                        : Stream.of(
                                        "text",
                                        "name",
                                        "kind",
                                        "purpose",
                                        "reason",
                                        "removed_why",
                                        "outcome",
                                        "note")
                                .filter(after::hasNonNull)
                                .map(field -> after.path(field).asText())
                                .filter(text -> !text.isEmpty())
                                .toList();
        if (kind.equals("consent.insert")) {
            kind = after.path("given").asBoolean() ? "consent.given" : "consent.withdrawn";
        } else if (kind.endsWith(".update") && after.hasNonNull("removed")) {
            kind = relation + ".removed";
        }
        return new Happening(row.time("time"), kind, row.text("login"), words);
    }

    private static List<String> changed(JsonNode before, JsonNode after) {
        List<String> fields = new ArrayList<>();
        after.fieldNames()
                .forEachRemaining(name -> {
                    if (!UNTOLD.contains(name) && !after.path(name).equals(before.path(name))) {
                        fields.add(name);
                    }
                });
        return fields;
    }

    private static JsonNode json(String text) {
        try {
            return Json.MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("audit row: " + text + " (expected: JSON)", e);
        }
    }
}
