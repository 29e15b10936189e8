package io.lastmile.collector.store;

import io.lastmile.collector.pipeline.ActiveSessions;
import io.lastmile.collector.pipeline.CounterTable;
import io.lastmile.collector.pipeline.PollReading;
import io.lastmile.collector.pipeline.Source;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/// Routers whose counters only go where a test sends them, and the truth about what they reported.
final class Fleet {
    static final int INTERVAL_MILLIS = 10_000;
    static final long START_MICROS = 1_790_000_000_000_000L;

    private final Random random;
    private final long base;
    private final List<Router> routers = new ArrayList<>();
    private long wallMicros = START_MICROS;

    private static final class Router {
        final int id;
        final long[] down;
        final long[] up;
        final long[] ids;
        long uptimeMillis = 3_600_000;

        Router(int id, int sessions, long base) {
            this.id = id;
            down = new long[sessions];
            up = new long[sessions];
            ids = new long[sessions];
            Arrays.fill(down, base);
            Arrays.fill(up, base);
            Arrays.setAll(ids, i -> 0x100L + i);
        }
    }

    /// All counters begin at `base`, which the first poll takes as given.
    Fleet(long seed, int routerCount, int sessions, long base) {
        random = new Random(seed);
        this.base = base;
        for (int i = 0; i < routerCount; i++) {
            routers.add(new Router(i + 1, sessions, base));
        }
    }

    /// Time passes and customers move bytes; nobody looks.
    void move() {
        move(INTERVAL_MILLIS);
    }

    void move(long millis) {
        pass(millis);
        for (Router router : routers) {
            for (int i = 0; i < router.down.length; i++) {
                if (random.nextInt(4) > 0) {
                    router.down[i] += random.nextInt(10_000_000);
                    router.up[i] += random.nextInt(1_000_000);
                }
            }
        }
    }

    /// Time alone.
    void pass(long millis) {
        wallMicros += millis * 1000;
        routers.forEach(router -> router.uptimeMillis += millis);
    }

    void jumpWallClock(long millis) {
        wallMicros += millis * 1000;
    }

    void wallClock(long micros) {
        wallMicros = micros;
    }

    long wallMicros() {
        return wallMicros;
    }

    List<PollReading> poll() {
        return routers.stream().map(this::poll).toList();
    }

    PollReading poll(int router) {
        return poll(routers.get(router - 1));
    }

    private PollReading poll(Router router) {
        CounterTable table = new CounterTable(Source.PPP_INTERFACE, router.down.length);
        for (int i = 0; i < router.down.length; i++) {
            table.add(router.ids[i], "<pppoe-user" + i + ">", router.down[i], router.up[i]);
        }
        return new PollReading(
                router.id,
                wallMicros,
                System.nanoTime(),
                router.uptimeMillis,
                new PollReading.Pace(INTERVAL_MILLIS, 5),
                List.of(table),
                Optional.of(new ActiveSessions()));
    }

    /// The counter as it stands; the router's own arithmetic is unsigned 64-bit.
    long down(int router, int session) {
        return routers.get(router - 1).down[session];
    }

    long up(int router, int session) {
        return routers.get(router - 1).up[session];
    }

    /// What all counters moved since the first poll.
    long movedDown() {
        return routers.stream().flatMapToLong(r -> Arrays.stream(r.down)).map(d -> d - base).sum();
    }

    long movedUp() {
        return routers.stream().flatMapToLong(r -> Arrays.stream(r.up)).map(u -> u - base).sum();
    }
}
