package io.lastmile.core.network;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.lastmile.core.platform.Body;
import io.lastmile.core.platform.Fields;
import io.lastmile.core.platform.Json;
import io.lastmile.core.platform.Permission;
import io.lastmile.core.platform.Problem;
import io.lastmile.core.platform.Refusal;
import io.lastmile.core.platform.Routes;

/// Scripts of a router and the settings of the walled garden.
final class ScriptRoutes {
    private static final int REASON_LENGTH_MAX = 200;

    private final Scripts scripts;

    ScriptRoutes(Scripts scripts) {
        this.scripts = scripts;
    }

    void routes(Routes routes) {
        routes.may(Permission.NETWORK_SEE)
                .get("/api/routers/{id}/script", this::wanted)
                .get("/api/routers/{id}/walled-garden", this::walledGarden)
                .get("/api/walled-garden", this::settings);
        routes.may(Permission.NETWORK_CHANGE)
                .put("/api/walled-garden", this::change)
                .postUnkept("/api/routers/{id}/script", this::withPasswords);
    }

    private void wanted(ServerRequest request, ServerResponse response) {
        send(response, scripts.wanted(Routes.id(request, "router")));
    }

    private void withPasswords(ServerRequest request, ServerResponse response) {
        int id = Routes.id(request, "router");
        Fields fields = Body.json(request);
        String reason = fields.text("reason", REASON_LENGTH_MAX);
        fields.done();
        send(response, scripts.withPasswords(id, reason));
    }

    private void walledGarden(ServerRequest request, ServerResponse response) {
        int id = Routes.id(request, "router");
        send(response, scripts.walledGarden(id).orElseThrow(ScriptRoutes::unset));
    }

    private static Refusal unset() {
        return Problem.of(
                        409,
                        "garden-unset",
                        "No walled garden yet",
                        "Say where the portal is in the settings of the walled garden.")
                .refusal();
    }

    private static void send(ServerResponse response, Scripts.Script script) {
        response.header(HeaderNames.CONTENT_TYPE, "text/plain; charset=UTF-8");
        response.header(
                HeaderNames.CONTENT_DISPOSITION,
                "attachment; filename=\"" + script.fileName() + "\"");
        response.header(HeaderNames.CACHE_CONTROL, "no-store");
        response.send(script.text());
    }

    private void settings(ServerRequest request, ServerResponse response) {
        Json.send(response, scripts.garden());
    }

    private void change(ServerRequest request, ServerResponse response) {
        Fields fields = Body.json(request);
        GardenSettings settings = GardenSettings.read(fields);
        fields.done();
        Json.send(response, scripts.change(settings));
    }
}
