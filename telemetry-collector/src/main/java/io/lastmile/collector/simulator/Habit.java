package io.lastmile.collector.simulator;

/// How a customer uses the line: bytes on an ordinary day, upload as a share of download, when, and
/// how unevenly (`burst` 0 is a straight line, 1 is all or nothing).
record Habit(double dayBytes, double uploadShare, DayCurve curve, double burst) {
    private static final double GIGABYTE = 1e9;

    /// 4 % heavy, 12 % nearly idle, 10 % offices, the rest homes whose appetite grows with the
    /// plan.
    static Habit of(long seed, Rates plan) {
        double kind = Dice.unit(seed, 1);
        double appetite = Math.exp(0.7 * Dice.bell(seed, 2)) * Math.pow(plan.downBps() / 20e6, 0.6);
        double share = 0.05 + 0.15 * Dice.unit(seed, 3);
        double burst = 0.4 + 0.5 * Dice.unit(seed, 4);
        if (kind < 0.04) {
            double line = plan.downBps() / 8.0 * 86_400;
            DayCurve curve = Dice.unit(seed, 5) < 0.5 ? DayCurve.NIGHT : DayCurve.HOME;
            return new Habit(line * (0.25 + 0.3 * Dice.unit(seed, 6)), 2 * share, curve, 0.3);
        }
        if (kind < 0.16) {
            return new Habit(0.03 * GIGABYTE * appetite, share, DayCurve.HOME, 0.95);
        }
        if (kind < 0.26) {
            return new Habit(8 * GIGABYTE * appetite, 3 * share, DayCurve.OFFICE, burst);
        }
        return new Habit(7 * GIGABYTE * appetite, share, DayCurve.HOME, burst);
    }

    Habit none() {
        return new Habit(0, uploadShare, curve, burst);
    }
}
