package io.lastmile.core.papers;

import com.fasterxml.jackson.databind.JsonNode;
import io.lastmile.core.billing.Amounts;
import io.lastmile.core.billing.InvoiceLine;
import io.lastmile.core.documents.Block;
import io.lastmile.core.documents.Block.Column;
import io.lastmile.core.documents.Paper;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;

/// An invoice as the tax invoice of the VAT rules, Mushak 6.3 (billing.md C.5): seller and buyer
/// with BIN and address, number, day and time of issue, and for each line its value without tax,
/// both rates and what they come to. Only for invoices of a seller who issued them so.
record ChallanPaper(InvoicePaper plain) {
    static boolean may(JsonNode printed) {
        return printed.path("seller").path("challan").asBoolean();
    }

    Paper paper() {
        Frame frame = plain.frame();
        JsonNode printed = plain.printed();
        var head = plain.invoice().head();
        String number = head.number().orElseThrow();
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Block.Note("", frame.words().of("challan-state")));
        blocks.add(new Block.Parties(List.of(seller(), buyer())));
        blocks.add(new Block.Facts(facts(number)));
        blocks.add(table());
        blocks.add(new Block.Totals(totals(), Optional.empty()));
        blocks.addAll(frame.end(number, head.amounts().total()));
        head.voided().ifPresent(gone -> blocks.add(InvoicePaper.voided(frame, gone)));
        blocks.add(
                new Block.Signatures(
                        List.of(
                                frame.words().of("challan-person"),
                                frame.words().of("challan-seal"))));
        return new Paper(
                frame.title("challan", number, plain.at()),
                frame.brand(printed.path("seller")),
                blocks,
                InvoicePaper.mark(frame, head));
    }

    private Block.Party seller() {
        var brand = plain.frame().brand(plain.printed().path("seller"));
        return new Block.Party(
                plain.frame().words().of("challan-seller"), brand.name(), brand.lines());
    }

    /// Who has no BIN: the form says so instead of leaving it out.
    private Block.Party buyer() {
        Words words = plain.frame().words();
        Block.Party buyer = plain.frame().buyer("challan-buyer", plain.printed().path("buyer"));
        List<String> lines = new ArrayList<>(buyer.lines());
        String bin = Frame.text(plain.printed().path("buyer"), "bin");
        lines.add(words.of("bin") + " " + (bin.isEmpty() ? words.of("none") : bin));
        return new Block.Party(buyer.label(), buyer.name(), lines);
    }

    private List<Block.Fact> facts(String number) {
        Words words = plain.frame().words();
        String[] moment = words.moment(plain.at()).split(" ");
        return List.of(
                plain.frame().fact("challan-number", number),
                plain.frame().fact("challan-day", moment[0]),
                plain.frame().fact("challan-time", moment[1]));
    }

    private Block table() {
        Words words = plain.frame().words();
        List<Column> columns = new ArrayList<>();
        columns.add(Column.figures(words.of("challan-serial")));
        columns.add(Column.text(words.of("description"), 1));
        for (String head :
                List.of(
                        "challan-quantity",
                        "challan-value",
                        "challan-sd-rate",
                        "challan-sd",
                        "challan-vat-rate",
                        "challan-vat",
                        "challan-total")) {
            columns.add(Column.figures(words.of(head)));
        }
        List<InvoiceLine> lines = plain.invoice().lines();
        return new Block.Table(
                columns,
                IntStream.range(0, lines.size()).mapToObj(i -> row(i + 1, lines.get(i))).toList());
    }

    private Block.Row row(int serial, InvoiceLine line) {
        Words words = plain.frame().words();
        Amounts amounts = line.amounts();
        return new Block.Row(
                List.of(
                        words.figures("" + serial),
                        InvoicePaper.says(words, line),
                        words.figures("" + line.says().quantity()),
                        words.money(amounts.net()),
                        rate("sd", line.sdCode()),
                        words.money(amounts.sd()),
                        rate("vat", line.vatCode()),
                        words.money(amounts.vat()),
                        words.money(amounts.total())),
                false);
    }

    /// As it was when the invoice was issued.
    private String rate(String kind, String code) {
        return StreamSupport.stream(plain.printed().path("taxes").spliterator(), false)
                .filter(tax -> Frame.text(tax, "kind").equals(kind))
                .filter(tax -> Frame.text(tax, "code").equals(code))
                .findFirst()
                .map(tax -> new BigDecimal(Frame.text(tax, "rate")))
                .map(plain.frame().words()::percent)
                .orElse(plain.frame().words().percent(BigDecimal.ZERO));
    }

    private List<Block.Total> totals() {
        Frame frame = plain.frame();
        Words words = frame.words();
        Amounts amounts = plain.invoice().head().amounts();
        return List.of(
                frame.total(words.of("challan-value"), amounts.net()),
                frame.total(words.of("challan-sd"), amounts.sd()),
                frame.total(words.of("challan-vat"), amounts.vat()),
                frame.grand("total", amounts.total()));
    }
}
