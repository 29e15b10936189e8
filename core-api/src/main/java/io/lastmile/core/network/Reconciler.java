package io.lastmile.core.network;

import io.lastmile.core.platform.Actor;
import io.lastmile.core.platform.Closing;
import io.lastmile.core.platform.DatabaseUnavailable;
import io.lastmile.core.platform.Platform;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/// The only writer of routers. Looks twice a second which managed routers have something to do and
/// gives each a turn on a thread of its own; of all instances one works on a router at a time.
final class Reconciler implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Reconciler.class.getName());
    private static final Actor ACTOR = Actor.system("network");
    private static final Duration LOOK_EVERY = Duration.ofMillis(500);
    private static final Duration END_MAX = Duration.ofSeconds(10);

    /// Most of these wait for routers that do not answer; what fewer read at once fits into memory.
    private static final int ROUTERS_AT_ONCE_MAX = 64;

    private static final int PASSES_AT_ONCE_MAX = 32;

    private final Platform platform;
    private final NetworkStores stores;
    private final Pass.Records records;
    private final Map<Integer, Pace> paces = new ConcurrentHashMap<>();
    private final Map<Integer, Thread> turns = new ConcurrentHashMap<>();
    private final Semaphore seats = new Semaphore(ROUTERS_AT_ONCE_MAX);
    private final Semaphore passes = new Semaphore(PASSES_AT_ONCE_MAX, true);
    private final Closing closing = new Closing();
    private final Turn.Wire wire;
    private final Thread looking;

    Reconciler(Platform platform, NetworkStores stores, Turn.Wire wire) {
        this.wire = wire;
        this.platform = platform;
        this.stores = stores;
        var db = platform.database().client();
        this.records =
                new Pass.Records(
                        new Syncs(db, platform.clock()),
                        new Kicks(db),
                        new Remnants(db, platform.clock()),
                        new Turns(db, platform.clock(), UUID.randomUUID().toString()));
        this.looking = Thread.ofPlatform().name("network").daemon().unstarted(this::look);
    }

    void start() {
        looking.start();
    }

    private void look() {
        while (closing.isOpen()) {
            try {
                ACTOR.run(this::lookOnce);
            } catch (DatabaseUnavailable e) {
                LOG.log(System.Logger.Level.DEBUG, "routers not looked at", e);
            } catch (RuntimeException | Error e) {
                LOG.log(System.Logger.Level.ERROR, "routers not looked at", e);
            }
            closing.pause(LOOK_EVERY);
        }
    }

    private void lookOnce() {
        for (int router : platform.database().transact(records.turns()::waiting)) {
            if (!turns.containsKey(router) && seats.tryAcquire()) {
                Thread turn =
                        Thread.ofVirtual()
                                .name("network-" + router)
                                .unstarted(() -> ACTOR.run(() -> seated(router)));
                turns.put(router, turn);
                turn.start();
            }
        }
    }

    private void seated(int router) {
        try {
            turn(router);
        } catch (RuntimeException | Error e) {
            LOG.log(System.Logger.Level.ERROR, "turn failed: router=" + router, e);
            platform.meters().counter("lastmile.core.network.broken").increment();
            broken(router, e);
        } finally {
            turns.remove(router);
            seats.release();
        }
    }

    /// A database that is away takes no note of it; then nothing waits for it either.
    private void broken(int router, Throwable failure) {
        try {
            platform.database()
                    .transact(() -> {
                        records.turns().broken(router, "our own fault: " + failure);
                        return router;
                    });
        } catch (DatabaseUnavailable e) {
            LOG.log(System.Logger.Level.WARNING, "fault not noted: router=" + router, e);
        }
    }

    /// The router's turn, if the lease can be had.
    private void turn(int router) {
        Optional<Boolean> taken = platform.database().transact(() -> records.turns().take(router));
        if (taken.isEmpty()) {
            return;
        }
        if (taken.get()) {
            paces.remove(router);
        }
        Optional<Writer> writer = platform.database().transact(() -> stores.writers().find(router));
        Optional<Writers.Reach> reach =
                platform.database().transact(() -> stores.writers().reach(router));
        if (writer.isPresent() && reach.isPresent()) {
            Pace pace = pace(writer.get());
            try {
                var ground =
                        new Pass.Ground(
                                platform.database(),
                                stores,
                                records,
                                platform.meters(),
                                () -> renewed(router));
                new Turn(ground, wire, passes, closing::isOpen)
                        .run(writer.get(), reach.get(), pace);
            } finally {
                release(router, pace);
            }
        }
    }

    private Pace pace(Writer writer) {
        return paces.compute(
                writer.router(),
                (_, pace) -> pace != null && pace.of(writer) ? pace : new Pace(writer));
    }

    private boolean renewed(int router) {
        return platform.database().transact(() -> records.turns().renew(router));
    }

    private void release(int router, Pace pace) {
        platform.database()
                .transact(() -> {
                    records.turns().release(router, pace.untold(), pace.lastMinute());
                    return router;
                });
    }

    /// Ends turns after their pass; a router that hangs is left in the middle of it.
    @Override
    public void close() {
        closing.close();
        try {
            if (looking.isAlive()) {
                looking.join(END_MAX);
            }
            long until = System.nanoTime() + END_MAX.toNanos();
            for (Thread turn : turns.values()) {
                turn.join(Duration.ofNanos(Math.max(1, until - System.nanoTime())));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
