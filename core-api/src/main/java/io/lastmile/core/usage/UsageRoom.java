package io.lastmile.core.usage;

import io.lastmile.collector.live.Live;
import io.lastmile.core.lines.LineRoom;
import io.lastmile.core.platform.Database;
import io.lastmile.core.platform.Routes;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Optional;

/// The room's parts, wired. Without `live` (the collector is another process) everything works but
/// what is about this second.
public final class UsageRoom implements AutoCloseable {
    /// Time as this room sees it.
    public record Times(Clock clock, ZoneId zone) {}

    private final UsageParts parts;
    private final RunningTotals totals;
    private final Optional<LiveViews> views;
    private final UsageRoutes usageRoutes;
    private final LiveRoutes liveRoutes;

    public UsageRoom(
            Database database,
            LineRoom lines,
            Optional<Live> live,
            MeterRegistry meters,
            Times times) {
        Clock clock = times.clock();
        Optional<LiveViews> views =
                live.map(rates ->
                        new LiveViews(rates, lines.directory(), LiveLimits.STANDARD, meters));
        this.views = views;
        this.totals = new RunningTotals(database, meters, clock, times.zone());
        this.parts =
                new UsageParts(
                        new Usage(database, clock),
                        new Talkers(database, lines.directory(), views, totals, times),
                        new Outages(database, clock),
                        new Ranges(clock, times.zone()),
                        () -> views.map(LiveViews::pulse).map(NetworkNow::of));
        this.usageRoutes = new UsageRoutes(database, lines, parts);
        var names = lines.stores().names();
        this.liveRoutes =
                new LiveRoutes(
                        live, views, id -> database.read(() -> names.find(id).isPresent()), meters);
    }

    /// Listens to the collector's ticks and follows what it stores from now on.
    public void start() {
        totals.start();
        views.ifPresent(LiveViews::start);
    }

    public UsageParts parts() {
        return parts;
    }

    public void routes(Routes routes) {
        usageRoutes.routes(routes);
        liveRoutes.routes(routes);
    }

    /// Ends all streams.
    @Override
    public void close() {
        views.ifPresent(LiveViews::close);
        totals.close();
    }
}
