package io.lastmile.web.overview;

import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.lastmile.core.platform.BackgroundRoutes;
import io.lastmile.core.platform.Events;
import io.lastmile.core.platform.JobStates.JobState;
import io.lastmile.core.platform.Machine;
import io.lastmile.core.platform.Permission;
import io.lastmile.core.platform.Routes;
import io.lastmile.web.Templates;
import io.lastmile.web.Texts;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// `/system`: jobs, events that nobody could take, versions and connections.
public final class SystemPage {
    /// A job; `error` is empty if its last run went well.
    public record Job(
            String name, boolean running, String last, String next, String runs, String error) {}

    public record Parked(
            long id, String listener, String kind, String since, String error, String body) {}

    public record Fact(String name, String value) {}

    /// What the page shows.
    public record View(List<Fact> facts, List<Job> jobs, List<Parked> parked) {}

    private final BackgroundRoutes background;
    private final Templates templates;
    private final Clock clock;

    public SystemPage(BackgroundRoutes background, Templates templates, Clock clock) {
        this.background = background;
        this.templates = templates;
        this.clock = clock;
    }

    public void routes(Routes routes) {
        routes.may(Permission.SYSTEM_SEE).get("/system", this::show);
    }

    private void show(ServerRequest request, ServerResponse response) {
        Texts texts = templates.texts(request);
        Instant now = clock.instant();
        var view =
                new View(
                        facts(background.machine(), texts),
                        background.jobs().stream().map(job -> job(job, texts, now)).toList(),
                        background.parked().stream().map(p -> parked(p, texts, now)).toList());
        templates.send(request, response, "admin/system", Map.of("view", view));
    }

    private static List<Fact> facts(Machine.State state, Texts texts) {
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact(texts.of("system.version"), state.version()));
        facts.add(new Fact("Java", state.java()));
        facts.add(new Fact("PostgreSQL", state.postgres()));
        facts.add(new Fact("TimescaleDB", state.timescale()));
        var format = texts.format();
        facts.add(
                new Fact(
                        texts.of("system.database"),
                        format.volume(state.databaseBytes()).toString()));
        facts.add(new Fact(texts.of("system.heap"), format.volume(state.heapBytes()).toString()));
        facts.add(new Fact(texts.of("system.processors"), format.number(state.processors())));
        state.pool().ifPresent(pool -> facts.add(pool(pool, texts)));
        return facts;
    }

    private static Fact pool(Machine.Pool pool, Texts texts) {
        var format = texts.format();
        return new Fact(
                texts.of("system.pool"),
                texts.of(
                        "system.pool-says",
                        "active",
                        format.number(pool.active()),
                        "max",
                        format.number(pool.max()),
                        "waiting",
                        format.number(pool.waiting())));
    }

    private static Job job(JobState job, Texts texts, Instant now) {
        Optional<String> last = job.ended().map(end -> texts.format().moment(end, now));
        return new Job(
                job.name(),
                job.running(),
                last.orElse(texts.of("system.never")),
                texts.format().moment(job.next(), now),
                texts.format().number(job.runs()),
                job.error());
    }

    private static Parked parked(Events.Parked parked, Texts texts, Instant now) {
        return new Parked(
                parked.id(),
                parked.listener(),
                parked.kind(),
                texts.format().moment(parked.parked(), now),
                parked.error(),
                parked.body());
    }
}
