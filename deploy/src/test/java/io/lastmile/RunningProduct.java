package io.lastmile;

import com.microsoft.playwright.options.Cookie;
import com.microsoft.playwright.options.FormData;
import com.microsoft.playwright.options.RequestOptions;
import io.lastmile.collector.simulator.Fault;
import io.lastmile.collector.simulator.SimulatedRouter;
import io.lastmile.deploy.Options;
import io.lastmile.deploy.Product;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The whole product in this JVM, small and quick, for the tests of its pages. It starts once and
/// lives as long as the tests do; one of its routers does not answer, so that an alarm fires.
final class RunningProduct {
    private static final Options.Fleet FLEET = new Options.Fleet(4, 160, Optional.of(1), 7);
    private static final Options.Listen LISTEN = new Options.Listen("127.0.0.1", 0);
    private static Optional<RunningProduct> shared = Optional.empty();

    private final Product product;

    private RunningProduct(Path folder) {
        var options =
                new Options(
                        FLEET,
                        LISTEN,
                        Optional.empty(),
                        true,
                        false,
                        Optional.of(folder),
                        Optional.empty());
        product = Product.start(options, folder, Clock.systemUTC());
        product.fleet().orElseThrow().routers().getLast().set(Fault.REFUSED, 1);
    }

    static synchronized RunningProduct shared() {
        if (shared.isEmpty()) {
            try {
                RunningProduct started = new RunningProduct(Files.createTempDirectory("pages"));
                Runtime.getRuntime().addShutdownHook(new Thread(started.product::close));
                shared = Optional.of(started);
            } catch (IOException e) {
                throw new UncheckedIOException("no folder for the product's data", e);
            }
        }
        return shared.get();
    }

    String url() {
        return product.url();
    }

    /// The simulated routers; the last one does not answer.
    List<SimulatedRouter> routers() {
        return product.fleet().orElseThrow().routers();
    }

    /// A postpaid service of a customer since the beginning of the month, on their line; its id.
    int postpaid(int customer) {
        return written(
                """
                with s as (
                    insert into core.subscription (customer, line, kind, anchor, restart,
                        grace_days, started, created, created_by)
                    select customer, min(id), 'postpaid-advance', 1, 'keep-anchor', 0,
                           cast(date_trunc('month', now()) as date), now(), 'test'
                    from core.line where customer = %d and plan is not null group by customer
                    returning id, line, started)
                insert into core.subscription_plan (subscription, plan, since, made, made_by)
                select s.id, l.plan, s.started, now(), 'test'
                from s join core.line as l on l.id = s.line
                returning subscription
                """
                        .formatted(customer));
    }

