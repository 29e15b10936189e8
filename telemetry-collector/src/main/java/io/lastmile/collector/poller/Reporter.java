package io.lastmile.collector.poller;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Takes findings from polls and shelves them in the background, at most once a second. What waits
/// is bounded by the number of routers: the newest health of each, and of each condition the last
/// two changes, which tell how it stands and since when. What is known about a condition may change
/// while it stands; the newest is written every so many beats. Nobody waits for it.
public final class Reporter implements AutoCloseable {
    static final Duration BEAT = Duration.ofSeconds(1);

    private static final Logger LOG = System.getLogger(Reporter.class.getName());
    private static final int CHANGES_PER_CONDITION_MAX = 2;

    /// Evidence that changes all the time is written every so many beats.
    static final int EVIDENCE_BEATS = 10;

    private static final Duration STOP_MAX = Duration.ofSeconds(5);

    private final Findings.Shelf shelf;
    private final Counter failures;
    private final Counter dropped;
    private final Map<Integer, RouterHealth> health = new LinkedHashMap<>();
    private final Map<Condition, List<ConditionChange>> changes = new LinkedHashMap<>();
    private final Map<Condition, Told> told = new LinkedHashMap<>();
    private final Set<Condition> restless = new LinkedHashSet<>();
    private final Thread thread =
            Thread.ofPlatform().name("poller-reports").daemon().unstarted(this::run);
    private Set<Integer> routers = Set.of();
    private boolean routersChanged;
    private boolean open = true;
    private boolean failing;
    private long beat;

    /// How a condition was last said to stand, what was known of it, and when that was written.
    private record Told(
            boolean stands, long micros, Map<String, String> evidence, long writtenBeat) {}

    public Reporter(Findings.Shelf shelf, MeterRegistry meters) {
        this.shelf = shelf;
        failures = meters.counter("lastmile.collector.findings.failures");
        dropped = meters.counter("lastmile.collector.findings.dropped");
    }

    public Reporter start() {
        thread.start();
        return this;
    }

    /// The last poll of a router that was removed meanwhile is of no interest.
    synchronized void health(RouterHealth newest) {
        if (concerns(newest.router())) {
            health.put(newest.router(), newest);
        }
    }

    private boolean concerns(int router) {
        return router == 0 || routers.contains(router);
    }

    /// Says how a condition stands. A change is written, changed evidence now and then, and the
    /// first word on each, because an earlier run of the collector may have left it open.
    synchronized void condition(
            Condition condition, boolean stands, long nowMicros, Map<String, String> evidence) {
        if (!concerns(condition.router())) {
            return;
        }
        Told before = told.get(condition);
        if (before == null || before.stands() != stands) {
            change(condition, stands, nowMicros, evidence);
        } else if (stands && !before.evidence().equals(evidence)) {
            told.put(condition, new Told(true, nowMicros, evidence, before.writtenBeat()));
            restless.add(condition);
        }
    }

    private void change(
            Condition condition, boolean stands, long nowMicros, Map<String, String> evidence) {
        restless.remove(condition);
        if (stands || condition.line().isEmpty()) {
            told.put(condition, new Told(stands, nowMicros, evidence, beat));
        } else {
            // Lines come and go; the ends of theirs need not be remembered.
            told.remove(condition);
        }
        List<ConditionChange> waiting = changes.computeIfAbsent(condition, _ -> new ArrayList<>());
        waiting.add(
                new ConditionChange(condition, stands, nowMicros, stands ? evidence : Map.of()));
        if (waiting.size() > CHANGES_PER_CONDITION_MAX) {
            waiting.removeFirst();
            dropped.increment();
        }
    }

    /// Puts evidence that changed among the changes: at once into a beginning that still waits,
    /// else long enough after it was last written.
    private void settle() {
        restless.removeIf(condition -> {
            Told newest = told.get(condition);
            if (newest == null) {
                return true;
            }
            boolean waits = changes.containsKey(condition);
            if (!waits && beat - newest.writtenBeat() < EVIDENCE_BEATS) {
                return false;
            }
            told.put(condition, new Told(true, newest.micros(), newest.evidence(), beat));
            List<ConditionChange> waiting =
                    changes.computeIfAbsent(condition, _ -> new ArrayList<>());
            long since = waiting.isEmpty() ? newest.micros() : waiting.removeLast().timeMicros();
            waiting.add(new ConditionChange(condition, true, since, newest.evidence()));
            return true;
        });
    }

    /// All routers that are polled from now on.
    synchronized void routers(Set<Integer> polled) {
        routers = Set.copyOf(polled);
        routersChanged = true;
        health.keySet().removeIf(router -> !concerns(router));
        told.keySet().removeIf(condition -> !concerns(condition.router()));
        restless.removeIf(condition -> !concerns(condition.router()));
        changes.keySet().removeIf(condition -> !concerns(condition.router()));
    }

    synchronized boolean stands(Condition condition) {
        Told newest = told.get(condition);
        return newest != null && newest.stands();
    }

    private synchronized Findings take() {
        beat++;
        settle();
        List<ConditionChange> all = changes.values().stream().flatMap(List::stream).toList();
        Optional<Set<Integer>> polled = routersChanged ? Optional.of(routers) : Optional.empty();
        var findings = new Findings(List.copyOf(health.values()), all, polled);
        health.clear();
        changes.clear();
        routersChanged = false;
        return findings;
    }

    /// What could not be shelved waits again, before what came meanwhile.
    private synchronized void putBack(Findings findings) {
        routersChanged |= findings.routers().isPresent();
        findings.health().stream()
                .filter(each -> concerns(each.router()))
                .forEach(each -> health.putIfAbsent(each.router(), each));
        putBack(findings.changes());
    }

    private synchronized void putBack(List<ConditionChange> undone) {
        for (ConditionChange change : undone.reversed()) {
            if (concerns(change.condition().router())) {
                putBack(change);
            }
        }
    }

    private void putBack(ConditionChange change) {
        List<ConditionChange> waiting =
                changes.computeIfAbsent(change.condition(), _ -> new ArrayList<>());
        if (!waiting.isEmpty() && change.open() && waiting.getFirst().open()) {
            // What came meanwhile is newer evidence of the same.
            ConditionChange newer = waiting.removeFirst();
            waiting.addFirst(
                    new ConditionChange(
                            change.condition(), true, change.timeMicros(), newer.evidence()));
        } else if (waiting.size() < CHANGES_PER_CONDITION_MAX) {
            waiting.addFirst(change);
        } else {
            dropped.increment();
        }
    }

    void flush() {
        Findings findings = take();
        if (findings.isEmpty()) {
            return;
        }
        try {
            putBack(shelf.write(findings));
            if (failing) {
                failing = false;
                LOG.log(Level.INFO, "router findings are written again");
            }
        } catch (RuntimeException thrown) {
            putBack(findings);
            failures.increment();
            if (!failing) {
                failing = true;
                LOG.log(Level.WARNING, "router findings wait: {0}", thrown.getMessage());
            }
        }
    }

    private void run() {
        while (pause()) {
            flush();
        }
        flush();
    }

    private synchronized boolean pause() {
        try {
            if (open) {
                wait(BEAT.toMillis());
            }
        } catch (InterruptedException stop) {
            return false;
        }
        return open;
    }

    /// Writes what waits, once, and ends; bounded in time.
    @Override
    public void close() {
        synchronized (this) {
            open = false;
            notifyAll();
        }
        try {
            if (!thread.join(STOP_MAX)) {
                thread.interrupt();
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }
}
