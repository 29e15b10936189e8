package io.lastmile.web.ledger;

import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.lastmile.core.ledger.Journal;
import io.lastmile.core.ledger.LedgerStores;
import io.lastmile.core.platform.Body;
import io.lastmile.core.platform.Database;
import io.lastmile.core.platform.Fields;
import io.lastmile.core.platform.Permission;
import io.lastmile.core.platform.Refusal;
import io.lastmile.core.platform.Routes;
import io.lastmile.web.SeeOther;
import io.lastmile.web.Templates;
import io.lastmile.web.TypedForm;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;

/// `/books/journal`: entries by hand.
public final class JournalPage {
    private static final int LINES = 6;
    private static final BigDecimal POISHA = BigDecimal.valueOf(100);

    private final Database database;
    private final LedgerStores stores;
    private final Templates templates;
    private final Clock clock;

    public JournalPage(Database database, LedgerStores stores, Templates templates, Clock clock) {
        this.database = database;
        this.stores = stores;
        this.templates = templates;
        this.clock = clock;
    }

    public void routes(Routes routes) {
        routes.may(Permission.LEDGER_POST)
                .get("/books/journal", this::show)
                .post("/books/journal", this::post);
    }

    private void show(ServerRequest request, ServerResponse response) {
        String today = stores.ledger().today().toString();
        show(request, response, TypedForm.of(Map.of("day", today)));
    }

    private void show(ServerRequest request, ServerResponse response, TypedForm form) {
        var choices = new BookWords(templates.texts(request), clock.instant()).choices();
        Map<String, Object> values = Map.of("form", form, "choices", choices, "lines", LINES);
        templates.send(request, response, "admin/book_journal", values);
    }

    private void post(ServerRequest request, ServerResponse response) {
        TypedForm form = TypedForm.of(Body.formValues(request));
        Map<String, BigDecimal> scales = scales();
        try {
            Fields fields = form.fields(scales);
            var draft = Journal.Draft.read(fields, stores.ledger().today());
            fields.done();
            long id = database.transact(() -> stores.journal().post(draft).batchOrRefuse());
            SeeOther.send(response, "/books/batches/" + id);
        } catch (Refusal refusal) {
            response.status(refusal.problem().status());
            show(request, response, form.refused(refusal.problem(), scales.keySet()));
        }
    }

    private static Map<String, BigDecimal> scales() {
        Map<String, BigDecimal> scales = new HashMap<>();
        for (int line = 0; line < LINES; line++) {
            scales.put("entries." + line + ".debit", POISHA);
            scales.put("entries." + line + ".credit", POISHA);
        }
        return scales;
    }
}
