package io.lastmile.web.lines;

import io.lastmile.core.customers.Customer;
import io.lastmile.core.customers.CustomerParts;
import io.lastmile.core.lines.Line;
import io.lastmile.core.lines.LineDesk;
import io.lastmile.core.lines.LineDraft;
import io.lastmile.core.lines.LineRoom;
import io.lastmile.core.lines.Lines;
import io.lastmile.core.lines.Name;
import io.lastmile.core.lines.Router;
import io.lastmile.core.lines.SourceName;
import io.lastmile.core.network.Endpoint;
import io.lastmile.core.network.Endpoints;
import io.lastmile.core.network.LineOutline;
import io.lastmile.core.network.LineOutlines;
import io.lastmile.core.network.NetworkRoom;
import io.lastmile.core.plans.Plan;
import io.lastmile.core.plans.PlanRoom;
import io.lastmile.core.platform.Cursor;
import io.lastmile.core.platform.Database;
import io.lastmile.core.platform.Fields;
import io.lastmile.core.platform.Page;
import io.lastmile.core.platform.Problem;
import io.lastmile.web.TypedForm;
import io.lastmile.web.lines.LineFormView.Choice;
import io.lastmile.web.lines.LineFormView.Choices;
import io.lastmile.web.lines.LineFormView.Person;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// What the pages of lines read and write. Each call is a unit of work of its own.
public final class LineForms {
    private static final int HITS_MAX = 10;

    /// Selects are for people: beyond this many nobody chooses from one.
    private static final int CHOICES_MAX = 1_000;

    private static final String WHO = "who";

    /// The rooms of which a line has something.
    public record Rooms(
            Database database,
            LineRoom lines,
            CustomerParts customers,
            PlanRoom plans,
            NetworkRoom network) {}

    /// A line with what else the list shows of it.
    record Row(Line line, LineOutline outline, String plan) {}

    record Found(List<Row> rows, Optional<String> next, Choices choices) {}

    private final Database database;
    private final LineRoom lines;
    private final LineDesk desk;
    private final CustomerParts customers;
    private final PlanRoom plans;
    private final Endpoints endpoints;
    private final LineOutlines outlines;

    public LineForms(Rooms rooms) {
        this.database = rooms.database();
        this.lines = rooms.lines();
        this.desk = rooms.lines().desk();
        this.customers = rooms.customers();
        this.plans = rooms.plans();
        this.endpoints = rooms.network().stores().endpoints();
        this.outlines = rooms.network().stores().outlines();
    }

    Found page(Lines.Search search, Page.Request request, boolean bangla) {
        return database.read(() -> {
            Page<Line> page = lines.stores().lines().page(search, request);
            Map<Integer, LineOutline> seen =
                    outlines.of(page.items().stream().map(Line::id).toList());
            Map<Integer, String> names = planNames(page.items(), bangla);
            List<Row> rows =
                    page.items().stream()
                            .map(line ->
                                    new Row(
                                            line,
                                            seen.getOrDefault(line.id(), LineOutline.NONE),
                                            names.getOrDefault(line.plan().orElse(0), "")))
                            .toList();
            return new Found(rows, page.next(), choices(Optional.empty(), bangla));
        });
    }

    private Map<Integer, String> planNames(List<Line> shown, boolean bangla) {
        Map<Integer, String> names = new HashMap<>();
        shown.stream()
                .flatMap(line -> line.plan().stream())
                .distinct()
                .flatMap(id -> plans.plans().find(id).stream())
                .forEach(plan -> names.put(plan.id(), name(plan, bangla)));
        return names;
    }

    Line need(int id) {
        return database.read(() ->
                lines.stores()
                        .lines()
                        .find(id)
                        .orElseThrow(() -> Problem.notFound("line", id).refusal()));
    }

    /// Routers, and plans that are sold or that the line has anyway.
    Choices choices(Optional<Line> line, boolean bangla) {
        return database.read(() -> {
            List<Choice> sold = new ArrayList<>();
            var first = new Page.Request(Page.LIMIT_MAX, Optional.empty());
            plans.plans()
                    .page(false, first)
                    .items()
                    .forEach(plan -> sold.add(choice(plan, bangla)));
            line.flatMap(Line::plan)
                    .filter(id -> sold.stream().noneMatch(c -> c.id().equals("" + id)))
                    .flatMap(plans.plans()::find)
                    .ifPresent(plan -> sold.add(choice(plan, bangla)));
            List<Choice> routers = routers();
            line.flatMap(Line::router)
                    .filter(id -> routers.stream().noneMatch(c -> c.id().equals("" + id)))
                    .ifPresent(id -> routers.add(new Choice("" + id, "" + id)));
            return new Choices(routers, sold);
        });
    }

