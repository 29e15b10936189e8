package io.lastmile.web.ledger;

import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.lastmile.core.ledger.Account;
import io.lastmile.core.ledger.Batch;
import io.lastmile.core.ledger.Books;
import io.lastmile.core.ledger.Closings;
import io.lastmile.core.ledger.Journal;
import io.lastmile.core.ledger.LedgerStores;
import io.lastmile.core.ledger.Posting;
import io.lastmile.core.ledger.StatementLine;
import io.lastmile.core.platform.Actor;
import io.lastmile.core.platform.Body;
import io.lastmile.core.platform.Database;
import io.lastmile.core.platform.Days;
import io.lastmile.core.platform.Fields;
import io.lastmile.core.platform.Money;
import io.lastmile.core.platform.Page;
import io.lastmile.core.platform.Permission;
import io.lastmile.core.platform.Problem;
import io.lastmile.core.platform.Refusal;
import io.lastmile.core.platform.Routes;
import io.lastmile.web.SeeOther;
import io.lastmile.web.Templates;
import io.lastmile.web.TypedForm;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// `/books` and what is below it: what the books say, how they prove it, and the periods.
public final class BookPages {
    private static final Days DAYS = new Days(LocalDate.of(2000, 1, 1), LocalDate.of(2999, 12, 31));

    /// A statement without days asked for begins at the first of last month.
    private static final int MONTHS = 1;

    private final Database database;
    private final LedgerStores stores;
    private final Templates templates;
    private final Clock clock;

    public BookPages(Database database, LedgerStores stores, Templates templates, Clock clock) {
        this.database = database;
        this.stores = stores;
        this.templates = templates;
        this.clock = clock;
    }

    public void routes(Routes routes) {
        routes.may(Permission.LEDGER_SEE)
                .get("/books", this::balance)
                .get("/books/accounts/{id}", this::account)
                .get("/books/batches/{id}", this::batch)
                .get("/books/proof", this::proof)
                .get("/books/closes", this::closes);
        routes.may(Permission.LEDGER_POST).post("/books/batches/{id}/reversal", this::reverse);
        routes.may(Permission.LEDGER_CLOSE).post("/books/closes", this::close);
    }

    private void balance(ServerRequest request, ServerResponse response) {
        Fields query = Body.query(request);
        LocalDate day = DAYS.optional(query, "day").orElse(stores.ledger().today());
        query.done();
        var balance = database.read(() -> stores.books().trialBalance(day));
        Map<String, Object> values = Map.of("balance", words(request).balance(balance));
        templates.send(request, response, "admin/books", values);
    }

    private void account(ServerRequest request, ServerResponse response) {
        int id = Routes.id(request, "account");
        LocalDate today = stores.ledger().today();
        Fields query = Body.query(request);
        LocalDate from =
                DAYS.optional(query, "from").orElse(today.minusMonths(MONTHS).withDayOfMonth(1));
        LocalDate to = DAYS.optional(query, "to").orElse(today);
        Page.Request wanted = Page.Request.of(query);
        query.done();
        record Found(Account account, Money opening, Page<StatementLine> page) {}
        Books books = stores.books();
        Found found =
                database.read(() ->
                        new Found(
                                books.account(id).orElseThrow(() -> none("account", id)),
                                books.opening(id, from),
                                books.ofAccount(id, from, to, wanted)));
        BookWords words = words(request);
        var view =
                new BookView.Statement(
                        id,
                        words.account(found.account()),
                        from.toString(),
                        to.toString(),
                        wanted.after().isPresent() ? "" : words.taka(found.opening()),
                        found.page().items().stream().map(words::line).toList(),
                        found.page().next().orElse(""));
        templates.send(request, response, "admin/book_account", Map.of("view", view));
    }

    private void batch(ServerRequest request, ServerResponse response) {
        show(request, response, TypedForm.of(Map.of()));
    }

    private void show(ServerRequest request, ServerResponse response, TypedForm form) {
        long id = Routes.longId(request, "batch");
        Batch batch =
                database.read(() -> stores.books().find(id).orElseThrow(() -> none("batch", id)));
        boolean reversible =
                Journal.reversible(batch) && Actor.current().may(Permission.LEDGER_POST);
        var view = words(request).posted(batch, reversible, form);
        templates.send(request, response, "admin/book_batch", Map.of("view", view));
    }

    private void reverse(ServerRequest request, ServerResponse response) {
        long id = Routes.longId(request, "batch");
        TypedForm form = TypedForm.of(Body.formValues(request));
        try {
            Fields fields = form.fields(Map.of());
            String says = fields.text("says", Posting.SAYS_LENGTH_MAX);
            fields.done();
            long made = database.transact(() -> stores.journal().reverse(id, says).batchOrRefuse());
            SeeOther.send(response, "/books/batches/" + made);
        } catch (Refusal refusal) {
            response.status(refusal.problem().status());
            show(request, response, form.refused(refusal.problem(), Set.of()));
        }
    }

    private void proof(ServerRequest request, ServerResponse response) {
        var proof = database.read(() -> stores.proofs().prove());
        Map<String, Object> values = Map.of("proved", words(request).proved(proof));
        templates.send(request, response, "admin/book_proof", values);
    }

    private void closes(ServerRequest request, ServerResponse response) {
        closes(request, response, TypedForm.of(Map.of()));
    }

    private void closes(ServerRequest request, ServerResponse response, TypedForm form) {
        List<BookView.Close> closes =
                database.read(() -> stores.closings().all()).stream()
                        .map(words(request)::close)
                        .toList();
        Map<String, Object> values = Map.of("closes", closes, "form", form);
        templates.send(request, response, "admin/book_closes", values);
    }

    private void close(ServerRequest request, ServerResponse response) {
        TypedForm form = TypedForm.of(Body.formValues(request));
        try {
            Fields fields = form.fields(Map.of());
            LocalDate through = DAYS.required(fields, "through");
            String why = fields.text("why", Closings.WHY_LENGTH_MAX);
            fields.done();
            database.transact(() -> stores.closings().close(through, why).closeOrRefuse());
            SeeOther.send(response, "/books/closes");
        } catch (Refusal refusal) {
            response.status(refusal.problem().status());
            closes(request, response, form.refused(refusal.problem(), Set.of()));
        }
    }

    private BookWords words(ServerRequest request) {
        return new BookWords(templates.texts(request), clock.instant());
    }

    private static Refusal none(String what, long id) {
        return Problem.notFound(what, id).refusal();
    }
}
