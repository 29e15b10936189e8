package io.lastmile.web.billing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.lastmile.core.billing.Allocation;
import io.lastmile.core.billing.Amounts;
import io.lastmile.core.billing.CreditNote;
import io.lastmile.core.billing.Invoice;
import io.lastmile.core.billing.InvoiceHead;
import io.lastmile.core.billing.InvoiceLine;
import io.lastmile.core.billing.Receipt;
import io.lastmile.core.customers.Customer;
import io.lastmile.core.platform.Fields;
import io.lastmile.core.platform.Money;
import io.lastmile.core.platform.Problem;
import io.lastmile.web.Texts;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// An invoice, what paid it and what was credited of it, in the reader's words.
public final class InvoiceWords {
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
    private static final int RATE_DECIMALS = 4;

    record Found(
            Customer who,
            Invoice invoice,
            List<Allocation> paid,
            Map<Long, Receipt> receipts,
            List<CreditNote> notes) {}

    private final BillWords words;
    private final Texts texts;

    public InvoiceWords(BillWords words) {
        this.words = words;
        this.texts = words.texts();
    }

    static Found find(BillRooms rooms, long id) {
        var stores = rooms.stores();
        Invoice invoice =
                stores.invoices()
                        .find(id)
                        .orElseThrow(() -> Problem.notFound("invoice", id).refusal());
        List<Allocation> paid = stores.allocations().ofInvoice(id);
        Map<Long, Receipt> receipts = new HashMap<>();
        paid.stream()
                .flatMap(one -> one.receipt().stream())
                .distinct()
                .forEach(receipt ->
                        stores.receipts()
                                .find(receipt)
                                .ifPresent(found -> receipts.put(receipt, found)));
        return new Found(
                rooms.customer(invoice.head().customer()),
                invoice,
                paid,
                receipts,
                stores.notes().ofInvoice(id));
    }

    BillView.Bill bill(Found found) {
        InvoiceHead head = found.invoice().head();
        Map<Integer, Money> credited = credited(found.notes());
        return new BillView.Bill(
                head.id(),
                head.version(),
                words.who(found.who()),
                words.paper(head),
                head.draft(),
                head.voided().isPresent(),
                challan(found.invoice()),
                facts(found.invoice()),
                found.invoice().lines().stream()
                        .map(line -> line(line, credited.getOrDefault(line.line(), Money.ZERO)))
                        .toList(),
                sums(found.invoice()),
                found.paid().stream().map(one -> paid(one, found.receipts())).toList(),
                found.notes().stream().map(this::note).toList());
    }

    /// Whether it can be had as Mushak 6.3 as well.
    public static boolean challan(Invoice invoice) {
        return invoice.printed()
                .filter(printed -> printed.path("seller").path("challan").asBoolean())
                .isPresent();
    }

    private static Map<Integer, Money> credited(List<CreditNote> notes) {
        Map<Integer, Money> credited = new HashMap<>();
        for (CreditNote note : notes) {
            note.lines()
                    .forEach(
                            line -> credited.merge(line.line(), line.amounts().net(), Money::plus));
        }
        return credited;
    }

    private List<BillView.Fact> facts(Invoice invoice) {
        List<BillView.Fact> facts = new ArrayList<>();
        InvoiceHead head = invoice.head();
        fact(facts, "kind", texts.of("bill.kind." + Fields.nameOf(head.kind())));
        fact(facts, "issued", head.issued().map(words::day).orElse(""));
        fact(facts, "due", head.due().map(words::day).orElse(""));
        JsonNode printed = invoice.printed().orElse(MissingNode.getInstance());
        JsonNode seller = printed.path("seller");
        fact(facts, "seller", words.printed(seller, "name"));
        fact(facts, "address", words.printed(seller, "address"));
        fact(facts, "bin", seller.path("bin").asText(""));
        JsonNode buyer = printed.path("buyer");
        fact(facts, "buyer", words.printed(buyer, "name"));
        fact(facts, "buyer-address", words.printed(buyer, "address"));
        fact(facts, "mobile", buyer.path("mobile").asText(""));
        if (printed.hasNonNull("at")) {
            fact(facts, "at", words.moment(Instant.ofEpochMilli(printed.path("at").asLong())));
        }
        head.voided()
                .ifPresent(gone ->
                        fact(
                                facts,
                                "void",
                                words.day(gone.day()) + ", " + gone.by() + ": " + gone.why()));
        return facts;
    }

    private void fact(List<BillView.Fact> facts, String key, String value) {
        if (!value.isEmpty()) {
            facts.add(new BillView.Fact(texts.of("bill.fact." + key), value, ""));
        }
    }

    /// `credited` is what of it was given back before tax.
    public BillView.Line line(InvoiceLine line, Money credited) {
        Amounts amounts = line.amounts();
        Money tax = amounts.sd().plus(amounts.vat());
        return new BillView.Line(
                line.line(),
                words.name(line.says().en(), line.says().bn()),
                line.covered().map(days -> words.days(days.start(), days.end())).orElse(""),
                line.says().quantity() == 1 ? "" : words.number(line.says().quantity()),
                line.discount().isZero() ? "" : words.taka(line.discount()),
                words.taka(amounts.net()),
                tax.isZero() ? "" : words.taka(tax),
                words.taka(amounts.total()),
                amounts.net().minus(credited).grouped(),
                new WhyWords(texts, words).of(line));
    }

    /// Before tax, each tax, in all, and what is left to pay.
    public List<BillView.Sum> sums(Invoice invoice) {
        List<BillView.Sum> sums = new ArrayList<>();
        InvoiceHead head = invoice.head();
        sums.add(sum("bill.sum.net", head.amounts().net()));
        JsonNode taxes = invoice.printed().map(json -> json.path("taxes")).orElse(none());
        for (JsonNode tax : taxes) {
            String percent =
                    texts.format()
                            .number(
                                    new BigDecimal(tax.path("rate").asText("0")).multiply(HUNDRED),
                                    RATE_DECIMALS);
            String name =
                    texts.of(
                            "bill.sum.tax",
                            "kind",
                            texts.of("bill.tax." + tax.path("kind").asText()),
                            "percent",
                            percent,
                            "taxable",
                            words.taka(new Money(tax.path("taxable").asLong())));
            sums.add(new BillView.Sum(name, words.taka(new Money(tax.path("tax").asLong()))));
        }
        sums.add(sum("bill.sum.total", head.amounts().total()));
        if (!head.draft() && head.voided().isEmpty()) {
            sums.add(sum("bill.sum.open", head.open()));
        }
        return sums;
    }

    private static JsonNode none() {
        return MissingNode.getInstance();
    }

    private BillView.Sum sum(String key, Money amount) {
        return new BillView.Sum(texts.of(key), words.taka(amount));
    }

    private BillView.Move paid(Allocation one, Map<Long, Receipt> receipts) {
        Optional<Receipt> receipt = one.receipt().map(receipts::get);
        String from = texts.of("bill.from." + Fields.nameOf(one.from()));
        return words.move(
                one,
                receipt.map(found -> from + " " + found.number()).orElse(from),
                receipt.map(found -> "/receipts/" + found.id()).orElse(""));
    }

    private BillView.Move note(CreditNote note) {
        return new BillView.Move(
                note.number() + ", " + words.reason(note),
                "/credit-notes/" + note.id(),
                words.day(note.day()),
                words.taka(note.amounts().total()),
                "");
    }
}
