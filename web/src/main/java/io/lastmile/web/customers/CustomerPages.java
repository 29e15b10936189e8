package io.lastmile.web.customers;

import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.lastmile.core.customers.Customer;
import io.lastmile.core.customers.CustomerDraft;
import io.lastmile.core.customers.CustomerRoom;
import io.lastmile.core.customers.Customers;
import io.lastmile.core.customers.Districts;
import io.lastmile.core.customers.Search;
import io.lastmile.core.platform.Body;
import io.lastmile.core.platform.Fields;
import io.lastmile.core.platform.Page;
import io.lastmile.core.platform.Permission;
import io.lastmile.core.platform.Refusal;
import io.lastmile.core.platform.Routes;
import io.lastmile.web.SeeOther;
import io.lastmile.web.Templates;
import io.lastmile.web.TypedForm;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// `/customers`, the search page and the form. A form that was refused is shown again as it was
/// typed.
public final class CustomerPages {
    private static final int WORD_LENGTH_MAX = 40;

    private final CustomerRoom room;
    private final Templates templates;
    private final CustomerPage page;

    public CustomerPages(CustomerRoom room, CustomerPage page, Templates templates) {
        this.room = room;
        this.templates = templates;
        this.page = page;
    }

    public void routes(Routes routes) {
        routes.may(Permission.CUSTOMERS_CHANGE)
                .get("/customers/new", (q, r) -> form(q, r, Optional.empty(), empty(q)))
                .post("/customers/new", this::added)
                .get("/customers/{id}/edit", this::edit)
                .post("/customers/{id}/edit", this::edited);
        routes.may(Permission.CUSTOMERS_SEE).get("/customers", this::list);
        page.routes(routes);
    }

    private void list(ServerRequest request, ServerResponse response) {
        Fields query = Body.query(request);
        String q = query.text("q", Search.LENGTH_MAX, "");
        var filter =
                new Customers.Filter(
                        query.text("district", WORD_LENGTH_MAX, ""),
                        query.text("tag", WORD_LENGTH_MAX, ""),
                        query.flag("closed", false));
        Page.Request wanted = Page.Request.of(query);
        query.done();
        Page<Customer> found = room.parts().database().read(() -> found(q, filter, wanted));
        CustomerWords words = words(request);
        Map<String, Object> values = new HashMap<>();
        values.put("customers", found.items().stream().map(words::line).toList());
        values.put("more", found.next().map(after -> path(filter, after)).orElse(""));
        values.put("q", q);
        values.put("filter", filter);
        values.put("districts", Districts.all());
        templates.send(request, response, "customers", values);
    }

    private static String path(Customers.Filter filter, String after) {
        return "/customers?district=%s&tag=%s&closed=%s&after=%s"
                .formatted(
                        encoded(filter.district()), encoded(filter.tag()), filter.closed(), after);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private Page<Customer> found(String q, Customers.Filter filter, Page.Request wanted) {
        if (q.isEmpty()) {
            return room.parts().customers().page(filter, wanted);
        }
        List<Customer> hits =
                room.parts().search().find(q, Search.HITS_MAX).stream()
                        .flatMap(hit -> hit.customer().stream())
                        .toList();
        return new Page<>(hits, Optional.empty());
    }

    private static TypedForm empty(ServerRequest request) {
        return TypedForm.of(Map.of("mobile", request.query().first("mobile").orElse("")));
    }

    private void added(ServerRequest request, ServerResponse response) {
        TypedForm form = TypedForm.of(Body.formValues(request));
        try {
            CustomerDraft draft = draft(form);
            int id = room.parts().database().transact(() -> room.parts().customers().add(draft));
            SeeOther.send(response, "/customers/" + id);
        } catch (Refusal refusal) {
            response.status(refusal.problem().status());
            form(request, response, Optional.empty(), form.refused(refusal.problem(), Set.of()));
        }
    }

    private void edit(ServerRequest request, ServerResponse response) {
        Customer customer = customer(Routes.id(request, "customer"));
        form(request, response, Optional.of(customer), TypedForm.of(CustomerTyped.of(customer)));
    }

    private void edited(ServerRequest request, ServerResponse response) {
        int id = Routes.id(request, "customer");
        TypedForm form = TypedForm.of(Body.formValues(request));
        Customer customer = customer(id);
        try {
            CustomerDraft draft = draft(form);
            String version = form.value("version");
            long seen = version.matches("[0-9]{1,9}") ? Long.parseLong(version) : 0;
            room.parts()
                    .database()
                    .transact(() -> room.parts().customers().change(id, seen, draft).idOrRefuse());
            SeeOther.send(response, "/customers/" + id);
        } catch (Refusal refusal) {
            response.status(refusal.problem().status());
            form(
                    request,
                    response,
                    Optional.of(customer),
                    form.refused(refusal.problem(), Set.of()));
        }
    }

    private void form(
            ServerRequest request,
            ServerResponse response,
            Optional<Customer> customer,
            TypedForm form) {
        String title =
                customer.map(c ->
                                templates
                                        .texts(request)
                                        .of("customer.edit-title", "name", c.person().name()))
                        .orElseGet(() -> templates.texts(request).of("customer.add"));
        String district = form.value("district");
        List<Customers.Locality> known =
                room.parts().database().read(() -> room.parts().customers().localities(district));
        templates.send(
                request,
                response,
                "customer_form",
                Map.of(
                        "title", title,
                        "path", customer.map(c -> "/customers/" + c.id()).orElse(""),
                        "form", form,
                        "bangla", templates.texts(request).bangla(),
                        "districts", Districts.all(),
                        "upazilas",
                                known.stream().map(Customers.Locality::upazila).distinct().toList(),
                        "unions",
                                known.stream().map(Customers.Locality::union).distinct().toList()));
    }

    private CustomerDraft draft(TypedForm form) {
        Fields fields = CustomerTyped.fields(form);
        CustomerDraft draft = CustomerDraft.read(fields, room.today());
        fields.done();
        return draft;
    }

    private Customer customer(int id) {
        return room.parts().database().read(() -> room.parts().need(id));
    }

    private CustomerWords words(ServerRequest request) {
        return new CustomerWords(templates.texts(request), templates.texts(request).bangla());
    }
}
