package io.lastmile.deploy.bench;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.lastmile.collector.credentials.SecretCipher;
import io.lastmile.collector.postgres.TestDatabase;
import io.lastmile.core.CoreApi;
import io.lastmile.core.CoreConfig;
import io.lastmile.core.customers.CustomerBook;
import io.lastmile.core.customers.CustomerDraft;
import io.lastmile.core.customers.Person;
import io.lastmile.core.customers.Place;
import io.lastmile.core.identity.Identity;
import io.lastmile.core.lines.LineDraft;
import io.lastmile.core.lines.SourceName;
import io.lastmile.core.platform.Actor;
import io.lastmile.core.platform.AppLogin;
import io.lastmile.core.platform.Schema;
import io.lastmile.core.platform.Server;
import io.lastmile.deploy.bench.BenchRow.Pair;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/// 100,000 customers with a line each, entered in bulk by the rooms' stores, and what staff asks of
/// them over HTTP, `PeopleClient.THREADS` at a time: a page of the list, searches as they are
/// typed, and what Customer 360 shows. Besides 50,000 rows of CSV in, and all customers out.
final class PeopleBench implements Bench {
    static final int PEOPLE = Integer.getInteger("lastmile.bench.people.customers", 100_000);
    private static final int QUERIES = 300;
    private static final double MILLIS_MAX = 100;
    private static final int IMPORTED =
            Integer.getInteger("lastmile.bench.people.imported", 50_000);
    private static final double IMPORT_SECONDS_MAX = 60;
    static final List<String> GIVEN =
            List.of("Abdul", "Farhana", "Habib", "Imran", "Kamal", "Nasrin", "Rahima", "Tanvir");
    static final List<String> GIVEN_BN =
            List.of("আব্দুল", "ফারহানা", "হাবিব", "ইমরান", "কামাল", "নাসরিন", "রহিমা", "তানভীর");
    static final List<String> FAMILY =
            List.of("Ahmed", "Akter", "Chowdhury", "Hossain", "Islam", "Khan", "Rahman", "Sarkar");

    @Override
    public String part() {
        return "people";
    }

