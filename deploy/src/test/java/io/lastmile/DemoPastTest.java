package io.lastmile;

import static org.assertj.core.api.Assertions.assertThat;

import io.lastmile.deploy.Options;
import io.lastmile.deploy.Product;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The demo's tenant: what it has behind it when somebody sees it first, and that a second start
/// adds nothing.
class DemoPastTest {
    private static final Options OPTIONS =
            new Options(
                    new Options.Fleet(2, 120, Optional.of(5), 7, true),
                    new Options.Listen("127.0.0.1", 0),
                    Optional.empty(),
                    true,
                    false,
                    Optional.empty(),
                    Optional.empty());

    private static final String PEOPLE =
            """
            select c.name || ' ' || c.mobile || ' ' || cast(c.created as date) as who
            from core.customer as c order by c.id
            """;

    private static final String TICKETS =
            "select number || ' ' || state || ' ' || subject from core.ticket order by id";

    private static final String LINES =
            "select count(*) from core.line where removed is null and customer is not null";

    private static final String MONTHS =
            "select count(distinct date_trunc('month', %s)) from core.%s";

    @TempDir Path first;
    @TempDir Path second;

    @Test
    void aTenantOfThreeYearsIsThereAtTheFirstStartAndTheSameAtTheNext() throws SQLException {
        List<String> people;
        List<String> tickets;
        try (Product product = Product.start(OPTIONS, first, Clock.systemUTC())) {
            joinedOverYears(product);
            usageOfAYear(product);
            complaintsOfAYear(product);
            billsOfAYear(product);
            nobodyIsToldOfThePast(product);
            people = values(product, PEOPLE);
            tickets = values(product, TICKETS);
        }
        try (Product again = Product.start(OPTIONS, first, Clock.systemUTC())) {
            assertThat(values(again, PEOPLE)).isEqualTo(people);
            assertThat(values(again, TICKETS)).hasSameSizeAs(tickets);
        }
        try (Product other = Product.start(OPTIONS, second, Clock.systemUTC())) {
            assertThat(values(other, PEOPLE)).isEqualTo(people);
        }
    }

    private static void joinedOverYears(Product product) throws SQLException {
        assertThat(number(product, "select count(*) from core.customer")).isBetween(120L, 126L);
        assertThat(number(product, MONTHS.formatted("created", "customer"))).isGreaterThan(18);
        assertThat(number(product, "select count(*) from core.customer where closed is not null"))
                .isPositive();
        assertThat(number(product, "select count(*) from core.line where removed is not null"))
                .isPositive();
    }

    private static void usageOfAYear(Product product) throws SQLException {
        String days = "select count(distinct bucket) from telemetry.rollup_";
        assertThat(number(product, days + "day")).isBetween(365L, 367L);
        assertThat(number(product, days + "network_day")).isBetween(365L, 367L);
        assertThat(number(product, days + "hour")).isGreaterThan(30 * 24);
    }

    private static void complaintsOfAYear(Product product) throws SQLException {
        assertThat(values(product, "select distinct state from core.ticket"))
                .contains("new", "open", "waiting-customer", "waiting-third", "closed", "merged");
        assertThat(number(product, MONTHS.formatted("opened", "ticket"))).isGreaterThan(6);
    }

    /// Bills and payments that went the way of every taka: the books hold.
    private static void billsOfAYear(Product product) throws SQLException {
        assertThat(number(product, MONTHS.formatted("issue_day", "invoice"))).isGreaterThan(11);
        assertThat(values(product, "select distinct kind from core.invoice"))
                .contains("cycle", "renewal");
        assertThat(number(product, "select count(*) from core.receipt")).isGreaterThan(900);
        assertThat(number(product, "select count(*) from core.ledger_close")).isBetween(11L, 12L);
        assertThat(values(product, "select distinct name from core.ledger_account"))
                .contains("sohel.rana", "karim.mia", "shirin.akhter", "bKash merchant");
        assertThat(number(product, "select count(*) from core.credit_note")).isPositive();
        assertThat(number(product, "select count(*) from core.invoice_void")).isPositive();
        assertThat(number(product, "select count(*) from core.subscription where ended is null"))
                .isGreaterThan(number(product, LINES) - 4);
        assertThat(
                        number(
                                product,
                                """
                                select (select coalesce(sum(open), 0) from core.invoice_due)
                                     - (select coalesce(sum(b.amount), 0)
                                        from core.ledger_balance as b
                                        join core.ledger_account as a on a.id = b.account
                                        where a.kind = 'receivable')
                                """))
                .isZero();
    }

    /// The demo's last step suspends three lines today, and who has to pay today is reminded; what
    /// was before is no news.
    private static void nobodyIsToldOfThePast(Product product) throws SQLException {
        assertThat(values(product, "select distinct cause from core.message"))
                .isSubsetOf(
                        "line-suspended",
                        "ticket-warned",
                        "ticket-breached",
                        "expiry-near",
                        "payment-late",
                        "payment-due",
                        "invoice-issued",
                        "payment-received");
        assertThat(number(product, "select count(*) from core.message")).isLessThan(60);
    }

    private static long number(Product product, String sql) throws SQLException {
        return Long.parseLong(values(product, sql).getFirst());
    }

    private static List<String> values(Product product, String sql) throws SQLException {
        List<String> values = new ArrayList<>();
        var database = product.database();
        try (var connection = DriverManager.getConnection(database.url(), database.properties());
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute(
                    """
                    select set_config('role', 'lastmile_app', true),
                           set_config('app.role', 'system', true)
                    """);
            try (var rows = statement.executeQuery(sql)) {
                while (rows.next()) {
                    values.add(rows.getString(1));
                }
            }
        }
        return values;
    }
}
