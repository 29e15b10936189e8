package io.lastmile.deploy.bench;

import static io.lastmile.deploy.bench.PeopleBench.limit;

import io.lastmile.core.billing.BillingRun;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/// `money`: a billing run of 100,000 postpaid customers, looked for and charged; the same run in a
/// process that is killed five times at random, whose books must be the same.
final class MoneyBench implements Bench {
    private static final int PEOPLE = PeopleBench.PEOPLE;
    private static final int KILLS = 5;
    private static final double SECONDS_MAX = 180;
    private static final double MEGABYTES_MAX = 1_024;
    private static final double DIFFERENCES_MAX = 0;

    /// What the books say, whatever ids and times their rows have.
    private static final String DIGEST =
            """
            select md5(string_agg(s.entry, ',' order by s.entry)) || ' ' || count(*)
            from (select concat_ws(' ', c.mobile, a.kind, e.day, e.amount, b.source, b.effect)
                      as entry
                  from core.ledger_entry as e
                  join core.ledger_account as a on a.id = e.account
                  join core.ledger_batch as b on b.id = e.batch
                  left join core.customer as c on c.id = e.customer) as s
            """;

    @Override
    public String part() {
        return "money";
    }

    @Override
    public List<BenchRow> run() throws Exception {
        List<BenchRow> rows = new ArrayList<>();
        String books;
        try (BackOffice office = BackOffice.open()) {
            new MoneySeed(office, PEOPLE).settle();
            ManagementFactory.getMemoryPoolMXBeans().forEach(MemoryPoolMXBean::resetPeakUsage);
            long run = preview(office, rows);
            confirm(office, run);
            rows.add(
                    limit(
                            "money: %,d customers billed in one run".formatted(PEOPLE),
                            "s",
                            await(office, run, BillingRun.State.DONE),
                            SECONDS_MAX));
            rows.add(limit("money: heap at its most", "MB", megabytes(), MEGABYTES_MAX));
            books = books(office);
        }
        rows.add(
                limit(
                        "money: the books after %d kills, which differ".formatted(KILLS),
                        "books",
                        books.equals(killed()) ? 0 : 1,
                        DIFFERENCES_MAX));
        return rows;
    }

    /// The run that is to be confirmed, as it was reckoned.
    private static long preview(BackOffice office, List<BenchRow> rows)
            throws InterruptedException {
        LocalDate day = LocalDate.parse(MoneySeed.DAY);
        long run = office.within(() -> office.core().billing().runs().start(day).idOrRefuse());
        double seconds = await(office, run, BillingRun.State.PREVIEW);
        rows.add(
                limit(
                        "money: %,d periods looked for and shown".formatted(PEOPLE),
                        "s",
                        seconds,
                        SECONDS_MAX));
        return run;
    }

    private static void confirm(BackOffice office, long run) {
        long version = find(office, run).version();
        long unused =
                office.within(
                        () -> office.core().billing().runs().confirm(run, version).idOrRefuse());
    }

    private static BillingRun find(BackOffice office, long run) {
        return office.within(() -> office.core().billing().stores().runs().find(run)).orElseThrow();
    }

    /// Seconds until a run came so far; its job looks every five.
    private static double await(BackOffice office, long run, BillingRun.State state)
            throws InterruptedException {
        long start = System.nanoTime();
        while (find(office, run).state() != state) {
            TimeUnit.MILLISECONDS.sleep(200);
        }
        return (System.nanoTime() - start) / 1e9;
    }

    private static double megabytes() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                        .filter(pool -> pool.getType() == MemoryType.HEAP)
                        .map(MemoryPoolMXBean::getPeakUsage)
                        .mapToLong(usage -> usage.getUsed())
                        .sum()
                / 1e6;
    }

    private static String books(BackOffice office) throws SQLException {
        return office.value(DIGEST);
    }

    /// What the books say of the same run in a process that was killed at random.
    private static String killed() throws Exception {
        Path folder = Files.createTempDirectory("money-bench");
        long seed = new Random().nextLong();
        Random dice = new Random(seed);
        try (BackOffice office = BackOffice.open()) {
            new MoneySeed(office, PEOPLE).settle();
            long run = preview(office, new ArrayList<>());
            confirm(office, run);
            office.rest();
            for (int i = 0; i < KILLS; i++) {
                Process worker = office.place().start(folder);
                TimeUnit.MILLISECONDS.sleep(5_000 + dice.nextInt(15_000));
                worker.destroyForcibly().waitFor();
            }
            Process worker = office.place().start(folder);
            if (worker.waitFor() != 0) {
                throw new IllegalStateException(
                        "worker: %d, log in %s, seed %d (expected: 0)"
                                .formatted(worker.exitValue(), folder, seed));
            }
            return books(office);
        }
    }
}
