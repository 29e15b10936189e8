package io.lastmile.collector.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.lastmile.collector.pipeline.PollReading;
import io.lastmile.collector.postgres.TestDatabase;
import io.lastmile.collector.radius.Journal;
import io.lastmile.collector.radius.Received;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.io.TempDir;

/// A router that is polled and accounts by RADIUS as well: every byte is counted once, by one of
/// the two, however their transactions meet and whoever of the two is killed in between.
class RadiusBesidePollsTest {
    private static final TestDatabase DATABASE = TestDatabase.startMigrated();
    private static final int ROUNDS = 60;

    private final Sql sql = new Sql(DATABASE.source());
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    @TempDir Path folder;

    @AfterAll
    static void stop() {
        DATABASE.close();
    }

    @BeforeEach
    void empty() {
        sql.run(
                "truncate telemetry.sample, telemetry.poll, telemetry.session, telemetry.line,"
                        + " telemetry.router_state, telemetry.radius_session,"
                        + " telemetry.radius_nas, telemetry.radius_batch");
    }

    @RepeatedTest(4)
    void everyByteIsCountedOnce() throws IOException {
        long seed = ThreadLocalRandom.current().nextLong();
        Random random = new Random(seed);
        var router = new TwoSources(seed, 12);
        Journal journal = Journal.open(folder, 8 << 20);
        Collecting collecting = new Collecting(DATABASE.address());
        RadiusLedger ledger = ledger(journal);
        try {
            warmUp(collecting, router);
            for (int round = 0; round < ROUNDS; round++) {
                router.live();
                if (round == ROUNDS / 4) {
                    router.beginsToAccount();
                }
                if (random.nextInt(3) > 0) {
                    collecting.offer(router.poll());
                }
                if (random.nextInt(3) == 0) {
                    append(journal, router.arrive(false));
                }
                if (random.nextInt(4) == 0) {
                    collecting.drain();
                }
                if (random.nextInt(15) == 0) {
                    ledger.close();
                    ledger = ledger(journal);
                }
                if (random.nextInt(15) == 0) {
                    collecting.drain();
                    collecting.close();
                    collecting = new Collecting(DATABASE.address());
                    warmUp(collecting, router);
                }
                assertNothingTwice(router, seed);
            }
            append(journal, router.arrive(true));
            settled(journal);
            warmUp(collecting, router);
            router.everybodyGoes();
            append(journal, router.arrive(true));
            settled(journal);
            collecting.drain();
            assertAllOnce(router, seed);
        } finally {
            ledger.close();
            collecting.close();
            journal.close();
        }
    }

    private RadiusLedger ledger(Journal journal) {
        return new RadiusLedger(
                        DATABASE.address(),
                        StoreConfig.standard(),
                        journal,
                        _ -> StandardCharsets.UTF_8,
                        registry)
                .start();
    }

    private static void append(Journal journal, List<Received> packets) throws IOException {
        if (!packets.isEmpty()) {
            assertThat(journal.append(packets)).isTrue();
        }
    }

    /// Polls until one is written; time passes and nobody moves a byte.
    private static void warmUp(Collecting collecting, TwoSources router) {
        Await.until(
                "polled",
                () -> {
                    double before = collecting.count("lastmile.collector.store.polls");
                    router.pass(2_000);
                    PollReading poll = router.poll();
                    collecting.offer(poll);
                    collecting.drain();
                    return collecting.count("lastmile.collector.store.polls") > before;
                });
    }

    private void settled(Journal journal) {
        Await.until(
                "ledger settled",
                () -> {
                    try {
                        long next =
                                sql.number(
                                                "select coalesce(max(next), 0) from"
                                                        + " telemetry.radius_progress where journal"
                                                        + " = '%s'".formatted(journal.id()))
                                        .longValue();
                        return journal.from(next, 1).isEmpty();
                    } catch (IOException e) {
                        throw new IllegalStateException(e);
                    }
                });
    }

    private long counted(String user, String direction) {
        return sql.number(
                        """
                        select coalesce(sum(s.%s), 0)
                        from telemetry.sample as s join telemetry.line on line.id = s.line
                        where line.name = '%s' and telemetry.counts(s.marks)
                        """
                                .formatted(direction, user))
                .longValue();
    }

    private void assertNothingTwice(TwoSources router, long seed) {
        for (TwoSources.User user : router.users) {
            assertThat(counted(user.name, "down"))
                    .as(() -> told(user, seed))
                    .isLessThanOrEqualTo(user.moved[0]);
        }
    }

    private void assertAllOnce(TwoSources router, long seed) {
        for (TwoSources.User user : router.users) {
            assertThat(new long[] {counted(user.name, "down"), counted(user.name, "up")})
                    .as(() -> told(user, seed))
                    .containsExactly(user.moved);
        }
    }

    private String told(TwoSources.User user, long seed) {
        return "seed %d, %s: %s"
                .formatted(
                        seed,
                        user.name,
                        sql.text(
                                """
                                select string_agg(concat_ws(' ', t.kind, t.id, t.acct, t.started,
                                    t.reason, t.radius, t.down_total, t.ended, t.counted,
                                    t.shadow), E'\\n' order by t.started, t.kind)
                                from (select 'api' as kind, s.id, s.acct_session_id as acct,
                                             s.started, s.start_reason::text as reason,
                                             s.radius::text, s.down_total, s.ended, s.line
                                      from telemetry.session as s
                                      union all
                                      select 'radius', r.id, r.acct_session, r.started,
                                             r.end_reason, r.api_session::text, r.down_total,
                                             r.ended, r.line
                                      from telemetry.radius_session as r) as u
                                join telemetry.line on line.id = u.line
                                cross join lateral (
                                    select u.*,
                                           (select sum(p.down) from telemetry.sample as p
                                            where p.session = u.id and telemetry.counts(p.marks))
                                               as counted,
                                           (select sum(p.down) from telemetry.sample as p
                                            where p.session = u.id
                                              and not telemetry.counts(p.marks)) as shadow) as t
                                where line.name = '%s'
                                """
                                        .formatted(user.name)));
    }
}
