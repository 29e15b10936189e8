package io.lastmile.collector.simulator;

/// When a line would be online if nobody interfered, as a pure function of time. Time is cut into
/// cells of the line's own length; each holds one redial at a random place. Routers reboot in cells
/// of 45 days, before dawn, and every line of theirs redials.
record Schedule(long seed, long routerSeed, long cellMillis, long epoch) {
    static final long BOOT_CELL_MILLIS = 45 * Traffic.DAY_MILLIS;

    /// One stretch of time without a change. `ordinal` numbers the online stretches since the
    /// fleet's epoch and never repeats; offline stretches have ordinal -1.
    record Stretch(long start, long end, long ordinal) {
        boolean online() {
            return ordinal >= 0;
        }
    }

    /// Without churn (`cellMillis` 0) nothing ends: one session since the router's only boot.
    boolean quiet() {
        return cellMillis == 0;
    }

    static long bootBefore(long routerSeed, long epoch, long now, boolean quiet) {
        if (quiet) {
            return epoch - (long) (30 * Traffic.DAY_MILLIS * Dice.unit(routerSeed, 11));
        }
        long cell = Math.floorDiv(now, BOOT_CELL_MILLIS);
        long boot = bootOf(routerSeed, cell);
        return boot <= now ? boot : bootOf(routerSeed, cell - 1);
    }

    private static long bootOf(long routerSeed, long cell) {
        long day = Math.floorDiv(cell * BOOT_CELL_MILLIS, Traffic.DAY_MILLIS);
        long seed = Dice.roll(routerSeed, cell);
        long beforeDawn = 3 * 3_600_000L + Dice.below(7_200_000, seed, 12);
        return Traffic.startOf(day + 1 + Dice.below(43, seed, 13)) + beforeDawn;
    }

    private static long bootAfter(long routerSeed, long now) {
        long cell = Math.floorDiv(now, BOOT_CELL_MILLIS);
        long boot = bootOf(routerSeed, cell);
        return boot > now ? boot : bootOf(routerSeed, cell + 1);
    }

    Stretch at(long now) {
        long boot = bootBefore(routerSeed, epoch, now, quiet());
        long dialled = boot + 20_000 + Dice.below(100_000, seed, boot);
        if (quiet()) {
            return now < dialled
                    ? new Stretch(boot, dialled, -1)
                    : new Stretch(dialled, Long.MAX_VALUE, 0);
        }
        long cell = Math.floorDiv(now, cellMillis);
        if (now < breakOf(cell)) {
            cell--;
        }
        long online = breakOf(cell) + gapOf(cell);
        long start = Math.max(online, dialled);
        long end = Math.min(breakOf(cell + 1), bootAfter(routerSeed, now));
        if (now < start) {
            return new Stretch(Math.max(breakOf(cell), boot), Math.min(start, end), -1);
        }
        long since = Math.max(0, cell - Math.floorDiv(epoch, cellMillis) + 1);
        return new Stretch(start, end, 2 * since + (start == online ? 0 : 1));
    }

    /// Somewhere in the first four fifths of its cell, so that a session lasts at least a fifth.
    private long breakOf(long cell) {
        return cell * cellMillis + (long) (0.8 * cellMillis * Dice.unit(seed, cell));
    }

    /// Most redial at once; one in ten stays away for a while.
    private long gapOf(long cell) {
        long hash = Dice.roll(seed, ~cell);
        long redial = 3_000 + Dice.below(60_000, hash, 14);
        boolean away = Dice.unit(hash, 15) < 0.1;
        long longest = cellMillis / 8;
        return Math.min(longest, away ? (long) (longest * Dice.unit(hash, 16)) : redial);
    }
}
