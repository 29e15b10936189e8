package io.lastmile.web.overview;

import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.lastmile.core.overview.Overview;
import io.lastmile.core.overview.Overview.Need;
import io.lastmile.core.overview.OverviewRoom;
import io.lastmile.core.platform.Actor;
import io.lastmile.core.platform.Fields;
import io.lastmile.core.platform.Permission;
import io.lastmile.core.platform.Routes;
import io.lastmile.web.Shell;
import io.lastmile.web.Templates;
import io.lastmile.web.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// `/overview`: the ISP in six figures, each the way to what it counts, and what to do next while
/// the installation is fresh.
public final class OverviewPage {
    /// A figure; an empty path leads nowhere that this reader may go; `state` is `crit` or `warn`
    /// where somebody should look.
    public record Figure(
            String name, String value, String says, String icon, String path, String state) {}

    /// Something to do; an empty path is not this reader's to do.
    public record Step(String name, String says, String path, boolean done) {}

    /// What the page shows; no steps once all is done.
    public record View(List<Figure> figures, List<Step> steps, String done) {}

    private final OverviewRoom room;
    private final Templates templates;

    public OverviewPage(OverviewRoom room, Templates templates) {
        this.room = room;
        this.templates = templates;
    }

    public void routes(Routes routes) {
        routes.may(Permission.LINES_SEE).get("/overview", this::show);
    }

    private void show(ServerRequest request, ServerResponse response) {
        Texts texts = templates.texts(request);
        Overview now = room.now();
        long done = now.steps().stream().filter(Overview.Step::done).count();
        boolean all = done == now.steps().size();
        String progress =
                texts.of(
                        "overview.progress",
                        "n",
                        texts.format().number(done),
                        "of",
                        texts.format().number(now.steps().size()));
        List<Step> steps =
                all ? List.of() : now.steps().stream().map(step -> step(step, texts)).toList();
        var view = new View(figures(now, texts), steps, progress);
        templates.send(request, response, "admin/overview", Map.of("view", view));
    }

    private static List<Figure> figures(Overview now, Texts texts) {
        var people = now.customers();
        List<Figure> figures = new ArrayList<>();
        figures.add(
                figure(texts, "customers", people.active(), "users", "/customers")
                        .says(texts.count("overview.new", people.newThisMonth()))
                        .figure());
        figures.add(
                figure(texts, "suspended", people.suspended(), "circle-pause", "/customers")
                        .says(texts.count("overview.held", now.lines().suspended()))
                        .figure());
        figures.add(
                figure(texts, "online", now.lines().online(), "activity", "/")
                        .says(texts.count("overview.of-lines", now.lines().total()))
                        .figure());
        figures.add(alarms(now, texts));
        figures.add(
                figure(texts, "tickets", now.tickets().open(), "life-buoy", "/tickets")
                        .says(texts.count("overview.late", now.tickets().late()))
                        .state(now.tickets().late() > 0 ? "warn" : "")
                        .figure());
        figures.add(drift(now, texts));
        return figures;
    }

    private static Figure alarms(Overview now, Texts texts) {
        int open = now.alarms().firing() + now.alarms().acknowledged();
        String state = now.alarms().critical() > 0 ? "crit" : open > 0 ? "warn" : "";
        return figure(texts, "alarms", open, "bell", "/alarms")
                .says(texts.count("overview.critical", now.alarms().critical()))
                .state(state)
                .figure();
    }

    private static Figure drift(Overview now, Texts texts) {
        var drift = now.drift();
        return figure(texts, "drift", drift.waiting() + drift.failed(), "network", "/network")
                .says(texts.count("overview.failed", drift.failed()))
                .state(drift.failed() > 0 ? "crit" : drift.waiting() > 0 ? "warn" : "")
                .figure();
    }

    private static Draft figure(Texts texts, String key, long value, String icon, String path) {
        String number = texts.format().number(value);
        String way = Shell.leads(Actor.current(), path) ? path : "";
        return new Draft(new Figure(texts.of("overview." + key), number, "", icon, way, ""));
    }

    /// A figure that is being said.
    private record Draft(Figure figure) {
        Draft says(String says) {
            return new Draft(
                    new Figure(
                            figure.name(),
                            figure.value(),
                            says,
                            figure.icon(),
                            figure.path(),
                            figure.state()));
        }

        Draft state(String state) {
            return new Draft(
                    new Figure(
                            figure.name(),
                            figure.value(),
                            figure.says(),
                            figure.icon(),
                            figure.path(),
                            state));
        }
    }

    private static Step step(Overview.Step step, Texts texts) {
        String word = Fields.nameOf(step.need());
        return new Step(
                texts.of("need." + word),
                texts.of("need-says." + word),
                step.done() ? "" : path(step.need()),
                step.done());
    }

    private static String path(Need need) {
        return switch (need) {
            case ROUTER -> forWho(Permission.ROUTERS_CHANGE, "/routers/new");
            case BRAND -> forWho(Permission.SETTINGS_CHANGE, "/settings");
            case PLAN -> forWho(Permission.PLANS_CHANGE, "/plans/new");
            case CUSTOMERS -> customers();
            case LINES -> forWho(Permission.LINES_CHANGE, "/lines");
            case WRITER -> forWho(Permission.NETWORK_CHANGE, "/network");
            case COLLEAGUES -> forWho(Permission.USERS_CHANGE, "/users/new");
        };
    }

    /// Many from a file for who may, else one by one.
    private static String customers() {
        return Actor.current().may(Permission.CUSTOMERS_IMPORT)
                ? "/customers/import"
                : forWho(Permission.CUSTOMERS_CHANGE, "/customers/new");
    }

    private static String forWho(Permission needed, String path) {
        return Actor.current().may(needed) ? path : "";
    }
}
