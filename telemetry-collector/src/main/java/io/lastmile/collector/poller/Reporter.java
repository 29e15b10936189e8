package io.lastmile.collector.poller;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Takes findings from polls and shelves them in the background, at most once a second. What waits
/// is bounded by the number of routers: the newest health of each, and of each condition the last
/// two changes, which tell how it stands and since when. Nobody waits for it.
public final class Reporter implements AutoCloseable {
    static final Duration BEAT = Duration.ofSeconds(1);

    private static final Logger LOG = System.getLogger(Reporter.class.getName());
    private static final int CHANGES_PER_CONDITION_MAX = 2;
    private static final Duration STOP_MAX = Duration.ofSeconds(5);

    private final Findings.Shelf shelf;
    private final Counter failures;
    private final Counter dropped;
    private final Map<Integer, RouterHealth> health = new LinkedHashMap<>();
    private final Map<Condition, List<ConditionChange>> changes = new LinkedHashMap<>();
    private final Map<Condition, Boolean> told = new LinkedHashMap<>();
    private final Thread thread =
            Thread.ofPlatform().name("poller-reports").daemon().unstarted(this::run);
    private Set<Integer> routers = Set.of();
    private boolean routersChanged;
    private boolean open = true;
    private boolean failing;

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

    /// Says how a condition stands; only a change is written, and the first word on each, because
    /// an earlier run of the collector may have left it open.
    synchronized void condition(
            Condition condition, boolean stands, long nowMicros, Map<String, String> evidence) {
        if (told.getOrDefault(condition, !stands) == stands) {
            return;
        }
        if (!concerns(condition.router())) {
            return;
        }
        told.put(condition, stands);
        List<ConditionChange> waiting = changes.computeIfAbsent(condition, _ -> new ArrayList<>());
        waiting.add(
                new ConditionChange(condition, stands, nowMicros, stands ? evidence : Map.of()));
        if (waiting.size() > CHANGES_PER_CONDITION_MAX) {
            waiting.removeFirst();
            dropped.increment();
        }
    }

    /// All routers that are polled from now on.
    synchronized void routers(Set<Integer> polled) {
        routers = Set.copyOf(polled);
        routersChanged = true;
        health.keySet().removeIf(router -> !concerns(router));
        told.keySet().removeIf(condition -> !concerns(condition.router()));
        changes.keySet().removeIf(condition -> !concerns(condition.router()));
    }

    synchronized boolean stands(Condition condition) {
        return told.getOrDefault(condition, false);
    }

    private synchronized Findings take() {
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
        for (ConditionChange change : findings.changes().reversed()) {
            if (concerns(change.condition().router())) {
                putBack(change);
            }
        }
    }

    private void putBack(ConditionChange change) {
        List<ConditionChange> waiting =
                changes.computeIfAbsent(change.condition(), _ -> new ArrayList<>());
        if (waiting.size() < CHANGES_PER_CONDITION_MAX) {
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
            shelf.write(findings);
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
