package io.lastmile.core.platform;

import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.Map;

/// What runs without a request: jobs and when they last ran, events that a listener could not take.
public final class BackgroundRoutes {
    private static final int PARKED_MAX = 200;

    private final Platform platform;
    private final JobStates jobs;

    public BackgroundRoutes(Platform platform) {
        this.platform = platform;
        this.jobs = new JobStates(platform.database().client());
    }

    public void routes(Routes routes) {
        routes.may(Permission.SYSTEM_SEE)
                .get("/api/system/jobs", this::jobs)
                .get("/api/system/parked", this::parked);
        routes.may(Permission.SETTINGS_CHANGE)
                .postUnkept("/api/system/parked/{id}/release", this::release);
    }

    private void jobs(ServerRequest request, ServerResponse response) {
        Json.send(response, Map.of("items", platform.database().read(jobs::all)));
    }

    private void parked(ServerRequest request, ServerResponse response) {
        Json.send(
                response,
                Map.of(
                        "items",
                        platform.database()
                                .read(() -> platform.outbox().events().parked(PARKED_MAX))));
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
