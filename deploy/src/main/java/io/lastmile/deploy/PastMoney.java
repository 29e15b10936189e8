package io.lastmile.deploy;

import io.lastmile.collector.simulator.MovableClock;
import io.lastmile.core.CoreApi;
import io.lastmile.core.CoreConfig;
import io.lastmile.core.billing.BillingSetting;
import io.lastmile.core.billing.Printed;
import io.lastmile.core.billing.TaxRule;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/// A year of bills and payments of all customers: most in time, some early, late, in parts,
/// disputed or away. Every taka goes the way that it goes in earnest. A month is a transaction that
/// begins with its bills: a start that is interrupted goes on with the month that is not billed.
final class PastMoney {
    private static final System.Logger LOG = System.getLogger(PastMoney.class.getName());
    static final int MONTHS = 12;

    /// What grows: what was planned for an empty table reads the whole of a full one.
    private static final String ANALYZE =
            """
            analyze core.invoice, core.invoice_line, core.invoice_due, core.receipt,
                core.allocation, core.charge, core.deferral, core.subscription,
                core.entitlement_cause, core.entitlement_segment, core.ledger_batch,
                core.ledger_entry, core.ledger_balance, core.ledger_account, core.cash_payment,
                core.document_series
            """;

    private static final BigDecimal VAT = new BigDecimal("0.05");
    private static final Printed.Seller SELLER =
            new Printed.Seller(
                    "Demo Broadband",
                    "ডেমো ব্রডব্যান্ড",
                    "12 Lake Road, Dhaka 1205",
                    "১২ লেক রোড, ঢাকা ১২০৫",
                    "000000000-0000",
                    true);

    private final CoreConfig config;
    private final CoreApi.Ground ground;
    private final DataSource owner;
    private final long seed;

    /// `owner` may analyse the tables.
    PastMoney(CoreConfig config, CoreApi.Ground ground, DataSource owner, long seed) {
        this.config = config;
        this.ground = ground;
        this.owner = owner;
        this.seed = seed;
    }

    static Instant on(LocalDate day, int hour) {
        return day.atTime(hour, 0).atZone(JoinDays.ZONE).toInstant();
    }

    /// All months that are not told yet.
    void enter() throws SQLException {
        Instant end = ground.clock().instant();
        LocalDate today = end.atZone(JoinDays.ZONE).toLocalDate();
        YearMonth last = YearMonth.from(today);
        YearMonth first = last.minusMonths(MONTHS);
        MovableClock clock = MovableClock.standingAt(on(first.atDay(1), 0));
        try (OneTransaction one = OneTransaction.of(ground.source());
                CoreApi core = new CoreApi(config, past(one.source(), clock))) {
            var payers = new PastPayers(core.database().client(), seed);
            var tills = new PastTills(core, PastStaff.enlist(core));
            LocalDate begin = tills.office(payers::begun).orElse(first.atDay(1));
            for (YearMonth month = first; !month.isAfter(last); month = month.plusMonths(1)) {
                var days = new PastMonth.Days(month, begin, today);
                if (!told(payers, tills, days)) {
                    Instant until = month.equals(last) ? end : on(month.plusMonths(1).atDay(1), 0);
                    var chronicle = new Chronicle(clock, until);
                    chronicle.at(on(days.first(), 0), () -> settle(core, tills, days));
                    new PastMonth(core, chronicle, payers, tills, days).live();
                    skip(core, tills);
                    one.commit();
                    LOG.log(System.Logger.Level.INFO, "entered the money of {0}", month);
                    analyze();
                }
            }
        }
    }

    private CoreApi.Ground past(DataSource source, MovableClock clock) {
        var meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        return new CoreApi.Ground(source, Optional.empty(), ground.cipher(), meters, clock);
    }

    /// The first month has no bills; it has what is settled before them.
    private static boolean told(PastPayers payers, PastTills tills, PastMonth.Days days) {
        return days.isFirst()
                ? tills.office(payers::begun).isPresent()
                : tills.office(() -> payers.billed(days.first()));
    }

    /// Who sells, by which law, before the first of all months.
    private static void settle(CoreApi core, PastTills tills, PastMonth.Days days) {
        if (!days.isFirst()) {
            return;
        }
        tills.office(() -> {
            var terms = core.billing().terms();
            long version = core.billing().stores().settings().current().version();
            terms.change(new BillingSetting(version, SELLER, 9, false)).idOrRefuse();
            for (String of : List.of("internet", "other")) {
                terms.add(
                                new TaxRule(
                                        "VAT5",
                                        TaxRule.Kind.VAT,
                                        VAT,
                                        TaxRule.Base.NET_AND_SD,
                                        of,
                                        days.begin(),
                                        Optional.empty()))
                        .idOrRefuse();
            }
            return true;
        });
    }

    /// What was long ago is no news; who is to be cut off is looked for by the clock.
    private static void skip(CoreApi core, PastTills tills) {
        DemoPast.ACTOR.run(() ->
                core.database()
                        .transact(() -> {
                            core.notifications().skipPast();
                            core.dunning().skipPast();
                            return tills;
                        }));
    }

    private void analyze() throws SQLException {
        try (Connection connection = owner.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(ANALYZE);
        }
    }
}
