package io.lastmile.deploy.bench;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.lastmile.collector.credentials.SecretCipher;
import io.lastmile.collector.postgres.TestDatabase;
import io.lastmile.core.CoreApi;
import io.lastmile.core.CoreConfig;
import io.lastmile.core.customers.Customer;
import io.lastmile.core.customers.CustomerBook;
import io.lastmile.core.customers.CustomerDraft;
import io.lastmile.core.customers.CustomerParts;
import io.lastmile.core.customers.Customers;
import io.lastmile.core.customers.Person;
import io.lastmile.core.customers.Place;
import io.lastmile.core.lines.LineDraft;
import io.lastmile.core.lines.SourceName;
import io.lastmile.core.platform.Actor;
import io.lastmile.core.platform.AppLogin;
import io.lastmile.core.platform.Page;
import io.lastmile.core.platform.Schema;
import io.lastmile.deploy.bench.BenchRow.Pair;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.IntConsumer;

/// 100,000 customers with a line each, entered in bulk by the rooms' stores, and what staff asks of
/// them: a page of the list, a search as it is typed, and what Customer 360 shows. Each under the
/// policies of a member of staff.
final class PeopleBench implements Bench {
    private static final int PEOPLE =
            Integer.getInteger("lastmile.bench.people.customers", 100_000);
    private static final int QUERIES = 300;
    private static final double MILLIS_MAX = 100;
    private static final List<String> GIVEN =
            List.of("Abdul", "Farhana", "Habib", "Imran", "Kamal", "Nasrin", "Rahima", "Tanvir");
    private static final List<String> GIVEN_BN =
            List.of("আব্দুল", "ফারহানা", "হাবিব", "ইমরান", "কামাল", "নাসরিন", "রহিমা", "তানভীর");
    private static final List<String> FAMILY =
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
            try (CoreApi core = new CoreApi(CoreConfig.defaults(), ground)) {
                long start = System.nanoTime();
                Actor.system("bench").run(() -> seed(core));
                double seconds = (System.nanoTime() - start) / 1e9;
                try (Connection owner = database.source().getConnection();
                        Statement analyze = owner.createStatement()) {
                    analyze.execute("vacuum analyze core.customer; ");
                    analyze.execute("vacuum analyze core.line");
                }
                return Actor.system("bench").call(() -> rows(core, seconds));
            }
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

    private static List<BenchRow> rows(CoreApi core, double seconds) {
        CustomerParts parts = core.customers().parts();
        Random dice = new Random(7);
        String size = " of %,d customers, p95".formatted(PEOPLE);
        return List.of(
                limit("people: seeding %,d with a line each".formatted(PEOPLE), "s", seconds, 60),
                limit("people: list page" + size, "ms", p95(i -> page(parts, dice)), MILLIS_MAX),
                limit("people: search" + size, "ms", p95(i -> search(parts, i, dice)), MILLIS_MAX),
                limit(
                        "people: Customer 360" + size,
                        "ms",
                        p95(i -> whole(core, dice)),
                        MILLIS_MAX));
    }

    private static void page(CustomerParts parts, Random dice) {
        var after = io.lastmile.core.platform.Cursor.of(1 + dice.nextInt(PEOPLE));
        var request = new Page.Request(Page.LIMIT, Optional.of(after));
        var filter = new Customers.Filter(dice.nextBoolean() ? "dhaka" : "", "", false);
        parts.database().read(() -> parts.customers().page(filter, request));
    }

    /// What people type: parts of names in both scripts, telephones, PPPoE ids, addresses.
    private static void search(CustomerParts parts, int i, Random dice) {
        int number = dice.nextInt(PEOPLE);
        String q =
                switch (i % 6) {
                    case 0 -> GIVEN.get(number % GIVEN.size()).substring(0, 3);
                    case 1 -> GIVEN_BN.get(number % GIVEN_BN.size());
                    case 2 -> "%08d".formatted(number).substring(2);
                    case 3 -> "user%06d".formatted(number);
                    case 4 -> "House %d, Road".formatted(number % 300);
                    default -> FAMILY.get(number % FAMILY.size());
                };
        if (parts.database().read(() -> parts.search().find(q, 30)).isEmpty()) {
            throw new IllegalStateException("search for " + q + ": nothing (expected: a hit)");
        }
    }

    private static void whole(CoreApi core, Random dice) {
        CustomerParts parts = core.customers().parts();
        int id = 1 + dice.nextInt(PEOPLE);
        int shown =
                parts.database()
                        .read(() -> {
                            Customer customer = parts.need(id);
                            int things =
                                    parts.identities().of(id).size()
                                            + parts.records().contacts(id).size();
                            things +=
                                    parts.records().notes(id).size()
                                            + parts.records().consents(id).size();
                            things +=
                                    core.lines().stores().lines().ofCustomer(customer.id()).size();
                            return things
                                    + parts.timeline()
                                            .page(
                                                    id,
                                                    new Page.Request(50, Optional.empty()),
                                                    parts.clock().instant())
                                            .items()
                                            .size();
                        });
        if (shown < 2) {
            throw new IllegalStateException("customer 360: " + shown + " (expected: >= 2)");
        }
    }

    private static double p95(IntConsumer query) {
        double[] millis = new double[QUERIES];
        for (int i = 0; i < QUERIES; i++) {
            long start = System.nanoTime();
            query.accept(i);
            millis[i] = (System.nanoTime() - start) / 1e6;
        }
        Arrays.sort(millis);
        return millis[(int) Math.ceil(QUERIES * 0.95) - 1];
    }

    private static BenchRow limit(String row, String unit, double ours, double goal) {
        return BenchRow.limit(row, unit, new Pair(ours, Double.NaN), goal);
    }
}
