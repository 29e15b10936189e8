package io.lastmile.web.notifications;

import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.lastmile.core.notifications.Notice;
import io.lastmile.core.notifications.NotificationRoom;
import io.lastmile.core.platform.Body;
import io.lastmile.core.platform.Database;
import io.lastmile.core.platform.Page;
import io.lastmile.core.platform.Permission;
import io.lastmile.core.platform.Routes;
import io.lastmile.web.SeeOther;
import io.lastmile.web.Templates;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/// `/notices` for staff and `/portal/notices` for customers: what they were told, and what they
/// want to be told.
public final class NoticePages {
    private static final String STAFF = "/notices";
    private static final String PORTAL = "/portal/notices";
    private static final String WISH = "w.";

    private final Database database;
    private final NotificationRoom room;
    private final Templates templates;
    private final Clock clock;

    public NoticePages(Database database, NotificationRoom room, Templates templates, Clock clock) {
        this.database = database;
        this.room = room;
        this.templates = templates;
        this.clock = clock;
    }

    public void routes(Routes routes) {
        routes.anyone()
                .get(STAFF, (q, response) -> list(q, response, "admin/notices"))
                .post(STAFF + "/read", (q, response) -> read(q, response, STAFF))
                .post(STAFF + "/wishes", (q, response) -> wishes(q, response, STAFF));
        routes.may(Permission.CUSTOMERS_SEE).get("/customers/{id}/wishes", this::ofCustomer);
        routes.may(Permission.CUSTOMERS_CHANGE)
                .post("/customers/{id}/wishes", this::saveOfCustomer);
        routes.may(Permission.PORTAL)
                .get(PORTAL, (q, response) -> list(q, response, "customer/portal_notices"))
                .post(PORTAL + "/read", (q, response) -> read(q, response, PORTAL))
                .post(PORTAL + "/wishes", (q, response) -> wishes(q, response, PORTAL));
    }

    /// What a customer wants to be told, for staff who look after them.
    private void ofCustomer(ServerRequest request, ServerResponse response) {
        int id = Routes.id(request, "customer");
        var shown = room.wishes().shown(id);
        var words = new MessageWords(templates.texts(request), clock.instant());
        response.header("Cache-Control", "no-store");
        templates.send(
                request,
                response,
                "admin/customer_wishes",
                Map.of(
                        "customer", id,
                        "wishes", words.wishes(shown),
                        "language", shown.language()));
    }

    private void saveOfCustomer(ServerRequest request, ServerResponse response) {
        int id = Routes.id(request, "customer");
        Map<String, String> typed = Body.formValues(request);
        room.wishes().save(id, wants(typed), typed.getOrDefault("language", ""));
        SeeOther.send(response, "/customers/" + id + "/wishes");
    }

    private void list(ServerRequest request, ServerResponse response, String template) {
        var query = Body.query(request);
        Page.Request wanted = Page.Request.of(query);
        query.done();
        Page<Notice> page = database.read(() -> room.notices().page(wanted));
        var words = new MessageWords(templates.texts(request), clock.instant());
        List<NoticeLine> lines = page.items().stream().map(words::line).toList();
        var shown = room.wishes().shown();
        response.header("Cache-Control", "no-store");
        templates.send(
                request,
                response,
                template,
                Map.of(
                        "lines", lines,
                        "more", page.next().orElse(""),
                        "wishes", words.wishes(shown),
                        "language", shown.language()));
    }

    private void read(ServerRequest request, ServerResponse response, String back) {
        Body.form(request).done();
        database.transact(() -> {
            room.notices().readAll();
            return true;
        });
        SeeOther.send(response, back);
    }

    private void wishes(ServerRequest request, ServerResponse response, String back) {
        Map<String, String> typed = Body.formValues(request);
        room.wishes().save(wants(typed), typed.getOrDefault("language", ""));
        SeeOther.send(response, back);
    }

    private static List<String> wants(Map<String, String> typed) {
        return typed.keySet().stream()
                .filter(name -> name.startsWith(WISH))
                .map(name -> name.substring(WISH.length()))
                .toList();
    }
}
