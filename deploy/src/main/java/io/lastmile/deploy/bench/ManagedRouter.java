package io.lastmile.deploy.bench;

import io.lastmile.collector.routeros.Field;
import io.lastmile.collector.simulator.Account;
import io.lastmile.collector.simulator.Asked;
import io.lastmile.collector.simulator.DemoLine;
import io.lastmile.collector.simulator.SimulatedRouter;
import io.lastmile.core.lines.LineDraft;
import io.lastmile.core.lines.SourceName;
import io.lastmile.core.network.WriterDraft;
import io.lastmile.core.platform.Row;
import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;

/// A simulated router that we manage, its lines as ours, and what it has to say of a round of
/// changes: how it was asked, and whether all is as it should be. All of its users are lines.
final class ManagedRouter {
    private static final int REDIAL_SECONDS_MAX = 60;

    private final int id;
    private final SimulatedRouter router;
    private final Operator operator;
    private final Map<Integer, String> lines;
    private Map<String, String> sessions = Map.of();
    private long began;
    private long ended;

    private ManagedRouter(
            int id, SimulatedRouter router, Operator operator, Map<Integer, String> lines) {
        this.id = id;
        this.router = router;
        this.operator = operator;
        this.lines = Collections.unmodifiableMap(lines);
    }

    /// Entered with all of its lines, but not written to before it has a [#writer].
    static ManagedRouter of(
            BackOffice office, String name, SimulatedRouter router, Operator operator)
            throws IOException, InterruptedException {
        int id = RouterImportBench.router(office.client(), name, router);
        return new ManagedRouter(
                id, router, operator, office.within(() -> settled(office, id, router)));
    }

    private static Map<Integer, String> settled(BackOffice office, int id, SimulatedRouter router) {
        List<LineDraft> drafts =
                router.lines().stream()
                        .map(DemoLine::name)
                        .map(name -> new LineDraft(id, SourceName.PPP, name, "", "", "", 0, 0, 0))
                        .toList();
        office.core().lines().stores().book().settle(drafts);
        Map<Integer, String> names = new LinkedHashMap<>();
        office.core()
                .database()
                .client()
                .execute()
                .createQuery("select id, name from core.line where router = :router order by id")
                .addParam("router", id)
                .execute()
                .map(Row::new)
                .forEach(row -> names.put(row.integer("id"), row.text("name")));
        return names;
    }

    int id() {
        return id;
    }

    /// Names by line.
    Map<Integer, String> lines() {
        return lines;
    }

    WriterDraft writer(int requestsPerSecond, int burst, int kicksPerMinute) {
        Account account = Operator.writer(router);
        return new WriterDraft(
                account.name(),
                Optional.of(account.password()),
                requestsPerSecond,
                burst,
                kicksPerMinute,
                "",
                "",
                true);
    }

    /// A round of changes begins: who is online now will have to dial in anew.
    void begin() {
        sessions = operator.sessions();
        began = System.nanoTime();
    }

    /// It is over: what is asked from now on is not part of it.
    void end() {
        ended = System.nanoTime();
    }

    /// What it was asked in this round.
    List<Asked> asked() {
        return router.asked().stream()
                .filter(each -> each.nanos() >= began && each.nanos() < ended)
                .toList();
    }

    /// How many changes it was asked for since the round was over.
    long editsSince() {
        return router.asked().stream()
                .filter(each -> each.nanos() >= ended && each.edits())
                .count();
    }

    /// How full a bucket that leaks at `perSecond` ever was in this round.
    double fullest(double perSecond) {
        double level = 0;
        double fullest = 0;
        long at = began;
        for (Asked request : asked()) {
            level = Math.max(0, level - perSecond * (request.nanos() - at) / 1e9) + 1;
            at = request.nanos();
            fullest = Math.max(fullest, level);
        }
        return fullest;
    }

    /// Every line has this value of the property, and a session that began in this round.
    void need(Field property, IntFunction<String> value) throws InterruptedException {
        Map<String, String> found = operator.secrets(property);
        lines.forEach((line, name) -> {
            if (!value.apply(line).equals(found.get(name))) {
                throw new IllegalStateException(
                        "line %d, %s: %s (expected: %s)"
                                .formatted(line, name, found.get(name), value.apply(line)));
            }
        });
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(REDIAL_SECONDS_MAX);
        while (!allAnew()) {
            if (System.nanoTime() > until) {
                throw new IllegalStateException(
                        "router %d: not everybody dialled in anew".formatted(id));
            }
            TimeUnit.MILLISECONDS.sleep(200);
        }
    }

    private boolean allAnew() {
        Map<String, String> now = operator.sessions();
        return now.keySet().containsAll(lines.values())
                && Collections.disjoint(now.values(), sessions.values());
    }
}
