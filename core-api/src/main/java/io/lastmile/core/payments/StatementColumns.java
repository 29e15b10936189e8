package io.lastmile.core.payments;

import io.lastmile.core.platform.Fields;
import io.lastmile.core.platform.PlainText;
import java.util.List;
import java.util.Locale;

/// What a bank calls the columns of its statements. One that is empty is found by the names that
/// banks use.
public record StatementColumns(
        String date, String amount, String reference, String description, String sender) {
    static final StatementColumns NONE = new StatementColumns("", "", "", "", "");
    private static final int LENGTH_MAX = 60;

    static StatementColumns read(Fields fields) {
        return new StatementColumns(
                fields.text("date", LENGTH_MAX, ""),
                fields.text("amount", LENGTH_MAX, ""),
                fields.text("reference", LENGTH_MAX, ""),
                fields.text("description", LENGTH_MAX, ""),
                fields.text("sender", LENGTH_MAX, ""));
    }

    /// Where each stands in a header; -1 where it does not.
    record Places(int date, int amount, int reference, int description, int sender) {
        boolean usable() {
            return date >= 0 && amount >= 0;
        }
    }

    Places in(List<String> header) {
        List<String> names = header.stream().map(StatementColumns::plain).toList();
        return new Places(
                place(names, date, "date", "transaction date", "value date", "তারিখ"),
                place(names, amount, "credit", "deposit", "amount", "credit amount", "জমা", "টাকা"),
                place(
                        names,
                        reference,
                        "reference",
                        "ref",
                        "transaction id",
                        "trxid",
                        "cheque no",
                        "রেফারেন্স"),
                place(
                        names,
                        description,
                        "description",
                        "narration",
                        "particulars",
                        "details",
                        "বিবরণ"),
                place(names, sender, "sender", "from", "from account", "remitter", "প্রেরক"));
    }

    private static int place(List<String> names, String said, String... usual) {
        if (!said.isEmpty()) {
            return names.indexOf(plain(said));
        }
        for (String name : usual) {
            if (names.contains(name)) {
                return names.indexOf(name);
            }
        }
        return -1;
    }

    private static String plain(String name) {
        return PlainText.normal(name).strip().toLowerCase(Locale.ROOT);
    }

    String shown() {
        return "columns %s and %s"
                .formatted(
                        date.isEmpty() ? "Date" : date,
                        amount.isEmpty() ? "Credit, Deposit or Amount" : amount);
    }
}
