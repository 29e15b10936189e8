package io.lastmile.web.payments;

import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.lastmile.core.billing.Incoming;
import io.lastmile.core.customers.Customer;
import io.lastmile.core.customers.Customers;
import io.lastmile.core.payments.BankAccount;
import io.lastmile.core.payments.BankDesk;
import io.lastmile.core.payments.BankLine;
import io.lastmile.core.payments.Counter;
import io.lastmile.core.payments.Outcome;
import io.lastmile.core.payments.PaymentForms;
import io.lastmile.core.payments.PaymentRoom;
import io.lastmile.core.payments.PaymentStores;
import io.lastmile.core.payments.Statement;
import io.lastmile.core.payments.Twin;
import io.lastmile.core.platform.Body;
import io.lastmile.core.platform.Database;
import io.lastmile.core.platform.Fields;
import io.lastmile.core.platform.Page;
import io.lastmile.core.platform.Permission;
import io.lastmile.core.platform.Problem;
import io.lastmile.core.platform.Refusal;
import io.lastmile.core.platform.Routes;
import io.lastmile.core.platform.Upload;
import io.lastmile.core.subscriptions.Made;
import io.lastmile.web.SeeOther;
import io.lastmile.web.Templates;
import io.lastmile.web.TypedForm;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// `/bank`: statements, and whose the money is that they say came in.
public final class BankPages {
    private static final int NUMBER_LENGTH_MAX = 20;
    private static final TypedForm EMPTY = TypedForm.of(Map.of());

    /// What the pages stand on.
    public record Rooms(Database database, PaymentRoom payments, Customers customers) {}

    /// A line, whose it seems to be, and what that one is called.
    private record Seen(BankLine line, Optional<BankLine.Proposal> proposal, String number) {}

    private record Found(
            Page<BankLine> page, List<Seen> lines, List<BankAccount> banks, List<Statement> last) {}

    private final Rooms rooms;
    private final PaymentStores stores;
    private final BankDesk desk;
    private final Templates templates;
    private final Clock clock;

    public BankPages(Rooms rooms, Templates templates, Clock clock) {
        this.rooms = rooms;
        this.stores = rooms.payments().stores();
        this.desk = rooms.payments().banks();
        this.templates = templates;
        this.clock = clock;
    }

    public void routes(Routes routes) {
        routes.may(Permission.CASH_SETTLE)
                .get("/bank", this::all)
                .upload("/bank/statements", PaymentForms.STATEMENT, this::take)
                .get("/bank/lines/{id}", this::one)
                .post("/bank/lines/{id}/assign", this::assign)
                .post("/bank/lines/{id}/confirm", this::confirm)
                .post("/bank/lines/{id}/ignore", this::ignore)
                .post("/bank/lines/{id}/match", this::match)
                .post("/bank/lines/{id}/undo", this::undo);
    }

    private void all(ServerRequest request, ServerResponse response) {
        Fields query = Body.query(request);
        BankLine.State state = query.choice("state", BankLine.State.OPEN);
        Page.Request page = Page.Request.of(query);
        query.done();
        all(request, response, new Asked(state, page, EMPTY));
    }

    private record Asked(BankLine.State state, Page.Request page, TypedForm form) {}

    private void all(ServerRequest request, ServerResponse response, Asked asked) {
        Found found =
                rooms.database()
                        .read(() -> {
                            Page<BankLine> page =
                                    stores.lines().page(Optional.of(asked.state()), asked.page());
                            return new Found(
                                    page,
                                    page.items().stream().map(this::seen).toList(),
                                    stores.banks().all(),
                                    stores.statements().last());
                        });
        PaymentWords words = words(request);
        Map<String, Object> values =
                Map.of(
                        "lines", found.lines().stream().map(seen -> line(words, seen)).toList(),
                        "state", Fields.nameOf(asked.state()),
                        "more", found.page().next().orElse(""),
                        "banks", found.banks().stream().map(PaymentWords::bank).toList(),
                        "statements", found.last().stream().map(words::statement).toList(),
                        "form", asked.form());
        send(request, response, "admin/bank", values);
    }

    private Seen seen(BankLine line) {
        Optional<BankLine.Proposal> proposal =
                line.state() == BankLine.State.OPEN
                        ? stores.payers().propose(line.printed())
                        : Optional.empty();
        String number =
                proposal.map(BankLine.Proposal::customer)
                        .or(line::customer)
                        .flatMap(rooms.customers()::find)
                        .map(customer -> customer.number())
                        .orElse("");
        return new Seen(line, proposal, number);
    }

    private static PaymentView.BankLine line(PaymentWords words, Seen seen) {
        return words.line(seen.line(), seen.proposal(), seen.number());
    }

    private void take(ServerRequest request, ServerResponse response) {
        Upload upload = Upload.of(request);
        try {
            Fields fields = upload.fields();
            int bank = (int) fields.number("bank", 1, Integer.MAX_VALUE);
            fields.done();
            Upload.File file = upload.needFile("file");
            long unused =
                    rooms.database().transact(() -> desk.take(bank, file.name(), file.bytes()));
            SeeOther.send(response, "/bank");
        } catch (Refusal refusal) {
            response.status(refusal.problem().status());
            TypedForm form = TypedForm.of(upload.typed()).refused(refusal.problem(), Set.of());
            var last = new Page.Request(Page.LIMIT, Optional.empty());
            all(request, response, new Asked(BankLine.State.OPEN, last, form));
        }
    }

    private static long id(ServerRequest request) {
        return Routes.longId(request, "line");
    }

