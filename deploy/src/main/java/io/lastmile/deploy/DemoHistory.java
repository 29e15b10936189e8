package io.lastmile.deploy;

import io.lastmile.collector.rollup.HistorySeed;
import io.lastmile.collector.simulator.Bytes;
import io.lastmile.collector.simulator.DemoLine;
import io.lastmile.collector.simulator.Fleet;
import io.lastmile.collector.simulator.History;
import io.lastmile.collector.simulator.SimulatedRouter;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import javax.sql.DataSource;

/// The year that the simulated network has behind it before anybody polled it: the same traffic
/// that its counters go on with. Today and yesterday are as fine as live totals, the last month is
/// there by the hour, what is older by the day: a year of hours would be 17 million rows. Written
/// in portions before the first poll, so that a start that was interrupted goes on where it stood.
final class DemoHistory {
    private static final System.Logger LOG = System.getLogger(DemoHistory.class.getName());
    private static final int DAYS = 365;
    private static final int HOURLY_DAYS = 31;
    private static final int FINE_DAYS = 1;

    /// How many days are written at once where they are whole rows.
    private static final int PORTION = 31;

    private static final long FIVE_MINUTES = 300_000;
    private static final long HOUR = 3_600_000;
    private static final long DAY = 24 * HOUR;
    private static final int INTERVAL_MILLIS = 30_000;
    private static final ZoneId ZONE = ZoneId.of("Asia/Dhaka");

    private static final String POLLED = "select exists (select 1 from telemetry.poll)";
    private static final String WRITTEN =
            "select exists (select 1 from telemetry.rollup_day where bucket >= ? and bucket < ?)";

    /// A line of the fleet with its id in schema telemetry.
    private record Known(int id, History history) {}

    /// A piece of the past, cut at buckets of `stepMillis`.
    private record Stretch(HistorySeed.Level level, long from, long to, long stepMillis) {}

    private final Fleet fleet;
    private final Map<String, Integer> routers;
    private final long now;

    DemoHistory(Fleet fleet, Map<String, Integer> routers, Clock clock) {
        this.fleet = fleet;
        this.routers = routers;
        this.now = clock.millis();
    }

    void seed(DataSource source) {
        try {
            if (holds(source, POLLED, List.of())) {
                return;
            }
            HistorySeed seed = new HistorySeed(source, INTERVAL_MILLIS);
            List<Known> lines = lines(seed);
            for (Stretch stretch : stretches()) {
                write(source, seed, lines, stretch);
            }
        } catch (SQLException e) {
            throw new CannotStart("the demo's history cannot be written: " + e.getMessage(), e);
        }
    }

    private void write(DataSource source, HistorySeed seed, List<Known> lines, Stretch stretch)
            throws SQLException {
        List<Timestamp> range = List.of(timestamp(stretch.from()), timestamp(stretch.to()));
        if (stretch.from() >= stretch.to() || holds(source, WRITTEN, range)) {
            return;
        }
        long rows = seed.write(stretch.level(), rows(lines, stretch));
        LOG.log(
                System.Logger.Level.INFO,
                "seeded {0}: {1} totals",
                Instant.ofEpochMilli(stretch.from()).atZone(ZONE).toLocalDate(),
                rows);
    }

    private List<Known> lines(HistorySeed seed) throws SQLException {
        List<Known> known = new ArrayList<>();
        for (SimulatedRouter router : fleet.routers()) {
            for (short source : new short[] {1, 2}) {
                List<String> names =
                        router.lines().stream()
                                .filter(line -> line.queue() == (source == 2))
                                .map(DemoLine::name)
                                .toList();
                Integer id = routers.get(router.name());
                if (id == null) {
                    throw new IllegalStateException("router was not entered: " + router.name());
                }
                List<Integer> ids = seed.lines(id, source, names, 1000 * (now - DAYS * DAY));
                for (int i = 0; i < names.size(); i++) {
                    known.add(new Known(ids.get(i), router.history(names.get(i))));
                }
            }
        }
        return known;
    }

    /// The oldest first, cut at local midnights; today ends with the last whole five minutes.
    private List<Stretch> stretches() {
        List<Stretch> stretches = new ArrayList<>();
        for (int ago = DAYS; ago > HOURLY_DAYS; ago -= PORTION) {
            long to = startOfDay(Math.max(HOURLY_DAYS, ago - PORTION));
            stretches.add(new Stretch(HistorySeed.Level.DAY, startOfDay(ago), to, DAY));
        }
        for (int ago = HOURLY_DAYS; ago > FINE_DAYS; ago--) {
            long to = startOfDay(ago - 1);
            stretches.add(new Stretch(HistorySeed.Level.HOUR, startOfDay(ago), to, HOUR));
        }
        for (int ago = FINE_DAYS; ago >= 0; ago--) {
            long to = Math.min(startOfDay(ago - 1), now - now % FIVE_MINUTES);
            var level = HistorySeed.Level.FIVE_MINUTES;
            stretches.add(new Stretch(level, startOfDay(ago), to, FIVE_MINUTES));
        }
        return stretches;
    }

    private long startOfDay(int ago) {
        LocalDate today = Instant.ofEpochMilli(now).atZone(ZONE).toLocalDate();
        return today.minusDays(ago).atStartOfDay(ZONE).toInstant().toEpochMilli();
    }

    private static Iterator<HistorySeed.Row> rows(List<Known> lines, Stretch stretch) {
        long steps = (stretch.to() - stretch.from()) / stretch.stepMillis();
        return LongStream.range(0, steps)
                .map(step -> stretch.from() + step * stretch.stepMillis())
                .mapToObj(bucket -> rows(lines, bucket, stretch.stepMillis()))
                .flatMap(List::stream)
                .iterator();
    }

    /// On all cores: reckoning takes longer than writing.
    private static List<HistorySeed.Row> rows(List<Known> lines, long bucket, long millis) {
        return lines.parallelStream()
                .map(line -> {
                    Bytes moved = line.history().between(bucket, bucket + millis);
                    return new HistorySeed.Row(line.id(), 1000 * bucket, moved.down(), moved.up());
                })
                .filter(row -> row.down() > 0 || row.up() > 0)
                .toList();
    }

    private static boolean holds(DataSource source, String question, List<Timestamp> range)
            throws SQLException {
        try (Connection connection = source.getConnection();
                PreparedStatement ask = connection.prepareStatement(question)) {
            for (int i = 0; i < range.size(); i++) {
                ask.setTimestamp(i + 1, range.get(i));
            }
            try (ResultSet row = ask.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }

    private static Timestamp timestamp(long millis) {
        return Timestamp.from(Instant.ofEpochMilli(millis));
    }
}
