package io.lastmile.core.papers;

import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.lastmile.core.documents.Press;
import io.lastmile.core.papers.PaperDesk.Form;
import io.lastmile.core.papers.PaperDesk.Span;
import io.lastmile.core.platform.Actor;
import io.lastmile.core.platform.Body;
import io.lastmile.core.platform.Days;
import io.lastmile.core.platform.Fields;
import io.lastmile.core.platform.Permission;
import io.lastmile.core.platform.Routes;
import io.lastmile.core.settings.Settings.Language;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.function.Supplier;

/// Papers as PDF: below `/api` and `/api/portal`, and where pages link to them.
final class PaperRoutes {
    private static final Days DAYS = new Days(LocalDate.of(2000, 1, 1), LocalDate.of(2999, 12, 31));

    private final PaperDesk desk;
    private final House house;
    private final Clock clock;
    private final ZoneId zone;
    private final Supplier<Press> press;

    PaperRoutes(PaperDesk desk, House house, Supplier<Press> press, Clock clock, ZoneId zone) {
        this.desk = desk;
        this.house = house;
        this.press = press;
        this.clock = clock;
        this.zone = zone;
    }

    void staff(Routes routes, String prefix) {
        routes.may(Permission.BILLING_SEE)
                .get(prefix + "/invoices/{id}/paper", this::invoice)
                .get(prefix + "/credit-notes/{id}/paper", this::creditNote)
                .get(prefix + "/receipts/{id}/paper", this::receipt)
                .get(prefix + "/customers/{id}/statement", this::statement);
    }

    void portal(Routes routes, String prefix) {
        routes.may(Permission.PORTAL)
                .get(prefix + "/portal/invoices/{id}/paper", this::invoice)
                .get(prefix + "/portal/credit-notes/{id}/paper", this::creditNote)
                .get(prefix + "/portal/receipts/{id}/paper", this::receipt)
                .get(prefix + "/portal/statement", this::ownStatement);
    }

    private void invoice(ServerRequest request, ServerResponse response) {
        long id = Routes.longId(request, "invoice");
        Fields query = Body.query(request);
        Form form = query.choice("form", Form.INVOICE);
        Language language = language(query);
        query.done();
        send(request, response, desk.invoice(id, form, language));
    }

    private void creditNote(ServerRequest request, ServerResponse response) {
        long id = Routes.longId(request, "credit note");
        Fields query = Body.query(request);
        Language language = language(query);
        query.done();
        send(request, response, desk.creditNote(id, language));
    }

    private void receipt(ServerRequest request, ServerResponse response) {
        long id = Routes.longId(request, "receipt");
        Fields query = Body.query(request);
        Language language = language(query);
        query.done();
        send(request, response, desk.receipt(id, language));
    }

    private void statement(ServerRequest request, ServerResponse response) {
        statement(request, response, Routes.id(request, "customer"));
    }

    private void ownStatement(ServerRequest request, ServerResponse response) {
        statement(request, response, Actor.current().who().customer());
    }

    /// Of the twelve months that end today where nobody says otherwise. It is of this moment and is
    /// not kept.
    private void statement(ServerRequest request, ServerResponse response, int customer) {
        Fields query = Body.query(request);
        LocalDate to =
                DAYS.optional(query, "to").orElse(LocalDate.ofInstant(clock.instant(), zone));
        LocalDate from = DAYS.optional(query, "from").orElse(to.minusYears(1).plusDays(1));
        if (from.isAfter(to)) {
            query.refuse("from", from.toString(), "a day until " + to);
        }
        Language language = language(query);
        query.done();
        file(response, desk.statement(customer, new Span(from, to), language));
    }

    private Language language(Fields query) {
        return query.choice("language", house.language());
    }

    /// A final document stays as it is, but it may be made void: who kept a copy asks whether it
    /// still holds, which costs no printing.
    private void send(ServerRequest request, ServerResponse response, Printout printout) {
        String tag = printout.tag();
        response.header(HeaderNames.CACHE_CONTROL, "private, no-cache");
        response.header(HeaderNames.ETAG, tag);
        if (request.headers().first(HeaderNames.IF_NONE_MATCH).filter(tag::equals).isPresent()) {
            response.status(Status.NOT_MODIFIED_304);
            response.send();
        } else {
            file(response, printout);
        }
    }

    private void file(ServerResponse response, Printout printout) {
        byte[] pdf = press.get().print(printout.paper());
        response.header(HeaderNames.CONTENT_TYPE, "application/pdf");
        response.header(
                HeaderNames.CONTENT_DISPOSITION,
                "attachment; filename=\"%s.pdf\"".formatted(printout.name()));
        response.send(pdf);
    }
}
