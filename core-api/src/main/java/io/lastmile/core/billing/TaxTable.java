package io.lastmile.core.billing;

import io.helidon.dbclient.DbClient;
import io.lastmile.core.platform.Actor;
import io.lastmile.core.platform.EnumNames;
import io.lastmile.core.platform.Fields;
import io.lastmile.core.platform.Row;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;

/// The table of tax rules (billing.md C.5). Call it within a unit of work.
public final class TaxTable {
    /// Rules of all times and classes: laws change some times a year.
    private static final int ROWS_MAX = 2_000;

    private static final String ALL =
            """
            select code, kind, cast(rate as text) as rate, base, service_class,
                   cast(from_day as text) as from_day, cast(to_day as text) as to_day
            from core.tax_rule order by service_class, kind, from_day limit :rows
            """;

    private static final String ADD =
            """
            insert into core.tax_rule
                (code, kind, rate, base, service_class, from_day, to_day, made, made_by)
            values (:code, :kind, cast(:rate as numeric), :base, :class, cast(:from_day as date),
                    cast(nullif(:to_day, '') as date), :now, :by)
            """;

    private static final String END =
            """
            update core.tax_rule set to_day = cast(:day as date)
            where kind = :kind and service_class = :class and from_day < cast(:day as date)
              and (to_day is null or to_day > cast(:day as date))
            """;

    private static final String END_ONE =
            """
            update core.tax_rule set to_day = cast(:day as date)
            where kind = :kind and service_class = :class and from_day = cast(:from_day as date)
              and from_day < cast(:day as date)
              and (to_day is null or to_day > cast(:day as date))
            """;

    private final DbClient db;
    private final Clock clock;

    TaxTable(DbClient db, Clock clock) {
        this.db = db;
        this.clock = clock;
    }

    public TaxRules rules() {
        return new TaxRules(
                db.execute()
                        .createQuery(ALL)
                        .addParam("rows", ROWS_MAX)
                        .execute()
                        .map(row -> rule(new Row(row)))
                        .toList());
    }

    /// From its first day on it takes the place of what holds then. The caller has checked that it
    /// agrees with those that come later.
    void add(TaxRule rule) {
        db.execute()
                .createUpdate(END)
                .addParam("day", rule.from().toString())
                .addParam("kind", Fields.nameOf(rule.kind()))
                .addParam("class", rule.serviceClass())
                .execute();
        db.execute()
                .createInsert(ADD)
                .addParam("code", rule.code())
                .addParam("kind", Fields.nameOf(rule.kind()))
                .addParam("rate", rule.rate().toPlainString())
                .addParam("base", Fields.nameOf(rule.base()))
                .addParam("class", rule.serviceClass())
                .addParam("from_day", rule.from().toString())
                .addParam("to_day", rule.to().map(LocalDate::toString).orElse(""))
                .addParam("now", clock.instant().atOffset(ZoneOffset.UTC))
                .addParam("by", Actor.current().login())
                .execute();
    }

    /// False if no rule that began then holds on `day`.
    boolean end(TaxRule.Kind kind, String serviceClass, LocalDate from, LocalDate day) {
        return db.execute()
                        .createUpdate(END_ONE)
                        .addParam("day", day.toString())
                        .addParam("kind", Fields.nameOf(kind))
                        .addParam("class", serviceClass)
                        .addParam("from_day", from.toString())
                        .execute()
                == 1;
    }

    private static TaxRule rule(Row row) {
        return new TaxRule(
                row.text("code"),
                EnumNames.constant(TaxRule.Kind.class, row.text("kind")),
                new BigDecimal(row.text("rate")),
                EnumNames.constant(TaxRule.Base.class, row.text("base")),
                row.text("service_class"),
                LocalDate.parse(row.text("from_day")),
                row.optionalText("to_day").map(LocalDate::parse));
    }
}
