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
                breached,
                met);
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
                breached,
                Optional.of(met.orElse(now)));
    }

    /// It turned out not to be kept; it stands until it is started.
    Promise unmeet() {
        return new Promise(minutes, due, left, warn, warned, breached, Optional.empty());
    }

    /// Another target: what was used stays used.
    Promise retarget(int newMinutes, Instant now, Rule rule) {
        Promise still = stop(now, rule);
        long seconds = still.left.orElse(0) + (newMinutes - minutes) * 60L;
        return new Promise(
                newMinutes,
                Optional.empty(),
                OptionalInt.of((int) Math.max(0, seconds)),
                Optional.empty(),
                warned,
                breached,
                met);
    }
}
