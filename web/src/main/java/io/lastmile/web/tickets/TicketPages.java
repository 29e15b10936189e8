package io.lastmile.web.tickets;

import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.lastmile.core.customers.Customer;
import io.lastmile.core.customers.CustomerParts;
import io.lastmile.core.customers.Search;
import io.lastmile.core.platform.Actor;
import io.lastmile.core.platform.Body;
import io.lastmile.core.platform.Fields;
import io.lastmile.core.platform.Page;
import io.lastmile.core.platform.Permission;
import io.lastmile.core.platform.Refusal;
import io.lastmile.core.platform.Routes;
import io.lastmile.core.tickets.TicketDraft;
import io.lastmile.core.tickets.TicketForms;
import io.lastmile.core.tickets.TicketLine;
import io.lastmile.core.tickets.TicketList;
import io.lastmile.core.tickets.TicketParts;
import io.lastmile.core.tickets.TicketQueue;
import io.lastmile.web.SeeOther;
import io.lastmile.web.Templates;
import io.lastmile.web.Texts;
import io.lastmile.web.TypedForm;
import io.lastmile.web.tickets.TicketListView.Queue;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// `/tickets`: what waits for whom, and opening one for a customer.
public final class TicketPages {
    private static final String PICK = "pick.";
    private static final int HITS_MAX = 3;

    private final TicketParts parts;
    private final CustomerParts customers;
    private final TicketPage.Rooms rooms;
    private final Templates templates;
    private final TicketPage page;
    private final TicketSettingPages settings;
    private final OwnTicketPages own;

    public TicketPages(TicketParts parts, TicketPage.Rooms rooms, Templates templates) {
        this.parts = parts;
        this.customers = rooms.customers();
        this.rooms = rooms;
        this.templates = templates;
        this.page = new TicketPage(parts, rooms, templates);
        this.settings = new TicketSettingPages(parts, templates);
        this.own = new OwnTicketPages(parts, rooms.lines(), templates);
    }

    public void routes(Routes routes) {
        routes.may(Permission.TICKETS_SEE).get("/tickets", this::list);
        routes.may(Permission.TICKETS_WORK)
                .get("/tickets/new", (q, r) -> form(q, r, typed(q)))
                .post("/tickets/new", this::opened)
                .post("/tickets/assign", this::assigned);
        // Before the ticket's own page, whose path would take `settings` for a number.
        settings.routes(routes);
        page.routes(routes);
        own.routes(routes);
    }

    private void list(ServerRequest request, ServerResponse response) {
        Fields query = Body.query(request);
        TicketList.Filter filter = TicketForms.filter(query, self());
        Page.Request wanted = Page.Request.of(query);
        query.done();
        TicketListView view = parts.database().read(() -> view(request, filter, wanted));
        templates.send(request, response, "tickets", Map.of("view", view));
    }

    private TicketListView view(
            ServerRequest request, TicketList.Filter filter, Page.Request wanted) {
        Texts texts = templates.texts(request);
        var words = new TicketWords(texts, parts.clock().instant(), parts.types());
        Page<TicketLine> found = parts.list().page(filter, wanted);
        return new TicketListView(
                found.items().stream().map(words::item).toList(),
                found.next().map(after -> path(filter, after)).orElse(""),
                filter,
                queues(filter, words, texts),
                parts.types().queues(),
                parts.workers().stream()
                        .map(account -> new TicketView.Option("" + account.id(), account.name()))
                        .toList());
    }

    private List<Queue> queues(TicketList.Filter filter, TicketWords words, Texts texts) {
        List<TicketList.Count> counts = parts.list().counts();
        List<Queue> chips = new ArrayList<>();
        boolean open = filter.state().equals("open");
        boolean mine = filter.assignee() != 0 && filter.assignee() == self();
        boolean all =
                open && !mine && filter.queue() == 0 && !filter.overdue() && !filter.unassigned();
        chips.add(
                new Queue(
                        texts.of("ticket.all"),
                        "/tickets",
                        counts.stream().mapToInt(TicketList.Count::live).sum(),
                        all));
        chips.add(
                new Queue(
                        texts.of("ticket.mine"),
                        "/tickets?mine=true",
                        counts.stream().mapToInt(TicketList.Count::mine).sum(),
                        mine));
        chips.add(
                new Queue(
                        texts.of("ticket.unassigned"),
                        "/tickets?unassigned=true",
                        counts.stream().mapToInt(TicketList.Count::unassigned).sum(),
                        filter.unassigned()));
        chips.add(
                new Queue(
                        texts.of("ticket.overdue"),
                        "/tickets?overdue=true",
                        counts.stream().mapToInt(TicketList.Count::overdue).sum(),
                        filter.overdue()));
        for (TicketQueue queue : parts.types().queues()) {
            int live =
                    counts.stream()
                            .filter(count -> count.queue() == queue.id())
                            .mapToInt(TicketList.Count::live)
                            .sum();
            chips.add(
                    new Queue(
                            words.name(queue.name(), queue.nameBn()),
                            "/tickets?queue=" + queue.id(),
                            live,
                            filter.queue() == queue.id()));
        }
        return chips;
    }

