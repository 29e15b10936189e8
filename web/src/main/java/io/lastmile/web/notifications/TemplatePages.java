package io.lastmile.web.notifications;

import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.lastmile.core.notifications.TemplateBook;
import io.lastmile.core.notifications.Wording;
import io.lastmile.core.platform.Body;
import io.lastmile.core.platform.Permission;
import io.lastmile.core.platform.Refusal;
import io.lastmile.core.platform.Routes;
import io.lastmile.web.SeeOther;
import io.lastmile.web.Templates;
import io.lastmile.web.TypedForm;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// `/messages/templates`: the texts of all messages and their editor, which also works without a
/// script: preview is a button.
public final class TemplatePages {
    private static final String ALL = "/messages/templates";
    private static final String ONE = ALL + "/{cause}/{channel}/{language}";

    /// What the editor shows besides the form.
    public record View(TemplateBook.Shown shown, TypedForm form, TemplateBook.Preview preview) {}

    private final TemplateBook book;
    private final Templates templates;

    public TemplatePages(TemplateBook book, Templates templates) {
        this.book = book;
        this.templates = templates;
    }

    public void routes(Routes routes) {
        routes.may(Permission.MESSAGES_SEE).get(ALL, this::list).get(ONE, this::one);
        routes.may(Permission.MESSAGES_SETTINGS).post(ONE, this::save);
    }

    private void list(ServerRequest request, ServerResponse response) {
        Map<String, List<TemplateBook.Entry>> byCause = new LinkedHashMap<>();
        for (TemplateBook.Entry entry : book.all()) {
            byCause.computeIfAbsent(entry.cause(), _ -> new java.util.ArrayList<>()).add(entry);
        }
        templates.send(request, response, "admin/message_templates", Map.of("causes", byCause));
    }

    private void one(ServerRequest request, ServerResponse response) {
        var place = place(request);
        TemplateBook.Shown shown = book.show(place);
        Wording wording = shown.current().wording();
        var form = TypedForm.of(Map.of("subject", wording.subject(), "body", wording.body()));
        var view = new View(shown, form, book.sample(place, wording));
        templates.send(request, response, "admin/message_template", Map.of("view", view));
    }

    private void save(ServerRequest request, ServerResponse response) {
        var place = place(request);
        Map<String, String> typed = new HashMap<>(Body.formValues(request));
        String act = String.valueOf(typed.remove("act"));
        String text = String.valueOf(typed.remove("version"));
        long version = text.matches("[0-9]{1,18}") ? Long.parseLong(text) : 0;
        try {
            switch (act) {
                case "withdraw" -> book.withdraw(place, version);
                case "preview" -> {
                    var preview = book.preview(place, Body.formOf(typed));
                    var view = new View(book.show(place), TypedForm.of(typed), preview);
                    templates.send(
                            request, response, "admin/message_template", Map.of("view", view));
                    return;
                }
                default -> book.save(place, version, Body.formOf(typed));
            }
            SeeOther.send(response, request.path().rawPath());
        } catch (Refusal refusal) {
            response.status(refusal.problem().status());
            var form = TypedForm.of(typed).refused(refusal.problem(), Set.of());
            var raw = new Wording(form.value("subject"), form.value("body"));
            var view = new View(book.show(place), form, book.sample(place, raw));
            templates.send(request, response, "admin/message_template", Map.of("view", view));
        }
    }

    private static io.lastmile.core.notifications.Templates.Place place(ServerRequest request) {
        var parameters = request.path().pathParameters();
        return TemplateBook.place(
                parameters.get("cause"), parameters.get("channel"), parameters.get("language"));
    }
}
