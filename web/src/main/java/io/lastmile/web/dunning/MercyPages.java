package io.lastmile.web.dunning;

import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.lastmile.core.customers.Customer;
import io.lastmile.core.customers.Customers;
import io.lastmile.core.dunning.DunningForms;
import io.lastmile.core.dunning.DunningRoom;
import io.lastmile.core.dunning.DunningStores;
import io.lastmile.core.dunning.Granted;
import io.lastmile.core.dunning.MercyDesk;
import io.lastmile.core.platform.Body;
import io.lastmile.core.platform.Database;
import io.lastmile.core.platform.Fields;
import io.lastmile.core.platform.Permission;
import io.lastmile.core.platform.Problem;
import io.lastmile.core.platform.Refusal;
import io.lastmile.core.platform.Routes;
import io.lastmile.web.SeeOther;
import io.lastmile.web.Templates;
import io.lastmile.web.TypedForm;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/// `/customers/{id}/mercies`: what a customer promised, and whether they are exempted.
public final class MercyPages {
    private static final TypedForm EMPTY = TypedForm.of(Map.of());

    /// What the page stands on.
    public record Rooms(Database database, DunningRoom dunning, Customers customers) {}

    /// The two forms as they were typed.
    private record Forms(TypedForm promise, TypedForm exemption) {}

    private record Found(
            Customer who,
            List<io.lastmile.core.dunning.Mercy> promises,
            List<io.lastmile.core.dunning.Mercy> exemptions) {}

    private final Rooms rooms;
    private final DunningStores stores;
    private final MercyDesk desk;
    private final Templates templates;
    private final Clock clock;

    public MercyPages(Rooms rooms, Templates templates, Clock clock) {
        this.rooms = rooms;
        this.stores = rooms.dunning().stores();
        this.desk = rooms.dunning().desks().mercy();
        this.templates = templates;
        this.clock = clock;
    }

    public void routes(Routes routes) {
        String path = "/customers/{id}/mercies";
        routes.may(Permission.DUNNING_SEE).get(path, this::show);
        routes.may(Permission.DUNNING_PROMISE)
                .post(path + "/promise", this::promise)
                .post(path + "/withdrawal", this::withdraw)
                .post(path + "/exemption", this::exempt);
        routes.may(Permission.DUNNING_APPROVE)
                .post(path + "/approval", this::approve)
                .post(path + "/end", this::end);
    }

    private static int id(ServerRequest request) {
        return Routes.id(request, "customer");
    }

    private void show(ServerRequest request, ServerResponse response) {
        show(request, response, new Forms(EMPTY, EMPTY));
    }

    private void show(ServerRequest request, ServerResponse response, Forms forms) {
        int id = id(request);
        Found found = rooms.database().read(() -> find(id));
        var texts = templates.texts(request);
        var words = new DunningWords(texts, clock.instant(), stores.today());
        var person = found.who().person();
        boolean own = texts.bangla() && !person.nameBn().isEmpty();
        Map<String, Object> values =
                Map.of(
                        "id", id,
                        "name", own ? person.nameBn() : person.name(),
                        "promises",
                                found.promises().stream().map(m -> words.mercy(m, false)).toList(),
                        "exemptions",
                                found.exemptions().stream().map(m -> words.mercy(m, true)).toList(),
                        "promise", forms.promise(),
                        "exemption", forms.exemption());
        response.header("Cache-Control", "no-store");
        templates.send(request, response, "admin/mercies", values);
    }

    private Found find(int id) {
        Customer who =
                rooms.customers()
                        .find(id)
                        .orElseThrow(() -> Problem.notFound("customer", id).refusal());
        return new Found(who, stores.promises().ofCustomer(id), stores.exemptions().ofCustomer(id));
    }

    private void promise(ServerRequest request, ServerResponse response) {
        int id = id(request);
        change(
                request,
                response,
                fields -> {
                    var wanted = DunningForms.sparing(fields);
                    return desk.promise(id, wanted.lastDay(), wanted.why());
                },
                form -> new Forms(form, EMPTY));
    }

    private void exempt(ServerRequest request, ServerResponse response) {
        int id = id(request);
        change(
                request,
                response,
                fields -> {
                    var wanted = DunningForms.sparing(fields);
                    return desk.exempt(id, wanted.lastDay(), wanted.why());
                },
                form -> new Forms(EMPTY, form));
    }

    private void withdraw(ServerRequest request, ServerResponse response) {
        int id = id(request);
        change(
                request,
                response,
                fields -> {
                    long promise = fields.number("promise", 1, Long.MAX_VALUE);
                    fields.done();
                    return desk.withdraw(id, promise);
                },
                form -> new Forms(form, EMPTY));
    }

    private void approve(ServerRequest request, ServerResponse response) {
        plain(request, response, desk::approve);
    }

    private void end(ServerRequest request, ServerResponse response) {
        plain(request, response, desk::end);
    }

    private void plain(
            ServerRequest request, ServerResponse response, Function<Integer, Granted> work) {
        int id = id(request);
        change(
                request,
                response,
                fields -> {
                    fields.done();
                    return work.apply(id);
                },
                form -> new Forms(EMPTY, form));
    }

    private void change(
            ServerRequest request,
            ServerResponse response,
            Function<Fields, Granted> work,
            Function<TypedForm, Forms> shown) {
        TypedForm form = TypedForm.of(Body.formValues(request));
        try {
            Fields fields = form.fields(Map.of());
            rooms.database().transact(() -> work.apply(fields).idOrRefuse());
            SeeOther.send(response, "/customers/" + id(request) + "/mercies");
        } catch (Refusal refusal) {
            response.status(refusal.problem().status());
            show(request, response, shown.apply(form.refused(refusal.problem(), Set.of())));
        }
    }
}
