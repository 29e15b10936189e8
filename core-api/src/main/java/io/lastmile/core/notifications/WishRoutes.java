package io.lastmile.core.notifications;

import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.lastmile.core.platform.Body;
import io.lastmile.core.platform.Fields;
import io.lastmile.core.platform.Json;
import io.lastmile.core.platform.Permission;
import io.lastmile.core.platform.Routes;

/// `/api/message-wishes`: what whoever is logged in wants to be told, and how; for staff also what
/// a customer does.
final class WishRoutes {
    private static final String PATH = "/api/message-wishes";

    private static final String OF_CUSTOMER = "/api/customers/{id}/message-wishes";

    private final WishBook book;

    WishRoutes(WishBook book) {
        this.book = book;
    }

    void routes(Routes routes) {
        routes.anyone()
                .get(PATH, (_, response) -> Json.send(response, book.shown()))
                .put(PATH, this::save);
        routes.may(Permission.CUSTOMERS_SEE).get(OF_CUSTOMER, this::ofCustomer);
        routes.may(Permission.CUSTOMERS_CHANGE).put(OF_CUSTOMER, this::saveOfCustomer);
    }

    private void ofCustomer(ServerRequest request, ServerResponse response) {
        Json.send(response, book.shown(Routes.id(request, "customer")));
    }

    private void saveOfCustomer(ServerRequest request, ServerResponse response) {
        int id = Routes.id(request, "customer");
        book.save(id, Body.json(request));
        Json.send(response, book.shown(id));
    }

    private void save(ServerRequest request, ServerResponse response) {
        Fields fields = Body.json(request);
        book.save(fields);
        Json.send(response, book.shown());
    }
}
