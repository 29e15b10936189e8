package io.lastmile.web.billing;

import com.fasterxml.jackson.databind.JsonNode;
import io.lastmile.core.billing.Allocation;
import io.lastmile.core.billing.CreditNote;
import io.lastmile.core.billing.InvoiceHead;
import io.lastmile.core.billing.InvoiceRegister;
import io.lastmile.core.billing.Receipt;
import io.lastmile.core.customers.Customer;
import io.lastmile.core.platform.Fields;
import io.lastmile.core.platform.Money;
import io.lastmile.web.Texts;
import java.time.Instant;
import java.time.LocalDate;

/// Papers, days and amounts of billing in the reader's words.
public final class BillWords {
    private final Texts texts;
    private final Instant now;
    private final LocalDate today;

    public BillWords(Texts texts, Instant now, LocalDate today) {
        this.texts = texts;
        this.now = now;
        this.today = today;
    }

    Texts texts() {
        return texts;
    }

    LocalDate today() {
        return today;
    }

    BillView.Who who(Customer customer) {
        return new BillView.Who(
                customer.id(),
                name(customer.person().name(), customer.person().nameBn()),
                customer.number());
    }

    /// The reader's own where there is one.
    public String name(String name, String nameBn) {
        return texts.bangla() && !nameBn.isEmpty() ? nameBn : name;
    }

    BillView.Paper paper(InvoiceHead head) {
        return paper(head, "");
    }

    BillView.Paper paper(InvoiceRegister.Item item) {
        return paper(item.head(), name(item.name(), item.nameBn()));
    }

    private BillView.Paper paper(InvoiceHead head, String name) {
        String state = state(head);
        return new BillView.Paper(
                "/invoices/" + head.id(),
                head.number().orElse(texts.of("bill.draft")),
                texts.of("bill.kind." + Fields.nameOf(head.kind())),
                head.issued().map(this::day).orElse(""),
                head.due().map(this::day).orElse(""),
                taka(head.amounts().total()),
                head.open().isPositive() ? taka(head.open()) : "",
                texts.of("bill.state." + state),
                mood(state),
                head.customer(),
                name);
    }

    /// `draft`, `void`, `paid`, `overdue` or `open`.
    public String state(InvoiceHead head) {
        if (head.draft()) {
            return "draft";
        }
        if (head.voided().isPresent()) {
            return "void";
        }
        if (!head.open().isPositive()) {
            return "paid";
        }
        return head.due().filter(today::isAfter).isPresent() ? "overdue" : "open";
    }

    public static String mood(String state) {
        return switch (state) {
            case "paid" -> "good";
            case "overdue" -> "bad";
            case "open" -> "late";
            default -> "";
        };
    }

    BillView.Paper paper(Receipt receipt) {
        boolean undone = receipt.undone().isPresent();
        return new BillView.Paper(
                "/receipts/" + receipt.id(),
                receipt.number(),
                into(receipt),
                day(receipt.day()),
                "",
                taka(receipt.amount()),
                "",
                undone ? texts.of("bill.state.undone") : "",
                undone ? "bad" : "",
                receipt.customer(),
                "");
    }

    /// The account that has the money.
    String into(Receipt receipt) {
        String kind = texts.of("book.account." + receipt.into().kind().word());
        return receipt.into().name().isEmpty() ? kind : kind + ": " + receipt.into().name();
    }

    BillView.Paper paper(CreditNote note) {
        return new BillView.Paper(
                "/credit-notes/" + note.id(),
                note.number(),
                reason(note),
                day(note.day()),
                "",
                taka(note.amounts().total()),
                "",
                "",
                "",
                note.customer(),
                "");
    }

    String reason(CreditNote note) {
        return texts.of("bill.reason." + Fields.nameOf(note.reason()));
    }

    /// Where money on a bill came from, or on which bill it was put.
    BillView.Move move(Allocation allocation, String says, String path) {
        return new BillView.Move(
                says,
                path,
                day(allocation.day()),
                taka(allocation.amount()),
                allocation
                        .undone()
                        .map(day -> texts.of("bill.taken-off", "day", day(day)))
                        .orElse(""));
    }

    /// A field of what was printed, in the reader's language if there is one.
    String printed(JsonNode of, String field) {
        String own = texts.bangla() ? of.path(field + "Bn").asText("") : "";
        return own.isEmpty() ? of.path(field).asText("") : own;
    }

    /// Days from one to the one before another.
    public String days(LocalDate start, LocalDate end) {
        LocalDate last = end.minusDays(1);
        return last.equals(start) ? day(start) : day(start) + " – " + day(last);
    }

    public String day(LocalDate day) {
        return texts.format().day(day);
    }

    public String moment(Instant time) {
        return texts.format().moment(time, now);
    }

    public String taka(Money money) {
        return texts.format().taka(money.poisha());
    }

    String number(long n) {
        return texts.format().number(n);
    }
}
