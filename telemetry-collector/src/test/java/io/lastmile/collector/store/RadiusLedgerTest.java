package io.lastmile.collector.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.lastmile.collector.postgres.TestDatabase;
import io.lastmile.collector.radius.Journal;
import io.lastmile.collector.radius.Received;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What records of RADIUS become without any poll: bytes of each session once, whatever came twice,
/// late, in another order or not at all.
class RadiusLedgerTest {
    private static final TestDatabase DATABASE = TestDatabase.startMigrated();
    private static final int NAS = 7;
    private static final long NOON = 1_790_000_000_000L;

    private final Sql sql = new Sql(DATABASE.source());
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    @TempDir Path folder;
    private Journal journal;
    private RadiusLedger ledger;
    private long now = NOON;

    @AfterAll
    static void stop() {
        DATABASE.close();
    }

    @BeforeEach
    void start() throws IOException {
        sql.run(
                "truncate telemetry.sample, telemetry.poll, telemetry.session, telemetry.line,"
                        + " telemetry.router_state, telemetry.radius_session,"
                        + " telemetry.radius_nas, telemetry.radius_batch");
        journal = Journal.open(folder, 1 << 20);
        ledger = ledger();
        nas(NAS, RadiusPackets.nas(RadiusPackets.ON));
        now += 60_000;
    }

    private RadiusLedger ledger() {
        return new RadiusLedger(
                        DATABASE.address(),
                        StoreConfig.standard(),
                        journal,
                        _ -> StandardCharsets.UTF_8,
                        registry)
                .start();
    }

    @AfterEach
    void end() throws IOException {
        ledger.close();
        journal.close();
    }

    private void nas(int router, byte[]... packets) throws IOException {
        List<Received> received = new ArrayList<>();
        for (byte[] packet : packets) {
            received.add(new Received(now, router, packet));
        }
        assertThat(journal.append(received)).isTrue();
    }

    private static byte[] began(String session, String user) {
        return RadiusPackets.start(session, user, 0);
    }

    private static byte[] told(int status, String session, String user, long age, long... bytes) {
        return RadiusPackets.told(status, session, user, new long[] {age, 0}, bytes);
    }

