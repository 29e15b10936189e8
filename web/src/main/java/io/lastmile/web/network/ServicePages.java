package io.lastmile.web.network;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.lastmile.core.CoreApi;
import io.lastmile.core.lines.Line;
import io.lastmile.core.network.Hold;
import io.lastmile.core.network.HoldReason;
import io.lastmile.core.network.HoldRun;
import io.lastmile.core.network.Intent;
import io.lastmile.core.network.LineDrift;
import io.lastmile.core.network.NetworkStores;
import io.lastmile.core.platform.Body;
import io.lastmile.core.platform.Fields;
import io.lastmile.core.platform.Page;
import io.lastmile.core.platform.Permission;
import io.lastmile.core.platform.Problem;
import io.lastmile.core.platform.Routes;
import io.lastmile.web.Templates;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// `/network/lines/{id}`: what a line should have, why it is off, and its password.
final class ServicePages {
    private static final int NOTE_LENGTH_MAX = 300;
    private static final int VERSIONS = 20;

    private final CoreApi core;
    private final NetworkStores stores;
    private final Templates templates;
    private final Clock clock;

    ServicePages(CoreApi core, Templates templates, Clock clock) {
        this.core = core;
        this.stores = core.network().stores();
        this.templates = templates;
        this.clock = clock;
    }

    void routes(Routes routes) {
        routes.may(Permission.NETWORK_SEE).get("/network/lines/{id}", (q, r) -> show(q, r, ""));
        routes.may(Permission.NETWORK_CHANGE)
                .post("/network/lines/{id}/hold", this::hold)
                .post("/network/lines/{id}/lift", this::lift)
                .post("/network/lines/{id}/retry", this::retry)
                .postUnkept("/network/lines/{id}/password", this::renew)
                .postUnkept("/network/lines/{id}/reveal", this::reveal);
    }

    /// All that the page shows, in one unit of work.
    private record Found(
            Line line,
            Optional<Intent> intent,
            Optional<LineDrift> drift,
            List<Hold> holds,
            List<Intent> versions,
            Optional<String> made) {}

    private Found find(int id, ServiceWords words) {
        Line line = need(id);
        Optional<Intent> intent = stores.intents().wanted(id);
        return new Found(
                line,
                intent,
                stores.drifts().ofLine(id),
                stores.holds().ofLine(id),
                stores.intents().versions(id, new Page.Request(VERSIONS, Optional.empty())).items(),
                stores.passwords().made(id).map(made -> words.moment(made.made())));
    }

    private Line need(int id) {
        return core.lines()
                .stores()
                .lines()
                .find(id)
                .orElseThrow(() -> Problem.notFound("line", id).refusal());
    }

    private void show(ServerRequest request, ServerResponse response, String password) {
        int id = Routes.id(request, "line");
        var words = new ServiceWords(templates.texts(request), clock.instant());
        Found found = core.database().read(() -> find(id, words));
        response.header(HeaderNames.CACHE_CONTROL, "no-store");
        Map<String, Object> values = Map.of("view", view(found, words, password));
        templates.send(request, response, "network_line", values);
    }

    private static ServiceView view(Found found, ServiceWords words, String password) {
        String state = ServiceWords.state(found.drift());
        List<Hold> open = found.holds().stream().filter(h -> h.lifted().isEmpty()).toList();
        return new ServiceView(
                found.line().id(),
                found.line().name(),
                found.line().label(),
                found.line().customer().orElse(0),
                words.word(state),
                ServiceWords.colour(state),
                ServiceWords.icon(state),
                words.says(found.intent()),
                words.facts(found.intent(), found.drift()),
                open.stream().map(words::held).toList(),
                words.free(open),
                found.holds().stream().flatMap(hold -> words.past(hold).stream()).toList(),
                found.versions().stream().map(words::version).toList(),
                found.made().orElse(""),
                password);
    }

    private void hold(ServerRequest request, ServerResponse response) {
        int id = Routes.id(request, "line");
        Fields fields = Body.form(request);
        HoldReason reason = reason(fields);
        String note = fields.text("note", NOTE_LENGTH_MAX);
        fields.done();
        core.database()
                .transact(() -> {
                    need(id);
                    return stores.holds()
                            .place(HoldRun.of(id, reason, note, Optional.empty()))
                            .placedOrRefuse();
                });
        back(response, id);
    }

    private void lift(ServerRequest request, ServerResponse response) {
        int id = Routes.id(request, "line");
        Fields fields = Body.form(request);
        HoldReason reason = reason(fields);
        String why = fields.text("why", NOTE_LENGTH_MAX);
        fields.done();
        core.database()
                .transact(() -> {
                    need(id);
                    return stores.holds().lift(id, reason, why);
                });
        back(response, id);
    }

    private void retry(ServerRequest request, ServerResponse response) {
        int id = Routes.id(request, "line");
        Body.form(request).done();
        core.database()
                .transact(() -> {
                    need(id);
                    stores.drifts().retry(id);
                    return id;
                });
        back(response, id);
    }

    private static HoldReason reason(Fields fields) {
        String word = fields.text("reason", 20);
        for (HoldReason reason : HoldReason.values()) {
            if (reason.name().equals(word)) {
                return reason;
            }
        }
        fields.refuse("reason", word, "a reason such as ADMIN");
        return HoldReason.ADMIN;
    }

    private void renew(ServerRequest request, ServerResponse response) {
        int id = Routes.id(request, "line");
        Body.form(request).done();
        String password =
                core.database()
                        .transact(() -> {
                            need(id);
                            return stores.passwords().renew(id);
                        });
        show(request, response, password);
    }

    private void reveal(ServerRequest request, ServerResponse response) {
        int id = Routes.id(request, "line");
        Fields fields = Body.form(request);
        String reason = fields.text("reason", NOTE_LENGTH_MAX);
        fields.done();
        String password =
                core.database()
                        .transact(() -> {
                            need(id);
                            return stores.passwords().reveal(id, reason);
                        })
                        .orElseThrow(() -> Problem.notFound("password of line", id).refusal());
        show(request, response, password);
    }

    private static void back(ServerResponse response, int id) {
        ManagementPages.seeOther(response, "/network/lines/" + id);
    }
}
