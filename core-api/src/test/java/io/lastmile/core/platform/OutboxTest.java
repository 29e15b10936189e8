package io.lastmile.core.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lastmile.core.TestApi;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Every listener sees every event, and its effects happen once, wherever something breaks.
class OutboxTest {
    record LampLit(int lamp) implements DomainEvent {}

    record LampOut(int lamp) implements DomainEvent {}

    private TestApi api;
    private Database database;
    private Outbox outbox;

    @BeforeEach
    void start() {
        api = TestApi.start();
        api.sql("create table core.seen (id bigint generated always as identity, lamp int)");
        api.sql("call core.protect('core.seen', 'true', 'true')");
        database = api.core.platform().database();
        outbox = new Outbox(database, api.meters, api.clock);
    }

    @AfterEach
    void stop() {
        outbox.close();
        api.close();
    }

    private void happens(DomainEvent... events) {
        Actor.system("test")
                .run(() ->
                        database.transact(() -> {
                            List.of(events).forEach(outbox::add);
                            return events;
                        }));
    }

    private void write(int lamp) {
        database.client()
                .execute()
                .createInsert("insert into core.seen (lamp) values (:lamp)")
                .addParam("lamp", lamp)
                .execute();
    }

    private String seen() {
        return api.value(
                "select coalesce(string_agg(lamp::text, ',' order by id), '') from core.seen");
    }

    @Test
    void eachListenerHearsWhatItAskedForInOrder() {
        List<String> first = new ArrayList<>();
        List<Integer> second = new ArrayList<>();
        outbox.listen(
                new Listener("first")
                        .on(LampLit.class, heard -> first.add("lit " + heard.event().lamp()))
                        .on(LampOut.class, heard -> first.add("out " + heard.event().lamp())));
        outbox.listen(
                new Listener("second")
                        .on(LampOut.class, heard -> second.add(heard.event().lamp())));
        happens(new LampLit(1), new LampOut(1));
        happens(new LampLit(2));
        outbox.drain();
        assertThat(first).containsExactly("lit 1", "out 1", "lit 2");
        assertThat(second).containsExactly(1);
    }

    /// As numbers, not as words: in that order the first would lie behind the cursor for ever.
    @Test
    void noEventIsLeftOutWhenTransactionsGetOneMoreDigit() {
        List<Integer> lamps = new ArrayList<>();
        outbox.listen(
                new Listener("lamps").on(LampLit.class, heard -> lamps.add(heard.event().lamp())));
        api.sql(
                "update core.event_cursor set xid = '0', id = 0 where listener = 'lamps'",
                """
                insert into core.event (xid, time, kind, actor, body)
                select cast(cast(t.xid as text) as xid8), now(), 'LampLit', 'test',
                       jsonb_build_object('lamp', t.xid)
                from unnest(array[9, 10, 99, 100]) as t (xid)
                """);
        outbox.drain();
        assertThat(lamps).containsExactly(9, 10, 99, 100);
    }

    @Test
    void anEventOfATransactionThatFailedDidNotHappen() {
        List<Integer> lamps = new ArrayList<>();
        outbox.listen(
                new Listener("lamps").on(LampLit.class, heard -> lamps.add(heard.event().lamp())));
        assertThatThrownBy(() ->
                        Actor.system("test")
                                .run(() ->
                                        database.transact(() -> {
                                            outbox.add(new LampLit(1));
                                            throw new IllegalStateException("crash");
                                        })))
                .hasMessage("crash");
        outbox.drain();
        assertThat(lamps).isEmpty();
    }

    @Test
    void aCrashAfterTheEffectRepeatsTheEventAndNotTheEffect() {
        AtomicInteger tries = new AtomicInteger();
        outbox.listen(
                new Listener("writer")
                        .on(
                                LampLit.class,
                                heard -> {
                                    write(heard.event().lamp());
                                    if (tries.incrementAndGet() == 1) {
                                        throw new IllegalStateException("crash");
                                    }
                                }));
        happens(new LampLit(7));
        outbox.drain();
        assertThat(seen()).isEmpty();
        api.clock.move(Duration.ofMinutes(1));
        outbox.drain();
        assertThat(seen()).isEqualTo("7");
        assertThat(tries).hasValue(2);
        outbox.drain();
        assertThat(seen()).isEqualTo("7");
    }