    /// Until the database has all that is in the journal.
    private void settled() throws IOException {
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

    private String sums(String user) {
        return sql.number(
                        "select coalesce(sum(down), 0) from telemetry.sample join telemetry.line on"
                                + " line.id = sample.line where name = '%s'".formatted(user))
                + "/"
                + sql.number(
                        "select coalesce(sum(up), 0) from telemetry.sample join telemetry.line on"
                                + " line.id = sample.line where name = '%s'".formatted(user));
    }

    @Test
    void aSessionIsCountedToTheByteAcrossGigawords() throws IOException {
        nas(NAS, began("81a00001", "karim"));
        now += 300_000;
        nas(NAS, told(RadiusPackets.INTERIM, "81a00001", "karim", 300, 4_294_967_295L, 10));
        now += 300_000;
        nas(NAS, told(RadiusPackets.STOP, "81a00001", "karim", 600, 30_000_000_123L, 20));
        settled();
        assertThat(sums("karim")).isEqualTo("30000000123/20");
        assertThat(sql.number("select count(*) from telemetry.sample where span_ms <> 300000"))
                .isZero();
        assertThat(
                        sql.number(
                                "select count(*) from telemetry.radius_session where ended is not"
                                        + " null and end_reason = 'stop' and records = 3"))
                .isEqualByComparingTo("1");
    }

    @Test
    void theOrderAndTheNumberOfRecordsAreNothingToTheSum() throws IOException {
        long seed = ThreadLocalRandom.current().nextLong();
        Random random = new Random(seed);
        long[] truth = new long[2];
        for (int round = 0; round < 20; round++) {
            String session = "81b000%02d".formatted(round);
            List<byte[]> packets = new ArrayList<>();
            packets.add(began(session, "rahim"));
            long[] bytes = new long[2];
            int length = random.nextInt(1, 8);
            for (int i = 1; i <= length; i++) {
                bytes[0] += random.nextLong(9_000_000_000L);
                bytes[1] += random.nextLong(1_000_000_000L);
                int status = i == length ? RadiusPackets.STOP : RadiusPackets.INTERIM;
                long delay = (length - i) * 300L;
                packets.add(
                        RadiusPackets.told(
                                status,
                                session,
                                "rahim",
                                new long[] {i * 300L, delay},
                                bytes.clone()));
            }
            packets.set(0, RadiusPackets.start(session, "rahim", length * 300L));
            packets.add(packets.get(random.nextInt(packets.size())));
            packets.add(told(RadiusPackets.STOP, session, "rahim", length * 300L, 0, 0));
            Collections.shuffle(packets, random);
            now += length * 300_000L + 600_000;
            nas(NAS, packets.toArray(byte[][]::new));
            truth[0] += bytes[0];
            truth[1] += bytes[1];
            if (random.nextInt(4) == 0) {
                ledger.close();
                ledger = ledger();
            }
        }
        settled();
        assertThat(sums("rahim")).as("seed %d", seed).isEqualTo(truth[0] + "/" + truth[1]);
        assertThat(sql.number("select count(*) from telemetry.radius_session"))
                .as("seed %d", seed)
                .isEqualByComparingTo("20");
    }

    @Test
    void twoRoutersMayUseOneSessionId() throws IOException {
        nas(NAS, began("1", "a"), told(RadiusPackets.STOP, "1", "a", 0, 100, 1));
        nas(NAS + 1, RadiusPackets.nas(RadiusPackets.ON));
        nas(NAS + 1, began("1", "b"), told(RadiusPackets.STOP, "1", "b", 0, 200, 2));
        settled();
        assertThat(sums("a")).isEqualTo("100/1");
        assertThat(sums("b")).isEqualTo("200/2");
    }

    @Test
    void anIdThatIsUsedAgainIsAnotherSession() throws IOException {
        nas(NAS, began("1", "a"), told(RadiusPackets.INTERIM, "1", "a", 0, 100, 1));
        now += 3_600_000;
        nas(NAS, began("1", "a"), told(RadiusPackets.INTERIM, "1", "a", 0, 40, 4));
        settled();
        assertThat(sums("a")).isEqualTo("140/5");
    }

    @Test
    void aRouterThatBootedHasNoSessionOfBefore() throws IOException {
        nas(NAS, began("1", "a"), told(RadiusPackets.INTERIM, "1", "a", 0, 100, 1));
        now += 60_000;
        nas(NAS, RadiusPackets.nas(RadiusPackets.ON), began("2", "b"));
        settled();
        assertThat(
                        sql.number(
                                "select count(*) from telemetry.radius_session where end_reason ="
                                        + " 'accounting-on' and acct_session = '1'"))
                .isEqualByComparingTo("1");
        assertThat(sql.number("select count(*) from telemetry.radius_session where ended is null"))
                .isEqualByComparingTo("1");
    }

    /// Nobody counted what it moved before the router told anything.
    @Test
    void aSessionThatIsOlderThanTheRoutersFirstRecordBeginsWithItsReading() throws IOException {
        nas(NAS, told(RadiusPackets.INTERIM, "9", "old", 86_400, 5_000, 500));
        nas(NAS, told(RadiusPackets.INTERIM, "8", "new", 30, 5_000, 500));
        now += 300_000;
        nas(NAS, told(RadiusPackets.INTERIM, "9", "old", 86_700, 5_100, 501));
        settled();
        assertThat(sums("old")).isEqualTo("100/1");
        assertThat(sums("new")).isEqualTo("5000/500");
    }

    /// Nothing of what was answered is lost while the database is away, and nothing comes twice.
    @Test
    void theJournalWaitsForTheDatabase() throws IOException {
        nas(NAS, began("1", "a"));
        settled();
        sql.run("alter table telemetry.radius_session rename to gone");
        nas(NAS, told(RadiusPackets.INTERIM, "1", "a", 0, 100, 1));
        Await.until(
                "the ledger stumbles",
                () -> registry.counter("lastmile.radius.ledger.failures").count() > 0);
        nas(NAS, told(RadiusPackets.STOP, "1", "a", 0, 150, 2));
        sql.run("alter table telemetry.gone rename to radius_session");
        settled();
        assertThat(sums("a")).isEqualTo("150/2");
    }

    @Test
    void aJournalInANewFolderIsReadFromItsBeginning(@TempDir Path other) throws IOException {
        nas(NAS, began("1", "a"), told(RadiusPackets.STOP, "1", "a", 0, 100, 1));
        settled();
        end();
        journal = Journal.open(other, 1 << 20);
        ledger = ledger();
        nas(NAS, began("2", "a"), told(RadiusPackets.STOP, "2", "a", 0, 11, 1));
        settled();
        assertThat(sums("a")).isEqualTo("111/2");
    }

    /// Samples of records reach the totals of lines and routers like those of polls.
    @Test
    void recordsAreInTheTail() throws IOException {
        nas(NAS, began("1", "a"));
        now += 300_000;
        nas(NAS, told(RadiusPackets.INTERIM, "1", "a", 300, 6_000, 600));
        settled();
        String usage =
                "select sum(down) from telemetry.usage_lines(telemetry.at(%d), telemetry.at(%d))";
        String range = usage.formatted((NOON - 86_400_000) * 1000, (NOON + 86_400_000) * 1000);
        assertThat(sql.number(range)).isEqualByComparingTo("6000");
        assertThat(
                        sql.number(
                                "select sum(down) from telemetry.router_tail(null,"
                                        + " '-infinity')"))
                .isEqualByComparingTo("6000");
    }
}
