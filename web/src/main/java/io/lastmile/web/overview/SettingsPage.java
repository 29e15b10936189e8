package io.lastmile.web.overview;

import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.lastmile.core.platform.Body;
import io.lastmile.core.platform.Fields;
import io.lastmile.core.platform.Permission;
import io.lastmile.core.platform.Problem;
import io.lastmile.core.platform.Refusal;
import io.lastmile.core.platform.Routes;
import io.lastmile.core.settings.SettingRoom;
import io.lastmile.core.settings.Settings;
import io.lastmile.web.Templates;
import io.lastmile.web.TypedForm;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/// `/settings`: what the ISP calls itself and says to everybody.
public final class SettingsPage {
    private static final String PATH = "/settings";
    private static final String VERSION = "version";

    private final SettingRoom room;
    private final Templates templates;
    private final ZoneId zone;

    public SettingsPage(SettingRoom room, Templates templates, ZoneId zone) {
        this.room = room;
        this.templates = templates;
        this.zone = zone;
    }

    public void routes(Routes routes) {
        routes.may(Permission.SETTINGS_CHANGE).get(PATH, this::show).post(PATH, this::change);
    }

    private void show(ServerRequest request, ServerResponse response) {
        boolean saved = request.query().first("saved").isPresent();
        form(request, response, TypedForm.of(typed(room.fresh())), saved);
    }

    private void form(
            ServerRequest request, ServerResponse response, TypedForm form, boolean saved) {
        templates.send(
                request,
                response,
                "admin/settings",
                Map.of("form", form, "saved", saved, "zone", zone.getId()));
    }

    private void change(ServerRequest request, ServerResponse response) {
        TypedForm form = TypedForm.of(Body.formValues(request));
        try {
            Fields fields = form.fields(Map.of());
            long version = fields.number(VERSION, 1, Long.MAX_VALUE);
            Settings wanted = Settings.read(fields, version);
            fields.done();
            if (!room.change(wanted)) {
                throw Problem.stale(room.fresh().version()).refusal();
            }
            response.status(Status.SEE_OTHER_303);
            response.header(HeaderNames.LOCATION, PATH + "?saved=1");
            response.send();
        } catch (Refusal refusal) {
            response.status(refusal.problem().status());
            form(request, response, form.refused(refusal.problem(), Set.of()), false);
        }
    }

    private static Map<String, String> typed(Settings settings) {
        Map<String, String> typed = new LinkedHashMap<>();
        typed.put(VERSION, "" + settings.version());
        typed.put("brand.en", settings.brand().en());
        typed.put("brand.bn", settings.brand().bn());
        typed.put("phone", settings.phone());
        typed.put("language", Fields.nameOf(settings.language()));
        typed.put("notice.en", settings.notice().en());
        typed.put("notice.bn", settings.notice().bn());
        typed.put("walled.en", settings.walled().en());
        typed.put("walled.bn", settings.walled().bn());
        return typed;
    }
}