    private static Choice choice(Plan plan, boolean bangla) {
        return new Choice("" + plan.id(), name(plan, bangla));
    }

    private static String name(Plan plan, boolean bangla) {
        String other = plan.terms().nameBn();
        return bangla && !other.isEmpty() ? other : plan.terms().name();
    }

    private List<Choice> routers() {
        List<Choice> all = new ArrayList<>();
        Optional<Cursor> after = Optional.empty();
        do {
            var wanted = new Page.Request(Page.LIMIT_MAX, after);
            Page<Router> page = lines.stores().routers().page("", wanted);
            page.items().forEach(router -> all.add(new Choice("" + router.id(), router.name())));
            after = page.next().map(_ -> place(page.items().getLast()));
        } while (after.isPresent() && all.size() < CHOICES_MAX);
        return all;
    }

    private static Cursor place(Router last) {
        return Cursor.of(last.name().toLowerCase(Locale.ROOT), last.id());
    }

    /// For a customer, or for a name that a router reported and no line claims; 0 is none.
    TypedForm empty(int customer, int unaccounted) {
        Map<String, String> values = new HashMap<>();
        values.put("kind", "pppoe");
        if (unaccounted != 0) {
            Name name = lines.details().name(unaccounted).name();
            values.put("kind", name.source() == SourceName.QUEUE ? "static" : "pppoe");
            values.put("router", "" + name.router());
            values.put("name", name.name());
        }
        if (customer != 0) {
            Customer found = database.read(() -> customers.need(customer));
            values.put(WHO, found.number());
            values.put("address", found.place().address());
            values.put("back", "customer");
        }
        return TypedForm.of(values);
    }

    TypedForm typed(Line line) {
        return database.read(() -> {
            Map<String, String> who = new HashMap<>();
            line.customer().ifPresent(id -> who.put(WHO, customers.need(id).number()));
            return LineTyped.of(line, endpoints.find(line.id()), who);
        });
    }

    /// With the customer's number in the place of what was typed of one, if that means just one.
    TypedForm named(TypedForm form) {
        List<Customer> meant = meant(form);
        Map<String, String> values = new HashMap<>(form.typed());
        if (meant.size() == 1) {
            values.put(WHO, meant.getFirst().number());
        }
        return new TypedForm(values, form.faults(), form.message());
    }

    List<Person> people(TypedForm form, boolean bangla) {
        return meant(form).stream()
                .map(customer -> {
                    String other = customer.person().nameBn();
                    boolean own = bangla && !other.isEmpty();
                    return new Person(customer.number(), own ? other : customer.person().name());
                })
                .toList();
    }

    private List<Customer> meant(TypedForm form) {
        String who = form.value(WHO).strip();
        if (who.isEmpty() || who.length() > io.lastmile.core.customers.Search.LENGTH_MAX) {
            return List.of();
        }
        List<Customer> hits =
                database.read(() ->
                        customers.search().find(who, HITS_MAX).stream()
                                .flatMap(hit -> hit.customer().stream())
                                .distinct()
                                .toList());
        List<Customer> exact =
                hits.stream().filter(hit -> hit.number().equalsIgnoreCase(who)).toList();
        return exact.isEmpty() ? hits : exact;
    }

    /// A refusal says what was wrong, by the names of the form's fields.
    Line save(Optional<Line> before, TypedForm form) {
        LineDraft draft = draft(form);
        Line saved =
                database.transact(() -> {
                    int id =
                            before.map(line ->
                                            desk.change(line.id(), LineTyped.version(form), draft))
                                    .orElseGet(() -> desk.add(draft));
                    Optional<Endpoint> old = endpoints.find(id);
                    Endpoint wanted = LineTyped.endpoint(form, old.isPresent());
                    if (old.isPresent() || LineTyped.says(wanted)) {
                        endpoints.put(id, wanted, "form");
                    }
                    return lines.stores().lines().find(id).orElseThrow();
                });
        lines.directory().changed();
        return saved;
    }

    private LineDraft draft(TypedForm form) {
        int customer = customer(form);
        Fields fields = LineTyped.line(form, customer);
        LineDraft draft = LineDraft.read(fields);
        fields.done();
        LineTyped.endpoint(form, false);
        return draft;
    }

    private int customer(TypedForm form) {
        if (form.value(WHO).isBlank()) {
            return 0;
        }
        List<Customer> meant = meant(form);
        if (meant.size() != 1) {
            String expected =
                    meant.isEmpty()
                            ? "a customer's number, telephone or name"
                            : "one customer: %d fit".formatted(meant.size());
            throw Problem.invalid(WHO, form.value(WHO), expected).refusal();
        }
        return meant.getFirst().id();
    }

    void remove(int id, long version) {
        database.transact(() -> desk.remove(id, version));
        lines.directory().changed();
    }
}
