package io.lastmile.collector.store;

import io.lastmile.collector.pipeline.ActiveSessions;
import io.lastmile.collector.pipeline.CounterTable;
import io.lastmile.collector.pipeline.PollReading;
import io.lastmile.collector.pipeline.Source;
import io.lastmile.collector.radius.Received;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/// A router that is polled and accounts by RADIUS: its customers come, move bytes and go; packets
/// are late, lost for a while, doubled and out of order. It knows what everybody moved.
final class TwoSources {
    static final int ROUTER = 7;
    private static final long START_MILLIS = 1_790_000_000_000L;

    /// A customer's name and the bytes of all sessions until now.
    static final class User {
        final String name;
        final long[] moved = new long[2];
        private Optional<Life> life = Optional.empty();

        User(int number) {
            name = "user" + number;
        }
    }

    private static final class Life {
        final long rosId;
        final String acct;
        final long startedMillis;
        final long[] bytes = new long[2];

        Life(long rosId, String acct, long startedMillis) {
            this.rosId = rosId;
            this.acct = acct;
            this.startedMillis = startedMillis;
        }
    }

    private record Packet(long madeMillis, byte[] bytes) {}

    final List<User> users = new ArrayList<>();
    private final Random random;
    private final List<Packet> underWay = new ArrayList<>();
    private long nextId = 0x10;
    private long nowMillis = START_MILLIS;
    private long uptimeMillis = 3_600_000;
    private boolean radius;

    TwoSources(long seed, int count) {
        random = new Random(seed);
        for (int i = 0; i < count; i++) {
            users.add(new User(i));
        }
    }

    /// From now on the router accounts; who is there already is told by the next interim alone.
    void beginsToAccount() {
        radius = true;
        underWay.add(new Packet(nowMillis, RadiusPackets.nas(RadiusPackets.ON)));
    }

    void pass(long millis) {
        nowMillis += millis;
        uptimeMillis += millis;
    }

    long nowMillis() {
        return nowMillis;
    }

    /// Somebody comes, goes or moves bytes.
    void live() {
        pass(1_000 + random.nextInt(20_000));
        for (User user : users) {
            if (user.life.isEmpty()) {
                if (random.nextInt(3) == 0) {
                    come(user);
                }
            } else {
                move(user);
                if (radius && random.nextInt(12) == 0) {
                    go(user);
                } else if (radius && random.nextInt(4) == 0) {
                    tell(user, RadiusPackets.INTERIM);
                }
            }
        }
    }

    private void come(User user) {
        long id = nextId++;
        var life = new Life(id, "81a%05x".formatted(id), nowMillis);
        user.life = Optional.of(life);
        if (radius) {
            underWay.add(new Packet(nowMillis, RadiusPackets.start(life.acct, user.name, 0)));
        }
    }

    private void move(User user) {
        long[] bytes = user.life.orElseThrow().bytes;
        long down = random.nextInt(50_000_000);
        long up = random.nextInt(5_000_000);
        bytes[0] += down;
        bytes[1] += up;
        user.moved[0] += down;
        user.moved[1] += up;
    }

    private void go(User user) {
        if (radius) {
            tell(user, RadiusPackets.STOP);
        }
        user.life = Optional.empty();
    }

    void everybodyGoes() {
        for (User user : users) {
            if (user.life.isPresent()) {
                go(user);
            }
        }
    }

    private void tell(User user, int status) {
        Life life = user.life.orElseThrow();
        long age = (nowMillis - life.startedMillis) / 1000;
        underWay.add(
                new Packet(
                        nowMillis,
                        RadiusPackets.told(
                                status,
                                life.acct,
                                user.name,
                                new long[] {age, 0},
                                life.bytes.clone())));
    }

    /// What arrives now: most of it, some of it twice, in any order.
    List<Received> arrive(boolean all) {
        List<Received> arrived = new ArrayList<>();
        Collections.shuffle(underWay, random);
        List<Packet> later = new ArrayList<>();
        for (Packet packet : underWay) {
            if (!all && random.nextInt(3) == 0) {
                later.add(packet);
                continue;
            }
            // Its NAS says by Acct-Delay-Time how late it is; here the clock tells it.
            arrived.add(new Received(packet.madeMillis(), ROUTER, packet.bytes()));
            if (random.nextInt(5) == 0) {
                arrived.add(arrived.getLast());
            }
        }
        underWay.clear();
        underWay.addAll(later);
        return arrived;
    }

    PollReading poll() {
        CounterTable table = new CounterTable(Source.PPP_INTERFACE, users.size());
        ActiveSessions active = new ActiveSessions();
        for (User user : users) {
            user.life.ifPresent(life -> {
                table.add(life.rosId, "<pppoe-" + user.name + ">", life.bytes[0], life.bytes[1]);
                active.add(
                        new ActiveSessions.Active(
                                user.name,
                                (nowMillis - life.startedMillis) / 1000 * 1000,
                                "10.0.0.1",
                                "AA:BB:CC:DD:EE:FF",
                                "0x" + life.acct.toUpperCase(java.util.Locale.ROOT)));
            });
        }
        return new PollReading(
                ROUTER,
                nowMillis * 1000,
                System.nanoTime(),
                uptimeMillis,
                new PollReading.Pace(Fleet.INTERVAL_MILLIS, 5),
                List.of(table),
                Optional.of(active));
    }
}