    @Test
    void aPoisonousEventIsParkedAndTheOthersGoOn() {
        outbox.listen(
                new Listener("picky")
                        .on(
                                LampLit.class,
                                heard -> {
                                    if (heard.event().lamp() == 13 && seen().isEmpty()) {
                                        throw new IllegalStateException("unlucky");
                                    }
                                    write(heard.event().lamp());
                                }));
        happens(new LampLit(13), new LampLit(14));
        for (int i = 0; i < Outbox.TRIES_MAX; i++) {
            outbox.drain();
            api.clock.move(Duration.ofMinutes(5));
        }
        outbox.drain();
        assertThat(seen()).isEqualTo("14");
        Actor.system("test")
                .run(() ->
                        database.transact(() -> {
                            List<Events.Parked> parked = outbox.events().parked(10);
                            assertThat(parked).hasSize(1);
                            assertThat(parked.getFirst().error()).contains("unlucky");
                            return parked;
                        }));
        long id = Long.parseLong(api.value("select id from core.event_parked"));
        Actor.system("somebody").run(() -> assertThat(outbox.release(id)).isTrue());
        assertThat(outbox.release(id)).isFalse();
        assertThat(seen()).isEqualTo("14,13");
        assertThat(api.value("select released_by from core.event_parked")).isEqualTo("somebody");
    }

    @Test
    void jobsAndParkedEventsAreShown() {
        api.sql(
                """
                insert into core.event (time, kind, actor, body)
                values (now(), 'LampLit', '', '{}')
                """,
                """
                insert into core.event_parked (listener, event, error, parked)
                select 'gone', id, 'broken', now() from core.event
                """,
                "insert into core.job (name, next_run) values ('sweep', now())");
        assertThat(TestApi.json(api.get("/api/system/parked")).at("/items/0/error").asText())
                .isEqualTo("broken");
        assertThat(TestApi.json(api.get("/api/system/jobs")).at("/items/0/name").asText())
                .isEqualTo("sweep");
        String id = api.value("select id from core.event_parked");
        assertThat(api.post("/api/system/parked/" + id + "/release", "").statusCode())
                .isEqualTo(404);
    }

    @Test
    void aDumpRestoredOnAYoungerServerGoesOnWhereItStood() {
        List<Integer> lamps = new ArrayList<>();
        var listener =
                new Listener("lamps").on(LampLit.class, heard -> lamps.add(heard.event().lamp()));
        outbox.listen(listener);
        happens(new LampLit(1));
        outbox.drain();
        happens(new LampLit(2));
        api.sql(
                "update core.event set xid = '9000000000'",
                "update core.event_cursor set xid = '9000000000'");
        try (Outbox restored = new Outbox(database, api.meters, api.clock)) {
            restored.listen(listener);
            restored.drain();
            happens(new LampLit(3));
            restored.drain();
        }
        assertThat(lamps).containsExactly(1, 2, 3);
    }

    @Test
    void anOlderTransactionThatCommitsLateIsNotMissed() throws InterruptedException {
        List<Integer> lamps = new ArrayList<>();
        outbox.listen(
                new Listener("lamps").on(LampLit.class, heard -> lamps.add(heard.event().lamp())));
        var added = new CountDownLatch(1);
        var commit = new CountDownLatch(1);
        Thread late =
                Thread.ofVirtual()
                        .start(() ->
                                Actor.system("late")
                                        .run(() ->
                                                database.transact(() -> {
                                                    outbox.add(new LampLit(1));
                                                    added.countDown();
                                                    await(commit);
                                                    return commit;
                                                })));
        added.await();
        happens(new LampLit(2));
        outbox.drain();
        commit.countDown();
        late.join();
        outbox.drain();
        assertThat(lamps).containsExactlyInAnyOrder(1, 2).hasSize(2);
    }

    @Test
    void twoInstancesDeliverEachEventOnce() throws InterruptedException {
        try (Outbox other = new Outbox(database, api.meters, api.clock)) {
            for (Outbox one : List.of(outbox, other)) {
                one.listen(
                        new Listener("writer")
                                .on(LampLit.class, heard -> write(heard.event().lamp())));
            }
            for (int lamp = 1; lamp <= 50; lamp++) {
                happens(new LampLit(lamp));
            }
            Thread first = Thread.ofVirtual().start(outbox::drain);
            Thread second = Thread.ofVirtual().start(other::drain);
            first.join();
            second.join();
            outbox.drain();
        }
        assertThat(api.value("select count(*) || ' ' || count(distinct lamp) from core.seen"))
                .isEqualTo("50 50");
    }

    @Test
    void aStartedOutboxDeliversByItself() throws InterruptedException {
        var heard = new CountDownLatch(1);
        outbox.listen(new Listener("lamps").on(LampLit.class, _ -> heard.countDown()));
        outbox.start();
        happens(new LampLit(1));
        assertThat(heard.await(30, java.util.concurrent.TimeUnit.SECONDS)).isTrue();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
