package io.lastmile.collector.poller;

import java.util.OptionalLong;

/// The time of samples: anchored to the wall clock once and advanced by the steady clock, so that
/// samples keep the order of polls while somebody sets the clock.
///
/// Small differences (NTP steering, drift of the steady clock) are taken over at 0.5 % of the time
/// that passes, so the time never runs backwards for them. A difference above a second is a jump
/// and is believed only after the wall clock has kept it for a minute: NTP at boot, a machine that
/// slept and a wrongly set clock look alike at first, and one that is set right again within the
/// minute leaves no trace. Where a router's uptime tells of the same time, the machine slept, and
/// nothing has to be awaited. Otherwise a jump ahead is followed then (we began with a wrong
/// clock). A jump back of up to two minutes is followed at half speed, so that time still only
/// moves on. A longer one means that all times since the start were wrong; it is followed at once,
/// and these samples keep their order by batch but not by time.
final class PollClock {
    static final long JUMP_MICROS = 1_000_000;
    static final long HOLD_NANOS = 60_000_000_000L;
    static final long CREEP_BACK_MICROS_MAX = 120_000_000;
    static final long SLEEP_MICROS_MIN = 5_000_000;

    private static final long AGREE_MICROS = 3_000_000;
    private static final int DRIFT_DIVISOR = 1_000;

    private static final int STEER_DIVISOR = 200;
    private static final int CREEP_DIVISOR = 2;

    private long anchorNanos;
    private long anchorMicros;
    private OptionalLong jump = OptionalLong.empty();
    private long jumpedNanos;

    PollClock(long nanos, long wallMicros) {
        anchorNanos = nanos;
        anchorMicros = wallMicros;
    }

    /// Microseconds since 1970 at that moment of the steady clock.
    synchronized long micros(long nanos) {
        return anchorMicros + (nanos - anchorNanos) / 1_000;
    }

    /// By how much the wall clock has jumped and is not followed yet.
    synchronized OptionalLong jumpMicros() {
        return jump;
    }

    /// Compares with the wall clock; to be called about once a second.
    synchronized void check(long nanos, long wallMicros) {
        long now = micros(nanos);
        long ahead = wallMicros - now;
        long passedMicros = Math.max(0, nanos - anchorNanos) / 1_000;
        anchorMicros = now;
        anchorNanos = nanos;
        if (Math.abs(ahead) <= JUMP_MICROS) {
            jump = OptionalLong.empty();
            long steer = passedMicros / STEER_DIVISOR;
            anchorMicros += Math.clamp(ahead, -steer, steer);
        } else {
            jumped(nanos, ahead, passedMicros);
        }
    }

    /// A router was up for `beyondMicros` longer between two polls than the steady clock went.
    /// Where the wall clock is ahead by as much, the machine slept: it is followed without a wait,
    /// so that the samples of that time are not written as of before.
    synchronized void witnessed(long beyondMicros, long nanos, long wallMicros) {
        long ahead = wallMicros - micros(nanos);
        long agree = AGREE_MICROS + ahead / DRIFT_DIVISOR;
        if (ahead >= SLEEP_MICROS_MIN && Math.abs(beyondMicros - ahead) <= agree) {
            anchorMicros = wallMicros;
            anchorNanos = nanos;
            jump = OptionalLong.empty();
        }
    }

    private void jumped(long nanos, long ahead, long passedMicros) {
        if (jump.isEmpty() || Math.abs(jump.getAsLong() - ahead) > JUMP_MICROS) {
            jumpedNanos = nanos;
            jump = OptionalLong.of(ahead);
        }
        if (nanos - jumpedNanos < HOLD_NANOS) {
            return;
        }
        if (ahead > 0 || ahead < -CREEP_BACK_MICROS_MAX) {
            anchorMicros += ahead;
            jump = OptionalLong.empty();
        } else {
            anchorMicros -= passedMicros / CREEP_DIVISOR;
            jump = OptionalLong.of(ahead + passedMicros / CREEP_DIVISOR);
        }
    }
}
