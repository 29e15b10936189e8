package io.lastmile.core.platform;

import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.List;
import java.util.Map;

/// What runs without a request: the machine, jobs and when they last ran, events that a listener
/// could not take.
public final class BackgroundRoutes {
    private static final int PARKED_MAX = 200;

    private final Platform platform;
    private final JobStates jobs;
    private final Machine machine;

    public BackgroundRoutes(Platform platform, Machine machine) {
        this.platform = platform;
        this.jobs = new JobStates(platform.database().client());
        this.machine = machine;
    }

    /// For pages, each a unit of work of its own.
    public List<JobStates.JobState> jobs() {
        return platform.database().read(jobs::all);
    }

    public List<Events.Parked> parked() {
        return platform.database().read(() -> platform.outbox().events().parked(PARKED_MAX));
    }

    public Machine.State machine() {
        return machine.state();
    }

    public void routes(Routes routes) {
        routes.may(Permission.SYSTEM_SEE)
                .get("/api/system", (_, response) -> Json.send(response, machine.state()))
                .get("/api/system/jobs", this::jobs)
                .get("/api/system/parked", this::parked);
        routes.may(Permission.SETTINGS_CHANGE)
                .postUnkept("/api/system/parked/{id}/release", this::release);
    }

    private void jobs(ServerRequest request, ServerResponse response) {
        Json.send(response, Map.of("items", jobs()));
    }

    private void parked(ServerRequest request, ServerResponse response) {
        Json.send(response, Map.of("items", parked()));
    }

    /// The listener takes the event now, or the answer says why it cannot.
    private void release(ServerRequest request, ServerResponse response) {
        long id = Routes.longId(request, "parked event");
        if (!platform.outbox().release(id)) {
            throw Problem.notFound("parked event", id).refusal();
        }
        response.status(Status.NO_CONTENT_204).send();
    }
}