    @Override
    public List<BenchRow> run() throws Exception {
        Path key = Files.createTempDirectory("people-bench").resolve("key");
        SecretCipher cipher = SecretCipher.of(Optional.empty(), key);
        try (TestDatabase database = TestDatabase.startMigrated();
                HikariDataSource pool = pool(database, Schema.settle(database.source(), cipher))) {
            var ground =
                    new CoreApi.Ground(
                            pool,
                            Optional.empty(),
                            cipher,
                            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT),
                            Clock.systemUTC());
            var config = CoreConfig.defaults().withPassword("bench").withoutSecondFactor();
            try (CoreApi core = new CoreApi(config, ground)) {
                core.start();
                long start = System.nanoTime();
                Actor.system("bench").run(() -> seed(core));
                double seconds = (System.nanoTime() - start) / 1e9;
                sessions(database);
                try (Connection owner = database.source().getConnection();
                        Statement analyze = owner.createStatement()) {
                    analyze.execute("vacuum analyze core.customer; ");
                    analyze.execute("vacuum analyze core.line");
                }
                String apiKey = core.identity().key(Identity.OPERATOR, "bench");
                try (Server server = core.open(Server.Config.of("127.0.0.1", 0), List.of());
                        PeopleClient client = new PeopleClient(server.port(), apiKey)) {
                    return rows(client, seconds);
                }
            }
        }
    }

    /// Each line is online, with an address and a MAC of its own.
    private static void sessions(TestDatabase database) throws SQLException {
        try (Connection owner = database.source().getConnection();
                Statement seed = owner.createStatement()) {
            seed.execute(
                    """
                    insert into telemetry.line (router, source, raw_name, name, first_seen)
                    select 1, 1, convert_to('user' || lpad(n::text, 6, '0'), 'UTF8'),
                           'user' || lpad(n::text, 6, '0'), now()
                    from generate_series(0, %d) as n
                    """
                            .formatted(PEOPLE - 1));
            seed.execute(
                    """
                    insert into telemetry.session (line, router, epoch, source, start_reason,
                        ros_id, started, checkpoint_batch, checkpoint_time, if_name, address,
                        caller_id)
                    select id, 1, 0, 1, 4, id, now(), 1, now(), raw_name,
                           concat_ws('.', 10, n / 65536, n / 256 % 256, n % 256),
                           upper(regexp_replace(lpad(to_hex(n), 12, '0'), '(..)(?!$)', '\\1:', 'g'))
                    from (select id, raw_name, right(name, 6)::int as n from telemetry.line) as l
                    """);
            seed.execute("analyze telemetry.line");
            seed.execute("analyze telemetry.session");
        }
    }

    private static HikariDataSource pool(TestDatabase database, AppLogin login) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(login.url(database.address().url()));
        config.setUsername(login.user());
        config.setPassword(login.password());
        return new HikariDataSource(config);
    }

    private static void seed(CoreApi core) {
        Random dice = new Random(42);
        for (int from = 0; from < PEOPLE; from += CustomerBook.ROWS_MAX) {
            int size = Math.min(CustomerBook.ROWS_MAX, PEOPLE - from);
            int first = from;
            core.database()
                    .transact(() -> {
                        List<CustomerDraft> drafts = new ArrayList<>();
                        for (int i = 0; i < size; i++) {
                            drafts.add(draft(first + i, dice));
                        }
                        List<Integer> ids = core.customers().parts().book().settle(drafts);
                        List<LineDraft> lines = new ArrayList<>();
                        for (int i = 0; i < size; i++) {
                            lines.add(line(first + i, ids.get(i)));
                        }
                        return core.lines().stores().book().settle(lines);
                    });
        }
    }

    private static LineDraft line(int number, int customer) {
        return new LineDraft(
                0,
                SourceName.PPP,
                "user%06d".formatted(number),
                "",
                "",
                "",
                20_000_000,
                customer,
                0);
    }

    private static CustomerDraft draft(int number, Random dice) {
        int given = dice.nextInt(GIVEN.size());
        var person =
                new Person(
                        GIVEN.get(given)
                                + " "
                                + FAMILY.get(dice.nextInt(FAMILY.size()))
                                + " "
                                + number,
                        GIVEN_BN.get(given) + " " + number,
                        "+8801%d%08d".formatted(3 + dice.nextInt(7), number),
                        "",
                        Optional.empty(),
                        Optional.empty(),
                        "",
                        "",
                        "");
        var place =
                new Place(
                        dice.nextInt(3) == 0 ? "gazipur" : "dhaka",
                        "Upazila " + dice.nextInt(200),
                        "Ward " + dice.nextInt(40),
                        "House %d, Road %d".formatted(dice.nextInt(300), dice.nextInt(90)),
                        "1216",
                        Optional.empty());
        return new CustomerDraft(person, place, List.of(), 0);
    }

    private static List<BenchRow> rows(PeopleClient client, double seconds) throws Exception {
        String size = " of %,d customers, p95 (p50)".formatted(PEOPLE);
        List<BenchRow> rows = new ArrayList<>();
        rows.add(limit("people: seeding %,d with a line each".formatted(PEOPLE), "s", seconds, 90));
        for (PeopleQuery query : PeopleQuery.values()) {
            PeopleClient.Times times = client.times(number -> query.path(number, PEOPLE), QUERIES);
            rows.add(
                    limit(
                            "people: %s%s %.1f".formatted(query.says(), size, times.p50()),
                            "ms",
                            times.p95(),
                            MILLIS_MAX));
        }
        rows.add(
                limit(
                        "people: %,d rows of CSV checked and committed".formatted(IMPORTED),
                        "s",
                        client.imported(IMPORTED),
                        IMPORT_SECONDS_MAX));
        rows.add(
                limit(
                        "people: %,d customers exported as CSV".formatted(PEOPLE + IMPORTED),
                        "s",
                        client.exported(PEOPLE + IMPORTED),
                        IMPORT_SECONDS_MAX));
        return rows;
    }

    private static BenchRow limit(String row, String unit, double ours, double goal) {
        return BenchRow.limit(row, unit, new Pair(ours, Double.NaN), goal);
    }
}
