package io.lastmile.web.notifications;

import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.lastmile.core.notifications.Channel;
import io.lastmile.core.notifications.MessageSettings;
import io.lastmile.core.platform.Actor;
import io.lastmile.core.platform.Body;
import io.lastmile.core.platform.Permission;
import io.lastmile.core.platform.Refusal;
import io.lastmile.core.platform.Routes;
import io.lastmile.web.SeeOther;
import io.lastmile.web.Templates;
import io.lastmile.web.TypedForm;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// `/messages/settings`: gateways, mail server, quiet hours. A form of its own each.
public final class SettingsPages {
    private static final String PATH = "/messages/settings";

    private final MessageSettings settings;
    private final Templates templates;

    public SettingsPages(MessageSettings settings, Templates templates) {
        this.settings = settings;
        this.templates = templates;
    }

    public void routes(Routes routes) {
        routes.may(Permission.MESSAGES_SETTINGS)
                .get(PATH, (q, response) -> show(q, response, Map.of(), ""))
                .post(PATH + "/site", (q, response) -> save(q, response, MessageSettings.SITE));
        routes.may(Permission.MESSAGES_GATEWAYS)
                .postUnkept(PATH + "/sms", (q, r) -> save(q, r, MessageSettings.SMS))
                .postUnkept(PATH + "/email", (q, r) -> save(q, r, MessageSettings.EMAIL))
                .postUnkept(PATH + "/sms/test", (q, r) -> test(q, r, Channel.SMS))
                .postUnkept(PATH + "/email/test", (q, r) -> test(q, r, Channel.EMAIL));
    }

    private void show(
            ServerRequest request,
            ServerResponse response,
            Map<String, TypedForm> typed,
            String tested) {
        Map<String, TypedForm> forms = new HashMap<>();
        for (String name : names()) {
            forms.put(name, typed.getOrDefault(name, form(name)));
        }
        templates.send(
                request,
                response,
                "admin/message_settings",
                Map.of(
                        "site", forms.get(MessageSettings.SITE),
                        "sms", forms.getOrDefault(MessageSettings.SMS, TypedForm.of(Map.of())),
                        "email", forms.getOrDefault(MessageSettings.EMAIL, TypedForm.of(Map.of())),
                        "tested", tested));
    }

    private static List<String> names() {
        return Actor.current().may(Permission.MESSAGES_GATEWAYS)
                ? List.of(MessageSettings.SITE, MessageSettings.SMS, MessageSettings.EMAIL)
                : List.of(MessageSettings.SITE);
    }

    private TypedForm form(String name) {
        MessageSettings.Shown shown = settings.show(name);
        Map<String, String> values = new HashMap<>(shown.value());
        values.put("version", "" + shown.version());
        values.put("has-secret", "" + shown.secret());
        return TypedForm.of(values);
    }

    private void save(ServerRequest request, ServerResponse response, String name) {
        Map<String, String> typed = new HashMap<>(Body.formValues(request));
        try {
            Map<String, String> fields = new HashMap<>(typed);
            String version = String.valueOf(fields.remove("version"));
            if (name.equals(MessageSettings.EMAIL)) {
                fields.putIfAbsent("verify", "false");
            }
            settings.save(
                    name,
                    version.matches("[0-9]{1,9}") ? Long.parseLong(version) : 0,
                    Body.formOf(fields));
            SeeOther.send(response, PATH);
        } catch (Refusal refusal) {
            response.status(refusal.problem().status());
            typed.remove("secret");
            var form = TypedForm.of(typed).refused(refusal.problem(), Set.of());
            show(request, response, Map.of(name, form), "");
        }
    }

    private void test(ServerRequest request, ServerResponse response, Channel channel) {
        String name = channel.word();
        Map<String, String> typed = Body.formValues(request);
        try {
            MessageSettings.Tested tested = settings.test(channel, Body.formOf(typed));
            String key = tested.sent() ? "message.test-sent" : "message.test-failed";
            String says =
                    templates.texts(request).of(key) + " " + tested.why() + " " + tested.answer();
            show(request, response, Map.of(), says);
        } catch (Refusal refusal) {
            response.status(refusal.problem().status());
            show(request, response, Map.of(), name + ": " + refusal.problem().detail());
        }
    }
}
