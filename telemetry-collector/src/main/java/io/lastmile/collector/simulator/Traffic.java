package io.lastmile.collector.simulator;

/// What a line would carry if it were always online, as a pure function of time. A local day gets a
/// total from the line's habit; halving the day 13 times (to 10.5 s) deals the total out, each half
/// getting the day curve's part, shaken, and never more than the plan can carry. All dealing is in
/// whole bytes, so readings never fall and parts always sum to the whole.
///
/// Days are cut at UTC+6: Bangladesh, without daylight time.
record Traffic(long seed, Habit habit, Rates limit) {
    static final long DAY_MILLIS = 86_400_000;

    private static final long ZONE_MILLIS = 6 * 3_600_000;
    private static final int LEVELS = 13;
    private static final long LEAVES = 1L << LEVELS;
    private static final int FRIDAY = 1;

    /// 1 November 2026, around which the network grows, in days since 1970.
    private static final int GROWN = 20_758;

    private static final double YEAR_DAYS = 365.25;
    private static final int JULY = 196;

    static long dayOf(long millis) {
        return Math.floorDiv(millis + ZONE_MILLIS, DAY_MILLIS);
    }

    static long startOf(long day) {
        return day * DAY_MILLIS - ZONE_MILLIS;
    }

    /// Bytes between two instants in milliseconds since 1970; costs about 0.1 us a day.
    Bytes between(long from, long to) {
        if (to <= from) {
            return Bytes.NONE;
        }
        long first = dayOf(from);
        long last = dayOf(to);
        Bytes sum = sinceMidnight(to).minus(sinceMidnight(from));
        for (long day = first; day < last; day++) {
            sum = sum.plus(wholeDay(day));
        }
        return sum;
    }

    Bytes wholeDay(long day) {
        long daySeed = Dice.roll(seed, day);
        double mood = Math.exp(0.5 * Dice.bell(daySeed, 7) - 0.125);
        double down = habit.dayBytes() * mood * weekday(day) * year(day);
        double up = down * habit.uploadShare() * (0.8 + 0.4 * Dice.unit(daySeed, 8));
        return new Bytes(
                Math.min((long) down, mostBytes(limit.downBps(), 0)),
                Math.min((long) up, mostBytes(limit.upBps(), 0)));
    }

    /// Friday is the day of rest; 1 January 1970 was a Thursday.
    private double weekday(long day) {
        boolean rest = Math.floorMod(day, 7) == FRIDAY;
        return rest ? (habit.curve() == DayCurve.OFFICE ? 0.3 : 1.25) : 1;
    }

    /// What people use grows by a fifth in the year around the reference day, slower long before
    /// and after it; in the months of rain, when they stay at home, it is a tenth above the mean.
    static double year(long day) {
        double growth = 1 + 0.25 * Math.tanh((day - GROWN) / YEAR_DAYS);
        return growth * (1 + 0.1 * Math.cos(2 * Math.PI * (day - JULY) / YEAR_DAYS));
    }

    Bytes sinceMidnight(long millis) {
        long day = dayOf(millis);
        long daySeed = Dice.roll(seed, day);
        Bytes whole = wholeDay(day);
        long scaled = (millis - startOf(day)) * LEAVES;
        long leaf = scaled / DAY_MILLIS;
        long downBefore = 0;
        long upBefore = 0;
        long down = whole.down();
        long up = whole.up();
        int node = 1;
        for (int level = 0; level < LEVELS; level++) {
            long hash = Dice.mix(daySeed + node);
            long leftDown = leftDown(down, node, level, hash);
            long leftUp = leftUp(up, node, level, hash);
            boolean right = (leaf >>> (LEVELS - 1 - level) & 1) == 1;
            downBefore += right ? leftDown : 0;
            upBefore += right ? leftUp : 0;
            down = right ? down - leftDown : leftDown;
            up = right ? up - leftUp : leftUp;
            node = 2 * node + (right ? 1 : 0);
        }
        double part = (double) (scaled % DAY_MILLIS) / DAY_MILLIS;
        return new Bytes(downBefore + (long) (down * part), upBefore + (long) (up * part));
    }

    private long leftDown(long block, int node, int level, long hash) {
        double part = habit.curve().left(node) + room(node, level) * shake(hash & 0xFFFFFF);
        return bounded((long) (block * part), block, mostBytes(limit.downBps(), level + 1));
    }

    /// Upload follows the download's shake more than its own: acknowledgements and calls.
    private long leftUp(long block, int node, int level, long hash) {
        double shake = 0.6 * shake(hash & 0xFFFFFF) + 0.4 * shake(hash >>> 40);
        double part = habit.curve().left(node) + room(node, level) * shake;
        return bounded((long) (block * part), block, mostBytes(limit.upBps(), level + 1));
    }

    private double room(int node, int level) {
        double part = habit.curve().left(node);
        return Math.min(part, 1 - part) * habit.burst() * (0.35 + 0.05 * level);
    }

    /// 24 bits to -1 .. 1.
    private static double shake(long bits) {
        return bits * 0x1p-23 - 1;
    }

    private static long bounded(long half, long whole, long most) {
        return Math.min(Math.max(half, whole - most), most);
    }

    /// What a rate can carry in a day / 2^level; without a limit, more than anyone asks for.
    private static long mostBytes(long bps, int level) {
        long rate = bps == 0 ? 10_000_000_000L : bps;
        return (rate / 8 * (DAY_MILLIS / 1000)) >>> level;
    }
}
