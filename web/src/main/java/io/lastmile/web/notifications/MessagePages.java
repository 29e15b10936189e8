package io.lastmile.web.notifications;

import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.lastmile.core.notifications.MessageView;
import io.lastmile.core.notifications.Messages;
import io.lastmile.core.notifications.NotificationRoom;
import io.lastmile.core.platform.Body;
import io.lastmile.core.platform.Fields;
import io.lastmile.core.platform.Page;
import io.lastmile.core.platform.Permission;
import io.lastmile.core.platform.Routes;
import io.lastmile.web.SeeOther;
import io.lastmile.web.Templates;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/// `/messages`: what was sent to whom, and how that went.
public final class MessagePages {
    private final NotificationRoom room;
    private final Templates templates;
    private final Clock clock;

    public MessagePages(NotificationRoom room, Templates templates, Clock clock) {
        this.room = room;
        this.templates = templates;
        this.clock = clock;
    }

    public void routes(Routes routes) {
        routes.may(Permission.MESSAGES_SEE).get("/messages", this::list);
        routes.may(Permission.MESSAGES_SETTINGS).post("/messages/{id}/retry", this::retry);
    }

    private void list(ServerRequest request, ServerResponse response) {
        Fields query = Body.query(request);
        Messages.Filter filter = Messages.Filter.read(query);
        Page.Request wanted = Page.Request.of(query);
        query.done();
        Page<MessageView> page = room.log().page(filter, wanted);
        var words = new MessageWords(templates.texts(request), clock.instant());
        List<MessageLine> lines = page.items().stream().map(words::line).toList();
        String more = page.next().map(next -> path(filter) + "&after=" + encoded(next)).orElse("");
        templates.send(
                request,
                response,
                "admin/messages",
                Map.of(
                        "lines", lines,
                        "filter", filter,
                        "more", more,
                        "kept", room.log().keepsCodes()));
    }

    private static String path(Messages.Filter filter) {
        return "/messages?channel=%s&state=%s&cause=%s&address=%s%s"
                .formatted(
                        filter.channel(),
                        filter.state(),
                        filter.cause(),
                        encoded(filter.address()),
                        filter.customer() > 0 ? "&customer=" + filter.customer() : "");
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private void retry(ServerRequest request, ServerResponse response) {
        long id = Routes.longId(request, "message");
        Body.form(request).done();
        room.log().retry(id);
        SeeOther.send(response, "/messages");
    }
}
