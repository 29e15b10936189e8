package io.lastmile.web.dunning;

import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.lastmile.core.dunning.DunningForms;
import io.lastmile.core.dunning.DunningRoom;
import io.lastmile.core.dunning.DunningRules;
import io.lastmile.core.dunning.DunningStores;
import io.lastmile.core.dunning.QuietTimes;
import io.lastmile.core.dunning.RuleDesk;
import io.lastmile.core.platform.Body;
import io.lastmile.core.platform.Database;
import io.lastmile.core.platform.Fields;
import io.lastmile.core.platform.Permission;
import io.lastmile.core.platform.Refusal;
import io.lastmile.core.platform.Routes;
import io.lastmile.web.SeeOther;
import io.lastmile.web.Templates;
import io.lastmile.web.TypedForm;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.DayOfWeek;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// `/dunning/rules` and `/dunning/quiet`: how patient this ISP is.
public final class PatiencePages {
    private static final String WEEKDAYS = "quietWeekdays";
    private static final Map<String, BigDecimal> SCALES =
            Map.of("tolerance", BigDecimal.valueOf(100));

    private final Database database;
    private final DunningStores stores;
    private final RuleDesk desk;
    private final Templates templates;
    private final Clock clock;

    public PatiencePages(Database database, DunningRoom room, Templates templates, Clock clock) {
        this.database = database;
        this.stores = room.stores();
        this.desk = room.desks().rules();
        this.templates = templates;
        this.clock = clock;
    }

    public void routes(Routes routes) {
        routes.may(Permission.DUNNING_SEE).get("/dunning/quiet", this::quiet);
        routes.may(Permission.DUNNING_SETTINGS)
                .get("/dunning/rules", this::rules)
                .post("/dunning/rules", this::change)
                .post("/dunning/quiet", this::add)
                .post("/dunning/quiet/{id}/remove", this::remove);
    }

    private void rules(ServerRequest request, ServerResponse response) {
        DunningRules now = database.read(() -> stores.rules().current());
        rules(request, response, TypedForm.of(typed(now)));
    }

    private void rules(ServerRequest request, ServerResponse response, TypedForm form) {
        List<String> weekdays = Arrays.stream(DayOfWeek.values()).map(Fields::nameOf).toList();
        Map<String, Object> values = Map.of("form", form, "weekdays", weekdays);
        templates.send(request, response, "admin/dunning_rules", values);
    }

    private static Map<String, String> typed(DunningRules rules) {
        Map<String, String> typed = new HashMap<>();
        typed.put("version", "" + rules.version());
        typed.put("active", "" + rules.active());
        typed.put("tolerance", rules.tolerance().grouped());
        typed.put("graceDays", "" + rules.graceDays());
        typed.put(
                WEEKDAYS,
                rules.quietWeekdays().stream()
                        .map(Fields::nameOf)
                        .collect(Collectors.joining(",")));
        typed.put("hours.from", rules.hours().from().toString());
        typed.put("hours.to", rules.hours().to().toString());
        typed.put("guard.lines", "" + rules.guard().lines());
        typed.put("guard.percent", "" + rules.guard().percent());
        typed.put("reminding.days", joined(rules.reminding().days()));
        typed.put("reminding.lateDays", joined(rules.reminding().lateDays()));
        typed.put("reminding.hour", rules.reminding().hour().toString());
        typed.put("promising.days", "" + rules.promising().days());
        typed.put("promising.count", "" + rules.promising().count());
        return typed;
    }

    private static String joined(List<Integer> days) {
        return days.stream().map(Object::toString).collect(Collectors.joining(", "));
    }

    /// Boxes that are not ticked are not sent; the weekdays that are make one list.
    private static Map<String, String> sent(Map<String, String> form) {
        Map<String, String> values = new HashMap<>(form);
        values.putIfAbsent("active", "false");
        String weekdays =
                Arrays.stream(DayOfWeek.values())
                        .map(Fields::nameOf)
                        .filter(day -> values.remove("quiet." + day) != null)
                        .collect(Collectors.joining(","));
        values.put(WEEKDAYS, weekdays);
        return values;
    }

    private void change(ServerRequest request, ServerResponse response) {
        TypedForm form = TypedForm.of(sent(Body.formValues(request)));
        try {
            Fields fields = form.fields(SCALES);
            long version = fields.number("version", 1, Long.MAX_VALUE);
            DunningRules wanted = DunningForms.rules(fields, version);
            database.transact(() -> desk.change(wanted).idOrRefuse());
            SeeOther.send(response, "/dunning/rules");
        } catch (Refusal refusal) {
            response.status(refusal.problem().status());
            rules(request, response, form.refused(refusal.problem(), SCALES.keySet()));
        }
    }

    private void quiet(ServerRequest request, ServerResponse response) {
        quiet(request, response, TypedForm.of(Map.of()));
    }

    private void quiet(ServerRequest request, ServerResponse response, TypedForm form) {
        var words = new DunningWords(templates.texts(request), clock.instant(), stores.today());
        List<DunningView.Period> periods =
                database.read(() -> stores.periods().from(stores.today())).stream()
                        .map(words::period)
                        .toList();
        Map<String, Object> values = Map.of("periods", periods, "form", form);
        templates.send(request, response, "admin/dunning_quiet", values);
    }

    private void add(ServerRequest request, ServerResponse response) {
        TypedForm form = TypedForm.of(Body.formValues(request));
        try {
            QuietTimes.Named period = DunningForms.period(form.fields(Map.of()));
            database.transact(() -> desk.add(period).idOrRefuse());
            SeeOther.send(response, "/dunning/quiet");
        } catch (Refusal refusal) {
            response.status(refusal.problem().status());
            quiet(request, response, form.refused(refusal.problem(), Set.of()));
        }
    }

    private void remove(ServerRequest request, ServerResponse response) {
        int id = Routes.id(request, "period");
        Body.form(request).done();
        database.transact(() -> desk.remove(id).idOrRefuse());
        SeeOther.send(response, "/dunning/quiet");
    }
}
