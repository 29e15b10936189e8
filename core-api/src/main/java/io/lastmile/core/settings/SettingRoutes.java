package io.lastmile.core.settings;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.lastmile.core.platform.Body;
import io.lastmile.core.platform.Fields;
import io.lastmile.core.platform.Json;
import io.lastmile.core.platform.Permission;
import io.lastmile.core.platform.Problem;
import io.lastmile.core.platform.Routes;
import java.time.ZoneId;

/// `/api/settings`.
final class SettingRoutes {
    /// With the zone, which is the installation's and no setting.
    record Shown(Settings settings, String zone) {}

    private final SettingRoom room;
    private final ZoneId zone;

    SettingRoutes(SettingRoom room, ZoneId zone) {
        this.room = room;
        this.zone = zone;
    }

    void routes(Routes routes) {
        routes.anyone().get("/api/settings", this::show);
        routes.may(Permission.SETTINGS_CHANGE).put("/api/settings", this::change);
    }

    private void show(ServerRequest request, ServerResponse response) {
        send(response, room.fresh());
    }

    private void change(ServerRequest request, ServerResponse response) {
        long version = Body.version(request);
        Fields fields = Body.json(request);
        Settings wanted = Settings.read(fields, version);
        fields.done();
        if (!room.change(wanted)) {
            throw Problem.stale(room.fresh().version()).refusal();
        }
        send(response, room.fresh());
    }

    private void send(ServerResponse response, Settings settings) {
        response.header(HeaderNames.ETAG, "\"" + settings.version() + "\"");
        Json.send(response, new Shown(settings, zone.getId()));
    }
}
