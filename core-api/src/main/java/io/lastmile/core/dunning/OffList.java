package io.lastmile.core.dunning;

import io.helidon.dbclient.DbClient;
import io.lastmile.core.platform.Cursor;
import io.lastmile.core.platform.EnumNames;
import io.lastmile.core.platform.Fields;
import io.lastmile.core.platform.Page;
import io.lastmile.core.platform.Row;
import io.lastmile.core.subscriptions.SubscriptionKind;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Who is off for want of money, with their names, for who looks for somebody in it. Call it within
/// a unit of work.
public final class OffList {
    private static final int TEXT_LENGTH_MAX = 60;

    private static final String PAGE =
            """
            select n.id, n.subscription, n.customer, n.line, n.since, n.run, s.kind,
                   n.verdict ->> 'rule' as rule, c.number, c.name, c.name_bn, l.name as line_name
            from core.nonpay as n
            join core.subscription as s on s.id = n.subscription
            join core.customer as c on c.id = n.customer
            join core.line as l on l.id = n.line
            where n.lifted is null and n.id < :before
              and (:rule = '' or n.verdict ->> 'rule' = :rule)
              and (:kind = '' or s.kind = :kind)
              and (:text = '' or c.number = upper(:text) or c.mobile = :text
                   or strpos(lower(c.name), lower(:text)) > 0 or strpos(c.name_bn, :text) > 0
                   or strpos(lower(l.name), lower(:text)) > 0)
            order by n.id desc limit :rows
            """;

    private static final String NAMES =
            """
            select s.id, c.number, c.name, c.name_bn, l.name as line_name
            from core.subscription as s
            join core.customer as c on c.id = s.customer
            join core.line as l on l.id = s.line
            where s.id = any (:ids)
            """;

    /// What somebody looks for: a rule of the verdict, a kind of subscription, a number, name,
    /// mobile or line.
    public record Filter(
            Optional<Verdict.Rule> rule, Optional<SubscriptionKind> kind, String text) {
        public static Filter of(Fields query) {
            return new Filter(
                    query.optionalChoice("rule", Verdict.Rule.class),
                    query.optionalChoice("kind", SubscriptionKind.class),
                    query.text("text", TEXT_LENGTH_MAX, ""));
        }
    }

    /// `run` is the one that a person confirmed.
    public record Item(
            long id,
            Dossier.Who who,
            Instant since,
            Optional<Long> run,
            SubscriptionKind kind,
            Verdict.Rule rule,
            Names names) {}

    public record Names(String number, String name, String nameBn, String line) {
        /// Of a subscription whose row is not seen.
        static final Names NONE = new Names("", "", "", "");
    }

    /// Whose subscriptions some are.
    public record Known(Map<Integer, Names> names) {
        public Known {
            names = Map.copyOf(names);
        }

        public Names of(int subscription) {
            return names.getOrDefault(subscription, Names.NONE);
        }

        public Names of(Verdict verdict) {
            return of(verdict.inputs().who().subscription());
        }
    }

    private final DbClient db;

    OffList(DbClient db) {
        this.db = db;
    }

    /// Newest first.
    public Page<Item> page(Filter filter, Page.Request request) {
        List<Item> rows =
                db.execute()
                        .createQuery(PAGE)
                        .addParam(
                                "before",
                                request.after().map(c -> c.number(0)).orElse(Long.MAX_VALUE))
                        .addParam("rule", filter.rule().map(Fields::nameOf).orElse(""))
                        .addParam("kind", filter.kind().map(Fields::nameOf).orElse(""))
                        .addParam("text", filter.text())
                        .addParam("rows", request.rows())
                        .execute()
                        .map(row -> item(new Row(row)))
                        .toList();
        return request.page(rows, item -> Cursor.of(item.id()));
    }

    private static Item item(Row row) {
        return new Item(
                row.number("id"),
                Nonpays.who(row),
                row.time("since"),
                row.optionalNumber("run"),
                EnumNames.constant(SubscriptionKind.class, row.text("kind")),
                EnumNames.constant(Verdict.Rule.class, row.text("rule")),
                names(row));
    }

    /// Whose subscriptions these are, for lists of verdicts.
    public Known names(List<Integer> subscriptions) {
        return new Known(
                db.execute()
                        .createQuery(NAMES)
                        .addParam("ids", subscriptions.toArray(Integer[]::new))
                        .execute()
                        .map(Row::new)
                        .collect(Collectors.toMap(row -> row.integer("id"), OffList::names)));
    }

    private static Names names(Row row) {
        return new Names(
                row.text("number"), row.text("name"), row.text("name_bn"), row.text("line_name"));
    }
}
