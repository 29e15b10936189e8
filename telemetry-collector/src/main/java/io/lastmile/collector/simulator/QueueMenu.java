package io.lastmile.collector.simulator;

import io.lastmile.collector.routeros.Field;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// `/queue/simple`: configured queues first, then one dynamic queue for each PPPoE session whose
/// profile limits its rate. Pairs are the customer's upload/download (routeros.md 1.12).
record QueueMenu(Router router) implements Menu {
    private static final List<Field> PROPERTIES =
            Menu.fields(
                    ".id",
                    "name",
                    "target",
                    "parent",
                    "packet-marks",
                    "priority",
                    "queue",
                    "limit-at",
                    "max-limit",
                    "burst-limit",
                    "burst-threshold",
                    "burst-time",
                    "bucket-size",
                    "bytes",
                    "total-bytes",
                    "packets",
                    "total-packets",
                    "dropped",
                    "rate",
                    "total-rate",
                    "queued-bytes",
                    "queued-packets",
                    "invalid",
                    "dynamic",
                    "disabled",
                    "comment");

    @Override
    public List<Field> properties() {
        return PROPERTIES;
    }

    @Override
    public List<String> counters() {
        return List.of("bytes");
    }

    @Override
    public List<QueueRow> rows(long now) {
        List<QueueRow> rows = new ArrayList<>();
        Map<String, List<QueueRow>> children = new HashMap<>();
        for (StaticQueue queue : router.queues()) {
            QueueRow row = new QueueRow(router, queue.session(router.boot(now)), queue, now);
            rows.add(row);
            children.computeIfAbsent(queue.parent(), _ -> new ArrayList<>()).add(row);
        }
        rows.forEach(row -> row.children(children.getOrDefault(row.name(), List.of())));
        for (Session session : router.sessions(now)) {
            if (session.queue().isPresent()) {
                rows.add(new QueueRow(router, session, null, now));
            }
        }
        return rows;
    }

    @Override
    public boolean stamped() {
        return true;
    }

    @Override
    public Answer add(Map<String, String> values, long now) {
        String target = values.getOrDefault("target", "");
        if (target.isEmpty()) {
            return new Answer.Trap(0, "missing value(s) of argument(s) target");
        }
        String name = values.getOrDefault("name", "queue" + (router.queues().size() + 1));
        if (taken(name)) {
            return Answer.failure("already have such name");
        }
        Optional<Rates> limit = RateLimit.parse(values.getOrDefault("max-limit", "0/0"));
        if (limit.isEmpty()) {
            return Answer.badValue("max-limit");
        }
        StaticQueue queue = router.addQueue(name, limit.get(), now);
        for (Map.Entry<String, String> value : values.entrySet()) {
            boolean isNew = !value.getKey().equals("name") && !value.getKey().equals("max-limit");
            if (isNew
                    && write(queue, value.getKey(), value.getValue(), now)
                            instanceof Answer.Trap trap) {
                router.removeQueue(queue, now);
                return trap;
            }
        }
        return Answer.done(queue.id());
    }

    @Override
    public Answer set(Row row, String property, String value, long now) {
        return ((QueueRow) row)
                .configured()
                .map(queue -> write(queue, property, value, now))
                .orElse(Answer.failure("can not change dynamic queue"));
    }

    @Override
    public Answer unset(Row row, String property, long now) {
        return property.equals("comment")
                ? set(row, "comment", "", now)
                : Answer.badValue("value-name");
    }

    @Override
    public Answer remove(Row row, long now) {
        Optional<StaticQueue> queue = ((QueueRow) row).configured();
        queue.ifPresent(configured -> router.removeQueue(configured, now));
        return queue.isPresent() ? Answer.DONE : Answer.failure("can not remove dynamic queue");
    }

    @Override
    public Answer resetCounters(Row row, long now) {
        row.given().ifPresent(given -> given.counter().reset(now));
        return Answer.DONE;
    }

    private boolean taken(String name) {
        return router.queues().stream().anyMatch(queue -> queue.name().equals(name));
    }

    /// It is there, and neither the queue itself nor below it.
    private boolean canBeParent(String name, StaticQueue queue) {
        String ancestor = name;
        while (!ancestor.equals(queue.name())) {
            String wanted = ancestor;
            Optional<StaticQueue> found =
                    router.queues().stream().filter(q -> q.name().equals(wanted)).findFirst();
            if (found.isEmpty()) {
                return taken(name);
            }
            ancestor = found.get().parent();
        }
        return false;
    }

    private Answer write(StaticQueue queue, String property, String value, long now) {
        switch (property) {
            case "name" -> {
                if (!value.equals(queue.name()) && taken(value)) {
                    return Answer.failure("already have such name");
                }
                router.queues().stream()
                        .filter(child -> child.parent().equals(queue.name()))
                        .forEach(child -> child.parent(value));
                queue.name(value);
            }
            case "target" -> {
                String address = value.endsWith("/32") ? value.replace("/32", "") : value;
                queue.target(value, router.ppp().trafficAt(address), now);
            }
            case "parent" -> {
                if (!value.equals(StaticQueue.NO_PARENT) && !canBeParent(value, queue)) {
                    return Answer.badValue("parent");
                }
                queue.parent(value);
            }
            case "comment" -> queue.comment(value);
            case "max-limit" -> {
                Optional<Rates> limit = RateLimit.parse(value);
                if (limit.isEmpty()) {
                    return Answer.badValue("max-limit");
                }
                queue.limit(limit.get(), now);
            }
            case "disabled" -> {
                if (!Menu.isFlag(value)) {
                    return Answer.badValue("disabled");
                }
                queue.disabled(Menu.isYes(value), now);
            }
            case "limit-at", "burst-limit", "burst-threshold" -> {
                // Accepted when they ask for nothing: the simulated line knows one rate.
                return RateLimit.parse(value).filter(rates -> rates.downBps() == 0).isPresent()
                        ? Answer.DONE
                        : Answer.failure(property + " is not simulated");
            }
            default -> {
                return Answer.unknownParameter();
            }
        }
        return Answer.DONE;
    }
}
