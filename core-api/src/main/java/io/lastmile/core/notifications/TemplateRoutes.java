package io.lastmile.core.notifications;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.lastmile.core.platform.Body;
import io.lastmile.core.platform.Json;
import io.lastmile.core.platform.Permission;
import io.lastmile.core.platform.Routes;
import java.util.Map;

/// `/api/message-templates`.
final class TemplateRoutes {
    private static final String ALL = "/api/message-templates";
    private static final String ONE = ALL + "/{cause}/{channel}/{language}";

    private final TemplateBook book;

    TemplateRoutes(TemplateBook book) {
        this.book = book;
    }

    void routes(Routes routes) {
        routes.may(Permission.MESSAGES_SEE)
                .get(ALL, (_, response) -> Json.send(response, Map.of("items", book.all())))
                .get(ONE, (request, response) -> show(response, place(request)));
        routes.may(Permission.MESSAGES_SETTINGS)
                .put(ONE, this::save)
                .delete(ONE, this::withdraw)
                .postUnkept(ONE + "/preview", this::preview);
    }

    private void show(ServerResponse response, Templates.Place place) {
        TemplateBook.Shown shown = book.show(place);
        response.header(HeaderNames.ETAG, "\"" + shown.current().version() + "\"");
        Json.send(response, shown);
    }

    private void save(ServerRequest request, ServerResponse response) {
        Templates.Place place = place(request);
        book.save(place, Body.version(request), Body.json(request));
        show(response, place);
    }

    private void withdraw(ServerRequest request, ServerResponse response) {
        Templates.Place place = place(request);
        book.withdraw(place, Body.version(request));
        show(response, place);
    }

    private void preview(ServerRequest request, ServerResponse response) {
        Json.send(response, book.preview(place(request), Body.json(request)));
    }

    private static Templates.Place place(ServerRequest request) {
        var parameters = request.path().pathParameters();
        return TemplateBook.place(
                parameters.get("cause"), parameters.get("channel"), parameters.get("language"));
    }
}
