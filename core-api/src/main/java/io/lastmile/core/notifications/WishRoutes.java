package io.lastmile.core.notifications;

import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.lastmile.core.platform.Body;
import io.lastmile.core.platform.Fields;
import io.lastmile.core.platform.Json;
import io.lastmile.core.platform.Routes;

/// `/api/message-wishes`: what whoever is logged in wants to be told, and how.
final class WishRoutes {
    private static final String PATH = "/api/message-wishes";

    private final WishBook book;

    WishRoutes(WishBook book) {
        this.book = book;
    }

    void routes(Routes routes) {
        routes.anyone()
                .get(PATH, (_, response) -> Json.send(response, book.shown()))
                .put(PATH, this::save);
    }

    private void save(ServerRequest request, ServerResponse response) {
        Fields fields = Body.json(request);
        book.save(fields);
        Json.send(response, book.shown());
    }
}
