package io.lastmile.core.tickets;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/// One promise and its clock. It runs while it has a `due`; a stopped one knows what is `left`, in
/// business seconds. Kept promises are `met`; `warned` and `breached` are set once for ever.
public record Promise(
        int minutes,
        Optional<Instant> due,
        OptionalInt left,
        Optional<Instant> warn,
        Optional<Instant> warned,
        Optional<Instant> breached,
        Optional<Instant> met) {
    /// With what it reckons: the hours, and at which part of the time it warns.
    record Rule(OfficeHours hours, int warnPercent) {}

    static Promise of(int minutes) {
        return new Promise(
                minutes,
                Optional.empty(),
                OptionalInt.of(minutes * 60),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /// Does nothing to one that runs or was kept.
    Promise start(Instant now, Rule rule) {
        if (due.isPresent() || met.isPresent()) {
            return this;
        }
        int seconds = left.orElse(0);
        int quiet = Math.max(0, seconds - minutes * 60 * rule.warnPercent() / 100);
        return new Promise(
                minutes,
                Optional.of(BusinessTime.plus(now, Duration.ofSeconds(seconds), rule.hours())),
                OptionalInt.empty(),
                warned.isPresent() || breached.isPresent()
                        ? Optional.empty()
                        : Optional.of(
                                BusinessTime.plus(now, Duration.ofSeconds(quiet), rule.hours())),
                warned,
                breached,
                met);
    }

    Promise stop(Instant now, Rule rule) {
        return new Promise(
                minutes,
                Optional.empty(),
                OptionalInt.of(leftAt(now, rule)),
                Optional.empty(),
                warned,
                brokenAt(now),
                met);
    }

    /// Late is late, whether the job has seen it or not.
    private Optional<Instant> brokenAt(Instant now) {
        return breached.or(() -> due.filter(now::isAfter));
    }

    private int leftAt(Instant now, Rule rule) {
        return due.map(end ->
                        Math.toIntExact(BusinessTime.between(now, end, rule.hours()).toSeconds()))
                .orElseGet(() -> left.orElse(0));
    }

    Promise meet(Instant now, Rule rule) {
        Promise still = stop(now, rule);
        return new Promise(
                minutes,
                still.due,
                still.left,
                still.warn,
                warned,
                still.breached,
                Optional.of(met.orElse(now)));
    }

    /// It turned out not to be kept; it stands until it is started.
    Promise unmeet() {
        return new Promise(minutes, due, left, warn, warned, breached, Optional.empty());
    }

    /// Another target: what was used stays used.
    Promise retarget(int newMinutes, Instant now, Rule rule) {
        Promise still = stop(now, rule);
        long late =
                due.map(end -> BusinessTime.between(end, now, rule.hours()).toSeconds()).orElse(0L);
        long seconds = still.left.orElse(0) - late + (newMinutes - minutes) * 60L;
        return new Promise(
                newMinutes,
                Optional.empty(),
                OptionalInt.of((int) Math.max(0, seconds)),
                Optional.empty(),
                warned,
                still.breached,
                met);
    }

    /// Other hours while it runs: what was left by the old ones is left by the new. One that is
    /// broken stays so.
    Promise rescheduled(Instant now, OfficeHours before, OfficeHours after) {
        return new Promise(
                minutes,
                due.map(end -> moved(end, now, before, after)),
                left,
                warn.map(end -> moved(end, now, before, after)),
                warned,
                breached,
                met);
    }

    private static Instant moved(Instant end, Instant now, OfficeHours before, OfficeHours after) {
        return end.isAfter(now)
                ? BusinessTime.plus(now, BusinessTime.between(now, end, before), after)
                : end;
    }
}
