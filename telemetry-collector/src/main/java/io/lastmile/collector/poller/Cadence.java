package io.lastmile.collector.poller;

import java.util.random.RandomGenerator;

/// How long to wait before a router is asked again: its interval, stretched while the router or the
/// database is under load and given back slowly. Knows no clock: what it is told decides.
final class Cadence {
    /// Above this share of its CPU a router needs it for its customers.
    static final int CPU_PERCENT_HIGH = 85;

    static final int CPU_PERCENT_LOW = 70;

    /// An answer may take this share of the interval.
    static final double ANSWER_SHARE_HIGH = 0.4;

    static final double ANSWER_SHARE_LOW = 0.25;

    /// From here on the spool's fill stretches every interval, tenfold when it is full.
    static final double SPOOL_FILL_HIGH = 0.3;

    static final double STRETCH_MAX = 10;
    static final long STRETCHED_MILLIS_MAX = 300_000;

    private static final double STRETCH_STEP = 1.5;
    private static final double RECOVERY_STEP = 0.85;
    private static final double JITTER = 0.1;

    /// In the minute after a mass disconnect; less than what would make its lines unknown.
    static final double CROWDED_STRETCH = 2;

    /// What a poll showed: the router's CPU, how long all its answers took, the spool's fill, and
    /// whether many sessions ended within the last minute.
    record Load(int cpuPercent, long answerMillis, double spoolFill, boolean crowded) {}

    private final long baseMillis;
    private final RandomGenerator random;
    private double ownMillis;
    private double spoolFactor = 1;
    private double crowdedFactor = 1;
    private IntervalReason ownReason = IntervalReason.CONFIGURED;

    Cadence(long baseMillis, RandomGenerator random) {
        this.baseMillis = baseMillis;
        this.random = random;
        ownMillis = baseMillis;
    }

    void polled(Load load) {
        double fill = Math.clamp(load.spoolFill(), 0, 1);
        double over = Math.max(0, fill - SPOOL_FILL_HIGH) / (1 - SPOOL_FILL_HIGH);
        spoolFactor = 1 + over * (STRETCH_MAX - 1);
        crowdedFactor = load.crowded() ? CROWDED_STRETCH : 1;
        if (load.cpuPercent() >= CPU_PERCENT_HIGH) {
            stretch(ownMillis * STRETCH_STEP, IntervalReason.ROUTER_CPU);
        } else if (load.answerMillis() > ownMillis * ANSWER_SHARE_HIGH) {
            stretch(load.answerMillis() / ANSWER_SHARE_LOW, IntervalReason.ANSWER_TIME);
        } else if (load.cpuPercent() < CPU_PERCENT_LOW) {
            recover(load);
        }
    }

    private void stretch(double wantedMillis, IntervalReason why) {
        double most =
                Math.min(baseMillis * STRETCH_MAX, Math.max(STRETCHED_MILLIS_MAX, baseMillis));
        ownMillis = Math.clamp(wantedMillis, ownMillis, Math.max(most, ownMillis));
        ownReason = why;
    }

    /// Never so far back that the same answer would stretch it at once.
    private void recover(Load load) {
        double least = Math.max(baseMillis, load.answerMillis() / ANSWER_SHARE_HIGH);
        if (ownMillis > least) {
            ownMillis = Math.max(least, ownMillis * RECOVERY_STEP);
            ownReason = IntervalReason.RECOVERING;
        }
        if (ownMillis <= baseMillis) {
            ownReason = IntervalReason.CONFIGURED;
        }
    }

    /// The interval now, without jitter.
    long intervalMillis() {
        double outer = baseMillis * Math.max(spoolFactor, crowdedFactor);
        return Math.round(Math.max(ownMillis, outer));
    }

    /// The strongest of the reasons.
    IntervalReason reason() {
        if (baseMillis * spoolFactor > Math.max(ownMillis, baseMillis * crowdedFactor)) {
            return IntervalReason.SPOOL_FILLING;
        }
        return baseMillis * crowdedFactor > ownMillis ? IntervalReason.MASS_DISCONNECT : ownReason;
    }

    /// The interval with up to 10 % more or less, so that routers do not fall into step.
    long delayMillis() {
        return Math.round(intervalMillis() * random.nextDouble(1 - JITTER, 1 + JITTER));
    }

    /// A random part of the interval: the phase of this router against the others.
    long phaseMillis() {
        return Math.round(intervalMillis() * random.nextDouble(0.5, 1));
    }

    double stretch() {
        return (double) intervalMillis() / baseMillis;
    }
}
