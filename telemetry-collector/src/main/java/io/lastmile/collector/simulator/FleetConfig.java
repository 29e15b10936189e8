package io.lastmile.collector.simulator;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What a fleet is. `lines` are all lines of all routers together, spread evenly. The same seed,
/// epoch, size and churn make the same customers, traffic and sessions, whenever it is started.
public record FleetConfig(
        int routers,
        int lines,
        long seed,
        Clock clock,
        Network network,
        Habits habits,
        Access access) {
    public static final int ROUTERS_MAX = 5_000;
    public static final int LINES_MAX = 2_000_000;

    /// Where routers listen: router i on `portBase + 2 i`, by TLS on the next; 0 takes free ports.
    public record Network(String host, int portBase, boolean tls, int threads) {
        public static final Network LOOPBACK = new Network("127.0.0.1", 0, true, 2);
    }

    /// `sessionMean` is the time between a line's redials; zero means that no session and no router
    /// ends by itself. `redial` is how long equipment waits after it was thrown out. Every
    /// `queueEvery`-th line is a static queue, 0 for none. Nothing is older than `epoch`, apart
    /// from the first boots.
    public record Habits(
            Duration sessionMean,
            Duration redial,
            int queueEvery,
            Instant epoch,
            Truth.Detail truth) {
        public static final Habits DEMO =
                new Habits(
                        Duration.ofHours(20),
                        Duration.ofSeconds(4),
                        50,
                        Instant.parse("2026-01-01T00:00:00Z"),
                        Truth.Detail.NONE);

        public Habits {
            if (sessionMean.isNegative()
                    || !sessionMean.isZero() && sessionMean.compareTo(Duration.ofMinutes(1)) < 0) {
                throw new IllegalArgumentException(
                        "session mean: " + sessionMean + " (expected: 0 or >= 1 minute)");
            }
            if (redial.isNegative() || redial.compareTo(Duration.ofHours(1)) > 0) {
                throw new IllegalArgumentException(
                        "redial: " + redial + " (expected: 0 to 1 hour)");
            }
        }
    }

    /// Without a version routers differ, none older than 6.49.
    public record Access(Optional<Version> version, List<Account> accounts) {
        /// A reading account for the collector, a writing one for whoever configures.
        public static final Access STANDARD =
                new Access(
                        Optional.empty(),
                        List.of(
                                new Account("lastmile", "lastmile-reads", false),
                                new Account("admin", "lastmile-writes", true)));

        public Access {
            accounts = List.copyOf(accounts);
        }
    }

    public FleetConfig {
        check("routers", routers, 1, ROUTERS_MAX);
        check("lines", lines, 0, LINES_MAX);
        if (clock.instant().isBefore(habits.epoch())) {
            throw new IllegalArgumentException(
                    "clock: " + clock.instant() + " (expected: not before " + habits.epoch() + ")");
        }
    }

    private static void check(String name, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    name + ": " + value + " (expected: " + least + " to " + most + ")");
        }
    }

    /// A fleet as the demo has it, on free ports of the loopback.
    public static FleetConfig demo(int routers, int lines, long seed, Clock clock) {
        return new FleetConfig(
                routers, lines, seed, clock, Network.LOOPBACK, Habits.DEMO, Access.STANDARD);
    }

    /// For tests that hold the truth against what was stored: every reading is kept, nothing ends
    /// by itself.
    public static FleetConfig quiet(int routers, int lines, long seed, Clock clock) {
        Habits demo = Habits.DEMO;
        Habits quiet =
                new Habits(
                        Duration.ZERO,
                        Duration.ofSeconds(1),
                        demo.queueEvery(),
                        demo.epoch(),
                        Truth.Detail.ALL);
        return demo(routers, lines, seed, clock).with(quiet);
    }

    public FleetConfig with(Network other) {
        return new FleetConfig(routers, lines, seed, clock, other, habits, access);
    }

    public FleetConfig with(Habits other) {
        return new FleetConfig(routers, lines, seed, clock, network, other, access);
    }

    public FleetConfig with(Access other) {
        return new FleetConfig(routers, lines, seed, clock, network, habits, other);
    }

    public FleetConfig with(Version version) {
        return with(new Access(Optional.of(version), access.accounts()));
    }

    public FleetConfig withSessionMean(Duration mean) {
        return with(new Habits(mean, habits.redial, habits.queueEvery, habits.epoch, habits.truth));
    }

    public FleetConfig withRedial(Duration redial) {
        return with(
                new Habits(
                        habits.sessionMean, redial, habits.queueEvery, habits.epoch, habits.truth));
    }
}
