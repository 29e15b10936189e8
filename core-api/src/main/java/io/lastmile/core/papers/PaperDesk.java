package io.lastmile.core.papers;

import com.fasterxml.jackson.databind.JsonNode;
import io.lastmile.core.billing.BillingStores;
import io.lastmile.core.billing.CreditNote;
import io.lastmile.core.billing.Invoice;
import io.lastmile.core.billing.Parties;
import io.lastmile.core.billing.Receipt;
import io.lastmile.core.platform.Database;
import io.lastmile.core.platform.Fault;
import io.lastmile.core.platform.Json;
import io.lastmile.core.platform.Problem;
import io.lastmile.core.settings.Settings.Language;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;

/// Draws papers of documents that their reader may see; what is not theirs is not there.
public final class PaperDesk {
    /// How an invoice is printed.
    public enum Form {
        INVOICE,
        CHALLAN
    }

    /// The days of a statement, both among them.
    public record Span(LocalDate from, LocalDate to) {}

    /// What it reads.
    record Sources(BillingStores billing, PaidFor paidFor, Accounts accounts, House house) {}

    private final Database database;
    private final Sources sources;
    private final Codes codes;
    private final Clock clock;
    private final ZoneId zone;

    PaperDesk(Database database, Sources sources, Codes codes, Clock clock, ZoneId zone) {
        this.database = database;
        this.sources = sources;
        this.codes = codes;
        this.clock = clock;
        this.zone = zone;
    }

    /// Asks as the program, so call it before the unit of work.
    private Frame frame(Language language) {
        return new Frame(
                new Words(language, zone),
                sources.house().name(language),
                sources.house().site(),
                codes);
    }

    public Printout invoice(long id, Form form, Language language) {
        Frame frame = frame(language);
        return database.read(() -> invoice(frame, id, form));
    }

    private Printout invoice(Frame frame, long id, Form form) {
        Invoice invoice =
                sources.billing()
                        .invoices()
                        .find(id)
                        .orElseThrow(() -> Problem.notFound("invoice", id).refusal());
        String number = invoice.head().number().orElseThrow(PaperDesk::draft);
        var plain = new InvoicePaper(frame, invoice);
        return switch (form) {
            case INVOICE -> new Printout(number, plain.paper());
            case CHALLAN -> {
                if (!ChallanPaper.may(plain.printed())) {
                    throw Problem.conflict(
                                    new Fault("form", "challan", "invoice: it was issued as none"))
                            .refusal();
                }
                yield new Printout(number + "-mushak-6.3", new ChallanPaper(plain).paper());
            }
        };
    }

    private static RuntimeException draft() {
        return Problem.conflict(new Fault("invoice", "a draft", "a final one")).refusal();
    }

    Printout print(Numbers.Place place, Language language) {
        return switch (place.kind()) {
            case INVOICE -> invoice(place.id(), Form.INVOICE, language);
            case CREDIT_NOTE -> creditNote(place.id(), language);
            case RECEIPT -> receipt(place.id(), language);
        };
    }

    public Printout creditNote(long id, Language language) {
        Frame frame = frame(language);
        return database.read(() -> {
            CreditNote note =
                    sources.billing()
                            .notes()
                            .find(id)
                            .orElseThrow(() -> Problem.notFound("credit note", id).refusal());
            var lines = sources.billing().invoices().lines(note.invoice());
            return new Printout(note.number(), new CreditNotePaper(frame, note, lines).paper());
        });
    }

    public Printout receipt(long id, Language language) {
        Frame frame = frame(language);
        return database.read(() -> {
            Receipt receipt =
                    sources.billing()
                            .receipts()
                            .find(id)
                            .orElseThrow(() -> Problem.notFound("receipt", id).refusal());
            JsonNode printed =
                    sources.billing()
                            .receipts()
                            .printed(id)
                            .orElseGet(() -> today(receipt.customer()));
            var paid = sources.paidFor().receipt(id);
            return new Printout(
                    receipt.number(), new ReceiptPaper(frame, receipt, printed, paid).paper());
        });
    }

    public Printout statement(int customer, Span span, Language language) {
        Frame frame = frame(language);
        return database.read(() -> statement(frame, customer, span));
    }

    private Printout statement(Frame frame, int customer, Span span) {
        JsonNode people = today(customer);
        var moves = sources.accounts().moves(customer, span.from(), span.to());
        if (moves.size() > Accounts.MOVES_MAX) {
            throw Problem.invalid(
                            "from",
                            span.from().toString(),
                            "a later one: more than %d entries".formatted(Accounts.MOVES_MAX))
                    .refusal();
        }
        String number = people.path("buyer").path("number").asText();
        var of =
                new StatementPaper.Of(
                        people.path("seller"),
                        people.path("buyer"),
                        number,
                        span.from(),
                        span.to(),
                        clock.instant());
        var opening = sources.accounts().opening(customer, span.from());
        return new Printout(
                "statement-%s-%s-%s".formatted(number, span.from(), span.to()),
                new StatementPaper(frame, of, opening, moves).paper());
    }

    /// Who sells and who buys as they are now, in the shape of a snapshot.
    private JsonNode today(int customer) {
        return Json.MAPPER.valueToTree(Parties.now(sources.billing(), customer));
    }
}
