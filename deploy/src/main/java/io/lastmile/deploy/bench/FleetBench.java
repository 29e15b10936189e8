package io.lastmile.deploy.bench;

import io.lastmile.deploy.bench.BenchRow.Pair;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// The collector under a whole ISP (telemetry.md, "Numbers to hold"): what 500 routers cost it, and
/// whether the database keeps up with 100,000 lines at 10 s. Smaller on request:
/// `LASTMILE_JAVA_OPTS='-Dlastmile.bench.fleet.scale=0.1 -Dlastmile.bench.fleet.seconds=20'`.
final class FleetBench implements Bench {
    private static final int SECONDS = Integer.getInteger("lastmile.bench.fleet.seconds", 60);
    private static final double SCALE =
            Double.parseDouble(System.getProperty("lastmile.bench.fleet.scale", "1"));

    @Override
    public String part() {
        return "fleet";
    }

    @Override
    public List<BenchRow> run() throws Exception {
        List<BenchRow> rows = new ArrayList<>();
        rows.addAll(wide());
        rows.addAll(fast());
        return rows;
    }

    private static FleetRun.Load load(int routers, int interval) {
        int scaled = Math.max(1, (int) (routers * SCALE));
        return new FleetRun.Load(
                scaled, scaled * 1_000, Duration.ofSeconds(interval), Duration.ofSeconds(SECONDS));
    }

    private static List<BenchRow> wide() throws Exception {
        FleetRun.Load load = load(500, 60);
        FleetRun.Result result = new FleetRun(load).run();
        String name = name(load);
        return List.of(
                limit(name + ": CPU of the collector", "cores", result.cpuShare(), 0.35),
                limit(name + ": heap after collection", "MB", result.heapMegabytes(), 512),
                limit(name + ": oldest uncommitted poll", "s", result.lagSecondsMax(), 60));
    }

    private static List<BenchRow> fast() throws Exception {
        FleetRun.Load load = load(100, 10);
        FleetRun.Result result = new FleetRun(load).run();
        String name = name(load);
        return List.of(
                BenchRow.rate(
                        name + ": committed against polled",
                        "polls/s",
                        new Pair(result.committedPerSecond(), result.polledPerSecond()),
                        0.95),
                known(name + ": rows with bytes", "samples/s", result.samplesPerSecond()),
                limit(name + ": poll to commit, p99", "s", result.commitSecondsP99(), 2),
                limit(name + ": oldest uncommitted poll", "s", result.lagSecondsMax(), 10),
                limit(name + ": CPU of the collector", "cores", result.cpuShare(), 1));
    }

    private static String name(FleetRun.Load load) {
        return "fleet of %d routers x %,d lines at %d s"
                .formatted(
                        load.routers(), load.lines() / load.routers(), load.interval().toSeconds());
    }

    private static BenchRow limit(String row, String unit, double ours, double goal) {
        return BenchRow.limit(row, unit, new Pair(ours, Double.NaN), goal);
    }

    /// For knowing how much it was; no goal.
    private static BenchRow known(String row, String unit, double ours) {
        return new BenchRow(row, unit, ours, Double.NaN, Double.NaN, 0, true);
    }
}