    private int written(String sql) {
        var database = product.database();
        try (var connection = DriverManager.getConnection(database.url(), database.properties());
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute(
                    """
                    select set_config('role', 'lastmile_app', true),
                           set_config('app.role', 'system', true),
                           set_config('app.login', 'test', true)
                    """);
            try (var rows = statement.executeQuery(sql)) {
                if (!rows.next()) {
                    throw new IllegalStateException("no row (expected: one): " + sql);
                }
                int id = rows.getInt(1);
                connection.commit();
                return id;
            }
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /// The cookie of a customer who is logged in; with a line each, they are numbered from 1.
    String customer(int id) {
        String token = UUID.randomUUID().toString();
        write(
                """
                insert into core.session (token_hash, kind, customer, mobile, created, seen,
                    idle_until, expires, address, agent)
                values (sha256('%s'), 'customer', %d, '01712345678', now(), now(), 'infinity',
                    'infinity', '', 'Mozilla/5.0 (Linux; Android 14) Chrome/150.0')
                """
                        .formatted(token, id));
        return token;
    }

    /// Sells a prepaid service on a customer's line that nobody paid yet; patience is long, so that
    /// it is not cut off.
    void sells(int customer) {
        write(
                """
                with sold as (
                    insert into core.subscription (customer, line, kind, anchor, restart,
                        grace_days, started, created, created_by)
                    select customer, id, 'prepaid', 1, 'restart', 60, current_date, now(), 'test'
                    from core.line as l
                    where customer = %d and plan is not null
                      and not exists (select from core.subscription as s where s.line = l.id)
                    order by id limit 1
                    returning id, line)
                insert into core.subscription_plan (subscription, plan, since, made, made_by)
                select sold.id, l.plan, current_date, now(), 'test'
                from sold join core.line as l on l.id = sold.line
                """
                        .formatted(customer));
    }

    /// A till with a hand-over, a cheque and a bank line, each with the id 7000.
    void holds() {
        write(
                """
                insert into core.account (id, login, name, role, created, changed, changed_by)
                overriding system value
                values (7000, 'karim.cash', 'Karim', 'support', now(), now(), 'test')
                on conflict do nothing
                """,
                """
                insert into core.till (id, account, name, opened) overriding system value
                values (7000, 7000, 'karim.cash', now()) on conflict do nothing
                """,
                """
                insert into core.bank_account (id, name, made, made_by) overriding system value
                values (7000, 'Sonali 0123', now(), 'test') on conflict do nothing
                """,
                """
                insert into core.hand_over (id, till, amount, note, state, made, made_by)
                overriding system value
                values (7000, 7000, 1250000, 'from Mirpur', 'waits', now(), 'karim.cash')
                on conflict do nothing
                """,
                """
                insert into core.cheque (id, customer, bank, number, dated, amount, note, state,
                    received, made, made_by) overriding system value
                values (7000, 35, 'Agrani', '0012345', current_date, 525000, '', 'received',
                        current_date, now(), 'test')
                on conflict do nothing
                """,
                """
                insert into core.cheque (id, customer, bank, number, dated, amount, note, state,
                    received, made, made_by, deposited, deposited_by, into_bank)
                overriding system value
                values (7001, 35, 'Agrani', '0012346', current_date, 525000, '', 'deposited',
                        current_date, now(), 'test', current_date, 'test', 7000)
                on conflict do nothing
                """,
                """
                insert into core.cash_payment (id, till, customer, amount, day, note, made, made_by)
                overriding system value
                values (7000, 7000, 36, 52500, current_date, 'at the door', now(), 'karim.cash')
                on conflict do nothing
                """,
                """
                insert into core.bank_statement (id, bank, file_name, lines, added, faults, made,
                    made_by) overriding system value
                values (7000, 7000, 'november.csv', 1, 1,
                        '[{"field": "line 7, date", "found": "31-11-2026", "expected": "a day"}]',
                        now(), 'test')
                on conflict do nothing
                """,
                """
                insert into core.bank_line (id, bank, statement, number, day, amount, reference,
                    says, sender, key, state) overriding system value
                values (7000, 7000, 7000, 2, current_date, 525000, 'FT26327A', 'Bill of C100036',
                        'Rahim', 'test', 'open')
                on conflict do nothing
                """);
    }

    /// Logs somebody of the billing office in.
    Visit enterBilling(Visit visit) {
        String token = UUID.randomUUID().toString();
        write(
                """
                insert into core.account (login, name, role, created, changed, changed_by)
                select 'desk', 'Salma at the desk', 'billing', now(), now(), 'test'
                where not exists (select from core.account where login = 'desk')
                """,
                """
                insert into core.session (token_hash, kind, account, created, seen, idle_until,
                    expires, address, agent)
                select sha256('%s'), 'staff', id, now(), now(), 'infinity', 'infinity', '192.0.2.7',
                       'Mozilla/5.0 (X11; Linux) Chrome/150.0'
                from core.account where login = 'desk'
                """
                        .formatted(token));
        visit.context().addCookies(List.of(new Cookie("lastmile", token).setUrl(url())));
        return visit;
    }

    /// As the program.
    private void write(String... statements) {
        var database = product.database();
        try (var connection = DriverManager.getConnection(database.url(), database.properties());
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute(
                    """
                    select set_config('role', 'lastmile_app', true),
                           set_config('app.role', 'system', true)
                    """);
            for (String sql : statements) {
                statement.execute(sql);
            }
            connection.commit();
        } catch (SQLException e) {
            throw new IllegalStateException("cannot write what a test needs", e);
        }
    }

    /// Logs a customer in.
    Visit enter(Visit visit, int customer) {
        visit.context()
                .addCookies(List.of(new Cookie("lastmile", customer(customer)).setUrl(url())));
        return visit;
    }

    /// Logs a reader in.
    Visit enter(Visit visit) {
        FormData form =
                FormData.create().set("username", "operator").set("password", product.password());
        var login =
                visit.context()
                        .request()
                        .post(
                                url() + "/login",
                                RequestOptions.create()
                                        .setHeader("Accept", "text/html")
                                        .setHeader("Origin", url())
                                        .setForm(form)
                                        .setMaxRedirects(0));
        if (!"/".equals(login.headers().get("location"))) {
            throw new IllegalStateException("login: " + login.status() + " " + login.text());
        }
        return visit;
    }
}
