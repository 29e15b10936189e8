package io.lastmile.web.ledger;

import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.lastmile.core.customers.Customer;
import io.lastmile.core.ledger.CustomerBalance;
import io.lastmile.core.ledger.LedgerStores;
import io.lastmile.core.ledger.StatementLine;
import io.lastmile.core.platform.Body;
import io.lastmile.core.platform.Database;
import io.lastmile.core.platform.Fields;
import io.lastmile.core.platform.Money;
import io.lastmile.core.platform.Page;
import io.lastmile.core.platform.Permission;
import io.lastmile.core.platform.Problem;
import io.lastmile.core.platform.Routes;
import io.lastmile.web.Templates;
import io.lastmile.web.Texts;
import java.time.Clock;
import java.util.Map;

/// `/customers/{id}/money/why`: where a customer stands, and every entry that it comes from.
public final class MoneyPage {
    private record Found(Customer who, CustomerBalance balance, Page<StatementLine> page) {}

    private final Database database;
    private final LedgerStores stores;
    private final Templates templates;
    private final Clock clock;

    public MoneyPage(Database database, LedgerStores stores, Templates templates, Clock clock) {
        this.database = database;
        this.stores = stores;
        this.templates = templates;
        this.clock = clock;
    }

    public void routes(Routes routes) {
        routes.may(Permission.LEDGER_SEE, Permission.BILLING_SEE)
                .get("/customers/{id}/money/why", this::show);
    }

    private void show(ServerRequest request, ServerResponse response) {
        int id = Routes.id(request, "customer");
        Fields query = Body.query(request);
        Page.Request wanted = Page.Request.of(query);
        query.done();
        Found found = database.read(() -> find(id, wanted));
        Texts texts = templates.texts(request);
        Map<String, Object> values = Map.of("view", view(found, texts));
        response.header("Cache-Control", "no-store");
        templates.send(request, response, "admin/money", values);
    }

    private Found find(int id, Page.Request wanted) {
        Customer customer =
                stores.customers()
                        .find(id)
                        .orElseThrow(() -> Problem.notFound("customer", id).refusal());
        var books = stores.books();
        return new Found(customer, books.balance(id), books.ofCustomer(id, wanted));
    }

    private BookView.Money view(Found found, Texts texts) {
        var words = new BookWords(texts, clock.instant());
        var person = found.who().person();
        CustomerBalance balance = found.balance();
        Money net = balance.net();
        boolean own = texts.bangla() && !person.nameBn().isEmpty();
        return new BookView.Money(
                found.who().id(),
                own ? person.nameBn() : person.name(),
                found.who().number(),
                words.taka(net.compareTo(Money.ZERO) < 0 ? net.negated() : net),
                net.compareTo(Money.ZERO) >= 0,
                words.taka(balance.due()),
                words.taka(balance.refundable()),
                words.taka(balance.promotional()),
                found.page().items().stream().map(words::line).toList(),
                found.page().next().orElse(""));
    }
}
