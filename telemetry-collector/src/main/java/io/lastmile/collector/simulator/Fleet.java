package io.lastmile.collector.simulator;

import io.lastmile.collector.routeros.Transport;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A running fleet of simulated routers.
///
/// ```java
/// try (Fleet fleet = Fleet.start(FleetConfig.quiet(1, 10, seed, Clock.systemUTC()))) {
///     SimulatedRouter router = fleet.routers().getFirst();
/// }
/// ```
public final class Fleet implements AutoCloseable {
    private static final List<Version> VERSIONS =
            List.of(
                    new Version(7, 16, 2),
                    new Version(7, 18, 2),
                    new Version(6, 49, 17),
                    new Version(7, 20, 1));

    private final Transport transport;
    private final List<SimulatedRouter> routers = new ArrayList<>();

    private Fleet(Transport transport) {
        this.transport = transport;
    }

    /// All routers listen when it returns. Throws [java.io.UncheckedIOException] where a port is
    /// taken.
    public static Fleet start(FleetConfig config) {
        Fleet fleet = new Fleet(Transport.start(config.network().threads(), "simulator"));
        try {
            for (int index = 0; index < config.routers(); index++) {
                fleet.add(config, index);
            }
        } catch (RuntimeException e) {
            fleet.close();
            throw e;
        }
        return fleet;
    }

    private void add(FleetConfig config, int index) {
        FleetConfig.Habits habits = config.habits();
        int lines =
                config.lines() / config.routers()
                        + (index < config.lines() % config.routers() ? 1 : 0);
        Site site =
                new Site(
                        index,
                        Pop.of(index),
                        Dice.roll(config.seed(), index),
                        lines,
                        habits.sessionMean().toMillis(),
                        habits.epoch().toEpochMilli());
        Version version = config.access().version().orElse(VERSIONS.get(index % VERSIONS.size()));
        Router.Behaviour behaviour =
                new Router.Behaviour(
                        version,
                        habits.redial().toMillis(),
                        new Site.Mix(habits.queueEvery()),
                        habits.truth());
        SimulatedRouter router =
                new SimulatedRouter(config, new Router(site, behaviour, config.clock()), transport);
        routers.add(router);
        router.open();
    }

    public List<SimulatedRouter> routers() {
        return List.copyOf(routers);
    }

    public Optional<SimulatedRouter> router(String name) {
        return routers.stream().filter(router -> router.name().equals(name)).findFirst();
    }

    /// Every line of every router.
    public Stream<DemoLine> lines() {
        return routers.stream().flatMap(router -> router.lines().stream());
    }

    /// The truth of all routers.
    public List<Life> truth() {
        return routers.stream().flatMap(router -> router.truth().stream()).toList();
    }

    @Override
    public void close() {
        routers.forEach(SimulatedRouter::close);
        transport.close();
    }
}
