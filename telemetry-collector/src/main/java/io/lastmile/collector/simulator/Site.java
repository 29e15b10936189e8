package io.lastmile.collector.simulator;

/// What makes a router itself again after a restart: its place in the fleet and its seed. `lines`
/// are those it begins with; `cellMillis` is the mean time between redials, 0 for none at all.
record Site(int index, Pop pop, long seed, int lines, long cellMillis, long epochMillis) {
    /// Every that-many-th line is a static queue instead of a PPPoE user; 0 for none.
    record Mix(int queueEvery) {
        boolean queue(int line) {
            return queueEvery > 0 && line % queueEvery == queueEvery - 1;
        }
    }

    static final String QUEUE_PREFIX = "corp-";

    private static final int FIRST_USER = 1_000;
    private static final int FIRST_QUEUE = 100;

    long lineSeed(int line) {
        return Dice.roll(seed, line);
    }

    /// `mir2329`: unique within the router, and by the prefix within the fleet.
    String userName(int line) {
        return pop.prefix() + (FIRST_USER + 3 * line + Dice.below(3, lineSeed(line), 51));
    }

    static int userIndex(int number) {
        return Math.floorDiv(number - FIRST_USER, 3);
    }

    static int queueIndex(int number) {
        return number - FIRST_QUEUE;
    }

    String queueName(int line) {
        return QUEUE_PREFIX + pop.prefix() + (FIRST_QUEUE + line);
    }

    /// Each line's schedule has its own rhythm, between half and one and a half of the mean.
    Schedule schedule(long lineSeed) {
        long cell = (long) (cellMillis * (0.5 + Dice.unit(lineSeed, 52)));
        return new Schedule(lineSeed, seed, cell, epochMillis);
    }

    long boot(long now) {
        return Schedule.bootBefore(seed, epochMillis, now, cellMillis == 0);
    }

    /// An id no schedule gives: by the millisecond of its start. Its last 17 bits are the line's.
    long interruptedId(int line, long start) {
        return (1L << 32) + (Math.max(0, start - epochMillis) << 17) + (line & 0x1FFFF);
    }

    /// The id of a session that begins as scheduled; ids below 32 belong to ports.
    long scheduledId(int line, long ordinal) {
        return 32 + ordinal * lines + line;
    }
}
