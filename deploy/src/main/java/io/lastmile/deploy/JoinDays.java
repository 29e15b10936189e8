package io.lastmile.deploy;

import io.lastmile.collector.simulator.DemoLine;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.SplittableRandom;

/// When a simulated customer joined: over the last three years, more and more of them. A pure
/// function of seed, line and the day on which the demo begins. The office enters the forms of a
/// week together.
final class JoinDays {
    static final ZoneId ZONE = ZoneId.of("Asia/Dhaka");
    private static final int DAYS = 1095;
    private static final double GROWTH = 1.3;
    private static final int FORMS_DAYS = 7;
    private static final int OPENS = 10;
    private static final int OFFICE_HOURS = 9;

    private final long seed;
    private final LocalDate today;

    JoinDays(long seed, Instant end) {
        this.seed = seed;
        this.today = end.atZone(ZONE).toLocalDate();
    }

    /// When there was nothing but plans and staff.
    static Instant first(Instant end) {
        LocalDate today = end.atZone(ZONE).toLocalDate();
        return today.minusDays(DAYS + 30).atTime(OPENS, 0).atZone(ZONE).toInstant();
    }

    Instant of(DemoLine line) {
        double part = dice(seed, line).nextDouble();
        int ago = (int) (DAYS * Math.pow(part, GROWTH));
        return onDay(1 + ago - ago % FORMS_DAYS);
    }

    Instant onDay(int daysAgo) {
        int hour = OPENS + Math.floorMod(daysAgo * 7, OFFICE_HOURS);
        return today.minusDays(daysAgo).atTime(hour, 0).atZone(ZONE).toInstant();
    }

    /// The dice of a line, the same with every start.
    static SplittableRandom dice(long seed, DemoLine line) {
        long mixed = (line.router() + "/" + line.name()).hashCode() * 0x9e3779b97f4a7c15L;
        return new SplittableRandom(seed ^ mixed);
    }
}