    private static int self() {
        return Actor.current().who().account();
    }

    private static String path(TicketList.Filter filter, String after) {
        String path =
                "/tickets?state=%s&queue=%s&type=%s&customer=%s&assignee=%s&alarm=%s"
                        .formatted(
                                filter.state(),
                                some(filter.queue()),
                                some(filter.type()),
                                some(filter.customer()),
                                some(filter.assignee()),
                                some(filter.alarm()));
        return path
                + "&unassigned=%s&overdue=%s&q=%s&after=%s"
                        .formatted(
                                filter.unassigned(),
                                filter.overdue(),
                                URLEncoder.encode(filter.q(), StandardCharsets.UTF_8),
                                after);
    }

    private static String some(long id) {
        return id == 0 ? "" : "" + id;
    }

    private static TypedForm typed(ServerRequest request) {
        return TypedForm.of(
                Map.of(
                        "customer", request.query().first("customer").orElse(""),
                        "line", request.query().first("line").orElse(""),
                        "alarm", request.query().first("alarm").orElse("")));
    }

    private void form(ServerRequest request, ServerResponse response, TypedForm form) {
        Texts texts = templates.texts(request);
        String customer = form.value("customer");
        int id = customer.matches("[0-9]{1,9}") ? Integer.parseInt(customer) : 0;
        Map<String, Object> values =
                parts.database()
                        .read(() -> {
                            var words =
                                    new TicketWords(texts, parts.clock().instant(), parts.types());
                            String name =
                                    customers
                                            .customers()
                                            .find(id)
                                            .map(found ->
                                                    words.name(
                                                                    found.person().name(),
                                                                    found.person().nameBn())
                                                            + " · "
                                                            + found.number())
                                            .orElse("");
                            return Map.of(
                                    "form",
                                    form,
                                    "name",
                                    name,
                                    "types",
                                    parts.types().types(),
                                    "links",
                                    rooms.links(texts)
                                            .of(id, form.value("line"), form.value("alarm")));
                        });
        templates.send(request, response, "ticket_new", values);
    }

    private void opened(ServerRequest request, ServerResponse response) {
        TypedForm form = TypedForm.of(identified(Body.formValues(request)));
        try {
            Fields fields = form.fields(Map.of());
            TicketDraft draft = TicketDraft.read(fields);
            fields.done();
            int id =
                    parts.database()
                            .transact(() -> parts.desk().open(draft).doneOrRefuse().ticket());
            SeeOther.send(response, "/tickets/" + id);
        } catch (Refusal refusal) {
            response.status(refusal.problem().status());
            form(request, response, form.refused(refusal.problem(), Set.of()));
        }
    }

    /// Whoever answers the telephone hears a number, a mobile or a name; the draft wants the id.
    /// What fits nobody or several stays as it was typed and is refused.
    private Map<String, String> identified(Map<String, String> typed) {
        String who = typed.getOrDefault("customer", "").strip();
        if (who.matches("[0-9]{1,9}|") || who.length() > Search.LENGTH_MAX) {
            return typed;
        }
        List<Customer> hits =
                parts.database()
                        .read(() ->
                                customers.search().find(who, HITS_MAX).stream()
                                        .flatMap(hit -> hit.customer().stream())
                                        .distinct()
                                        .toList());
        List<Customer> exact =
                hits.stream().filter(hit -> hit.number().equalsIgnoreCase(who)).toList();
        List<Customer> meant = exact.isEmpty() ? hits : exact;
        if (meant.size() != 1) {
            return typed;
        }
        Map<String, String> known = new HashMap<>(typed);
        known.put("customer", "" + meant.getFirst().id());
        return known;
    }

    private void assigned(ServerRequest request, ServerResponse response) {
        Map<String, String> typed = Body.formValues(request);
        List<String> numbers =
                typed.keySet().stream()
                        .filter(name -> name.startsWith(PICK))
                        .map(name -> name.substring(PICK.length()))
                        .limit(Page.LIMIT_MAX)
                        .toList();
        Fields fields = Body.formOf(Map.of("account", typed.getOrDefault("account", "")));
        int account = TicketForms.account(fields);
        fields.done();
        var _ = parts.database().transact(() -> parts.moves().assignAll(numbers, account));
        SeeOther.send(response, "/tickets");
    }
}
