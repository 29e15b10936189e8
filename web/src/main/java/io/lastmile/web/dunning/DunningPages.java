package io.lastmile.web.dunning;

import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.lastmile.core.dunning.DunningForms;
import io.lastmile.core.dunning.DunningRoom;
import io.lastmile.core.dunning.DunningRun;
import io.lastmile.core.dunning.DunningStores;
import io.lastmile.core.dunning.Mercy;
import io.lastmile.core.dunning.Nonpay;
import io.lastmile.core.dunning.OffList;
import io.lastmile.core.dunning.Verdict;
import io.lastmile.core.platform.Body;
import io.lastmile.core.platform.Database;
import io.lastmile.core.platform.Fields;
import io.lastmile.core.platform.Page;
import io.lastmile.core.platform.Permission;
import io.lastmile.core.platform.Problem;
import io.lastmile.core.platform.Routes;
import io.lastmile.web.Templates;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// `/dunning`: who is off for want of money, who will be, and why.
public final class DunningPages {
    private static final int WAITING_SHOWN = 20;

    /// What the first page shows.
    private record Found(Page<OffList.Item> off, Optional<DunningRun> asks, Page<Mercy> waiting) {}

    private record Reason(Verdict verdict, OffList.Names names, List<Nonpay> history) {}

    private record Ahead(Page<Verdict> page, OffList.Known names) {}

    private final Database database;
    private final DunningStores stores;
    private final Templates templates;
    private final Clock clock;

    public DunningPages(Database database, DunningRoom room, Templates templates, Clock clock) {
        this.database = database;
        this.stores = room.stores();
        this.templates = templates;
        this.clock = clock;
    }

    public void routes(Routes routes) {
        routes.may(Permission.DUNNING_SEE)
                .get("/dunning", this::off)
                .get("/dunning/ahead", this::ahead)
                .get("/dunning/subscriptions/{id}", this::why);
    }

    private void off(ServerRequest request, ServerResponse response) {
        Fields query = Body.query(request);
        var filter = OffList.Filter.of(query);
        Page.Request wanted = Page.Request.of(query);
        query.done();
        Found found =
                database.read(() ->
                        new Found(
                                stores.off().page(filter, wanted),
                                stores.runs().asking(),
                                stores.exemptions()
                                        .waiting(
                                                new Page.Request(
                                                        WAITING_SHOWN, Optional.empty()))));
        DunningWords words = words(request);
        Map<String, Object> values =
                Map.of(
                        "rows", found.off().items().stream().map(words::row).toList(),
                        "rule", filter.rule().map(Fields::nameOf).orElse(""),
                        "kind", filter.kind().map(Fields::nameOf).orElse(""),
                        "text", filter.text(),
                        "more", found.off().next().orElse(""),
                        "asks", found.asks().map(words::run).stream().toList(),
                        "waiting",
                                found.waiting().items().stream()
                                        .map(mercy -> words.mercy(mercy, true))
                                        .toList());
        templates.send(request, response, "admin/dunning", values);
    }

    private void ahead(ServerRequest request, ServerResponse response) {
        Fields query = Body.query(request);
        int days = DunningForms.days(query);
        Page.Request wanted = Page.Request.of(query);
        query.done();
        Instant end = DunningForms.end(days, stores);
        Ahead found =
                database.read(() -> {
                    Page<Verdict> page = stores.ahead(end, wanted);
                    List<Integer> ids =
                            page.items().stream()
                                    .map(v -> v.inputs().who().subscription())
                                    .toList();
                    return new Ahead(page, stores.off().names(ids));
                });
        DunningWords words = words(request);
        List<DunningView.Row> rows =
                found.page().items().stream().map(v -> words.row(v, found.names().of(v))).toList();
        Map<String, Object> values =
                Map.of("rows", rows, "days", days, "more", found.page().next().orElse(""));
        templates.send(request, response, "admin/dunning_ahead", values);
    }

    private void why(ServerRequest request, ServerResponse response) {
        int id = Routes.id(request, "subscription");
        Reason found = database.read(() -> find(id));
        var view = words(request).why(found.verdict(), found.names(), found.history());
        response.header("Cache-Control", "no-store");
        templates.send(request, response, "admin/dunning_why", Map.of("view", view));
    }

    private Reason find(int id) {
        Verdict verdict =
                stores.verdict(id)
                        .orElseThrow(() -> Problem.notFound("subscription", id).refusal());
        return new Reason(
                verdict,
                stores.off().names(List.of(id)).of(id),
                stores.nonpays().ofSubscription(id));
    }

    private DunningWords words(ServerRequest request) {
        return new DunningWords(templates.texts(request), clock.instant(), stores.today());
    }
}
