package io.lastmile.core.notifications;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.lastmile.core.platform.Body;
import io.lastmile.core.platform.Json;
import io.lastmile.core.platform.Permission;
import io.lastmile.core.platform.Routes;

/// `/api/message-settings`. Gateways may stand inside the ISP's network, so any address goes:
/// therefore who may set them is the owner alone.
final class SettingsRoutes {
    private static final String PATH = "/api/message-settings/";

    private final MessageSettings settings;

    SettingsRoutes(MessageSettings settings) {
        this.settings = settings;
    }

    void routes(Routes routes) {
        routes.may(Permission.MESSAGES_GATEWAYS)
                .get(PATH + "sms", (_, response) -> show(response, MessageSettings.SMS))
                .put(PATH + "sms", (q, response) -> save(q, response, MessageSettings.SMS))
                .postUnkept(PATH + "sms/test", (q, response) -> test(q, response, Channel.SMS))
                .get(PATH + "email", (_, response) -> show(response, MessageSettings.EMAIL))
                .put(PATH + "email", (q, response) -> save(q, response, MessageSettings.EMAIL))
                .postUnkept(PATH + "email/test", (q, response) -> test(q, response, Channel.EMAIL));
        routes.may(Permission.MESSAGES_SETTINGS)
                .get(PATH + "site", (_, response) -> show(response, MessageSettings.SITE))
                .put(PATH + "site", (q, response) -> save(q, response, MessageSettings.SITE));
    }

    private void show(ServerResponse response, String name) {
        MessageSettings.Shown shown = settings.show(name);
        response.header(HeaderNames.ETAG, "\"" + shown.version() + "\"");
        Json.send(response, shown);
    }

    private void save(ServerRequest request, ServerResponse response, String name) {
        settings.save(name, Body.version(request), Body.json(request));
        show(response, name);
    }

    private void test(ServerRequest request, ServerResponse response, Channel channel) {
        Json.send(response, settings.test(channel, Body.json(request)));
    }
}