    /// Shows whom a typed number means before anything is theirs.
    private void one(ServerRequest request, ServerResponse response) {
        Fields query = Body.query(request);
        String typed = query.text("customer", NUMBER_LENGTH_MAX, "");
        query.done();
        try {
            Optional<Integer> named =
                    typed.isEmpty() ? Optional.empty() : Optional.of(customer(typed));
            one(request, response, new Named(named, EMPTY));
        } catch (Refusal refusal) {
            again(request, response, TypedForm.of(Map.of("customer", typed)), refusal);
        }
    }

    private int customer(String number) {
        return Typed.customer(rooms.database(), stores, number);
    }

    private void again(
            ServerRequest request, ServerResponse response, TypedForm form, Refusal refusal) {
        response.status(refusal.problem().status());
        Optional<Integer> named =
                Optional.of(form.value("customer"))
                        .filter(number -> !number.isEmpty())
                        .flatMap(number ->
                                rooms.database().read(() -> stores.payers().numbered(number)));
        one(request, response, new Named(named, form.refused(refusal.problem(), Set.of())));
    }

    /// Who was typed, and what else.
    private record Named(Optional<Integer> customer, TypedForm form) {}

    private record Whose(
            Seen seen, List<Twin> twins, Optional<Outcome> outcome, Optional<Who> who) {}

    private record Who(Customer customer, Counter.Standing standing) {}

    private void one(ServerRequest request, ServerResponse response, Named named) {
        long id = id(request);
        Whose found = rooms.database().transact(() -> whose(id, named));
        PaymentWords words = words(request);
        TypedForm form = named.form().typed().isEmpty() ? suggested(found) : named.form();
        Map<String, Object> values =
                Map.of(
                        "view", line(words, found.seen()),
                        "did", found.outcome().map(words::outcome).orElse(List.of()),
                        "twins", found.twins().stream().map(words::twin).toList(),
                        "who",
                                found
                                        .who()
                                        .map(who -> words.person(who.customer(), who.standing()))
                                        .stream()
                                        .toList(),
                        "form", form);
        send(request, response, "admin/bank_line", values);
    }

    /// Who was typed, else whose it is already, else whose it seems to be; nobody instead of
    /// somebody whom nobody typed.
    private Whose whose(long id, Named named) {
        BankLine line =
                stores.lines().find(id).orElseThrow(() -> Problem.notFound("line", id).refusal());
        Seen seen = seen(line);
        boolean settled = line.state() == BankLine.State.RECEIVED;
        Optional<Integer> other =
                line.customer().or(() -> seen.proposal().map(BankLine.Proposal::customer));
        Optional<Integer> one =
                named.form().typed().isEmpty()
                        ? named.customer().or(() -> other)
                        : named.customer();
        return new Whose(
                seen,
                stores.twins().of(line),
                rooms.payments().outcomes().of(line),
                one.filter(_ -> !settled)
                        .flatMap(rooms.customers()::find)
                        .map(customer ->
                                new Who(
                                        customer,
                                        rooms.payments().counter().standing(customer.id()))));
    }

    /// For what it was assigned, else the bill that it names, else what the desk suggests.
    private static TypedForm suggested(Whose found) {
        BankLine line = found.seen().line();
        Optional<Integer> who = found.who().map(one -> one.customer().id());
        Optional<String> word =
                line.customer().equals(who) && line.state() == BankLine.State.ASSIGNED
                        ? Optional.of(Typed.word(line.wish()))
                        : found.seen()
                                .proposal()
                                .filter(one -> who.equals(Optional.of(one.customer())))
                                .flatMap(BankLine.Proposal::invoice)
                                .map(id -> "invoice-" + id)
                                .or(() ->
                                        found.who()
                                                .flatMap(one -> one.standing().buys())
                                                .map(one -> "subscription-" + one.id()));
        int times = line.wish().buying().map(Incoming.Buying::times).orElse(1);
        return TypedForm.of(Map.of("for", word.orElse(""), "times", "" + times));
    }

    private void assign(ServerRequest request, ServerResponse response) {
        change(request, response, fields -> desk.assign(id(request), PaymentForms.owner(fields)));
    }

    private void confirm(ServerRequest request, ServerResponse response) {
        change(
                request,
                response,
                fields -> {
                    PaymentForms.Named named = PaymentForms.named(fields);
                    return desk.confirm(id(request), named.owner(), named.sure());
                });
    }

    private void ignore(ServerRequest request, ServerResponse response) {
        change(request, response, fields -> desk.ignore(id(request), PaymentForms.why(fields)));
    }

    private void match(ServerRequest request, ServerResponse response) {
        change(
                request,
                response,
                fields -> {
                    PaymentForms.Match wanted = PaymentForms.match(fields);
                    return desk.match(id(request), wanted.kind(), wanted.id());
                });
    }

    private void undo(ServerRequest request, ServerResponse response) {
        change(request, response, fields -> desk.undo(id(request), PaymentForms.why(fields)));
    }

    private void change(
            ServerRequest request, ServerResponse response, Function<Fields, Made> work) {
        TypedForm form = TypedForm.of(Body.formValues(request));
        try {
            Map<String, String> typed =
                    Typed.numbered(rooms.database(), stores, Typed.wished(form.typed()));
            Fields fields = TypedForm.of(typed).fields(Map.of());
            long unused = rooms.database().transact(() -> work.apply(fields).idOrRefuse());
            SeeOther.send(response, "/bank");
        } catch (Refusal refusal) {
            again(request, response, form, refusal);
        }
    }

    private void send(
            ServerRequest request,
            ServerResponse response,
            String template,
            Map<String, Object> values) {
        response.header("Cache-Control", "no-store");
        templates.send(request, response, template, values);
    }

    private PaymentWords words(ServerRequest request) {
        return new PaymentWords(templates.texts(request), clock.instant());
    }
}
