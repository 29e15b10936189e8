package io.lastmile.core.documents;

import io.lastmile.core.platform.Money;
import io.lastmile.core.settings.Settings.Language;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Papers as rooms above will write them, for tests.
final class Papers {
    static final ZonedDateTime ISSUED =
            ZonedDateTime.of(2026, 11, 1, 10, 30, 0, 0, ZoneId.of("Asia/Dhaka"));

    private Papers() {}

    static Paper invoice() {
        return new Paper(
                new Paper.Title("Invoice", "INV-2627-000481", Language.EN, ISSUED),
                brand("Padma Fibre Network"),
                List.of(
                        englishParties(),
                        englishFacts(),
                        englishTable(),
                        englishTotals(),
                        new Block.Note(
                                "In words", AmountInWords.of(new Money(113_751), Language.EN)),
                        new Block.Verify(
                                "https://isp.example/verify/INV-2627-000481/7Q4M-9KXD",
                                "Is this paper genuine?",
                                "Scan the code with your telephone, or type the address."),
                        new Block.Note(
                                "Note",
                                "Please pay by the due date. Questions about this invoice: call"
                                        + " 09612-000111 at any time.")),
                Optional.empty());
    }

    private static Block englishParties() {
        return new Block.Parties(
                List.of(
                        new Block.Party(
                                "Billed to",
                                "Mohammad Rafiqul Islam",
                                List.of(
                                        "House 12, Road 7, Sector 4",
                                        "Uttara, Dhaka 1230",
                                        "01712-345678")),
                        new Block.Party(
                                "Service",
                                "Home Plus 30 Mbps",
                                List.of("rafiq.uttara4@padma", "Customer 100481"))));
    }

    private static Block englishFacts() {
        return new Block.Facts(
                List.of(
                        new Block.Fact("Issued", "01-11-2026 10:30"),
                        new Block.Fact("Due by", "10-11-2026"),
                        new Block.Fact("Period", "01-11-2026 to 30-11-2026"),
                        new Block.Fact("Customer no.", "100481")));
    }

    private static Block englishTable() {
        return new Block.Table(
                List.of(
                        Block.Column.text("Description", 1),
                        Block.Column.figures("Quantity"),
                        Block.Column.figures("Price ৳"),
                        Block.Column.figures("Amount ৳")),
                List.of(
                        row(
                                "Home Plus 30 Mbps, 01-11-2026 to 30-11-2026",
                                "1",
                                "1,000.00",
                                "1,000.00"),
                        row("Public IPv4 address", "1", "150.00", "150.00"),
                        row(
                                "Credit for 2 days without service" + " (complaint 20261014-0093)",
                                "2",
                                "-33.33",
                                "-66.66")));
    }

    private static Block englishTotals() {
        return new Block.Totals(
                List.of(
                        total("Subtotal", 108_334, Language.EN),
                        total("VAT 5%", 5_417, Language.EN),
                        new Block.Total("Total due", "৳ 1,137.51", Block.Rank.GRAND)),
                Optional.of(new Block.Seal("PAID", "03-11-2026 · bKash", Block.Tone.GOOD)));
    }

    static Paper bangla() {
        return new Paper(
                new Paper.Title("চালান", "INV-2627-000481", Language.BN, ISSUED),
                new Brand(
                        "পদ্মা ফাইবার নেটওয়ার্ক",
                        List.of(
                                "বাড়ি ৫, সড়ক ২, ধানমন্ডি, ঢাকা ১২০৫",
                                "হটলাইন ০৯৬১২-০০০১১১ · padma.example",
                                "BIN 001234567-0101"),
                        List.of("পদ্মা ফাইবার নেটওয়ার্ক · লাইসেন্স: আইএসপি-০৪৮১"),
                        0x0B7285,
                        Optional.empty()),
                List.of(
                        banglaParties(),
                        banglaFacts(),
                        banglaTable(),
                        banglaTotals(),
                        new Block.Note("কথায়", AmountInWords.of(new Money(113_751), Language.BN)),
                        new Block.Verify(
                                "https://isp.example/verify/INV-2627-000481/7Q4M-9KXD",
                                "কাগজটি কি আসল?",
                                "মোবাইল ফোন দিয়ে কোডটি স্ক্যান করুন, অথবা ঠিকানাটি লিখুন।"),
                        new Block.Note(
                                "দ্রষ্টব্য",
                                "অনুগ্রহ করে শেষ তারিখের আগে পরিশোধ করুন। প্রশ্ন থাকলে ফোন করুন।"),
                        new Block.Signatures(List.of("প্রস্তুতকারী", "কর্তৃপক্ষের স্বাক্ষর"))),
                Optional.empty());
    }

    private static Block banglaParties() {
        return new Block.Parties(
                List.of(
                        new Block.Party(
                                "গ্রাহক",
                                "মোহাম্মদ রফিকুল ইসলাম",
                                List.of(
                                        "বাড়ি ১২, রোড ৭, সেক্টর ৪",
                                        "উত্তরা, ঢাকা ১২৩০",
                                        "০১৭১২-৩৪৫৬৭৮")),
                        new Block.Party(
                                "সংযোগ", "Home Plus ৩০ Mbps", List.of("rafiq.uttara4@padma"))));
    }

    private static Block banglaFacts() {
        return new Block.Facts(
                List.of(
                        new Block.Fact("ইস্যুর তারিখ", "০১-১১-২০২৬ ১০:৩০"),
                        new Block.Fact("পরিশোধের শেষ তারিখ", "১০-১১-২০২৬"),
                        new Block.Fact("মেয়াদ", "০১-১১-২০২৬ থেকে ৩০-১১-২০২৬"),
                        new Block.Fact("গ্রাহক নম্বর", "১০০৪৮১")));
    }

    private static Block banglaTable() {
        return new Block.Table(
                List.of(
                        Block.Column.text("বিবরণ", 1),
                        Block.Column.figures("পরিমাণ"),
                        Block.Column.figures("দর ৳"),
                        Block.Column.figures("টাকা ৳")),
                List.of(
                        row(
                                "ইন্টারনেট সংযোগ, Home Plus ৩০ Mbps, নভেম্বর ২০২৬",
                                "১",
                                "১,০০০.০০",
                                "১,০০০.০০"),
                        row("পাবলিক IPv4 ঠিকানা", "১", "১৫০.০০", "১৫০.০০"),
                        row(
                                "বিচ্ছিন্ন থাকা ২ দিনের জন্য কর্তৃপক্ষের দেওয়া ছাড়",
                                "২",
                                "-৩৩.৩৩",
                                "-৬৬.৬৬")));
    }

    private static Block banglaTotals() {
        return new Block.Totals(
                List.of(
                        total("উপমোট", 108_334, Language.BN),
                        total("মূল্য সংযোজন কর ৫%", 5_417, Language.BN),
                        new Block.Total("মোট প্রদেয়", "৳ ১,১৩৭.৫১", Block.Rank.GRAND)),
                Optional.of(new Block.Seal("পরিশোধিত", "০৩-১১-২০২৬ · বিকাশ", Block.Tone.GOOD)));
    }

    static Paper statement(int rows) {
        List<Block.Row> lines = new ArrayList<>();
        lines.add(new Block.Row(List.of("01-07-2025", "Opening balance", "", "", "0.00"), true));
        for (int i = 0; i < rows; i++) {
            boolean bill = i % 2 == 0;
            lines.add(
                    row(
                            "%02d-%02d-2026".formatted(1 + i % 28, 1 + i / 28 % 12),
                            bill ? "Invoice INV-2627-%06d".formatted(i) : "পেমেন্ট, bKash",
                            bill ? "525.00" : "",
                            bill ? "" : "525.00",
                            bill ? "525.00" : "0.00"));
        }
        return new Paper(
                new Paper.Title("Statement of account", "100481", Language.EN, ISSUED),
                brand("Padma Fibre Network"),
                List.of(
                        new Block.Heading("July 2025 to June 2026"),
                        new Block.Table(
                                List.of(
                                        Block.Column.text("Date", 1),
                                        Block.Column.text("What", 4),
                                        Block.Column.figures("Debit"),
                                        Block.Column.figures("Credit"),
                                        Block.Column.figures("Balance")),
                                lines)),
                Optional.of("COPY"));
    }

    /// Mushak 6.3: all columns that the challan asks for.
    static Paper challan() {
        return new Paper(
                new Paper.Title("Tax invoice (Mushak-6.3)", "VAT-2627-000052", Language.EN, ISSUED),
                brand("Padma Fibre Network"),
                List.of(
                        new Block.Parties(
                                List.of(
                                        new Block.Party(
                                                "Supplied to",
                                                "Karim Garments Limited",
                                                List.of("BIN 004567891-0203", "Tongi, Gazipur")))),
                        new Block.Table(
                                List.of(
                                        Block.Column.text("Description", 1),
                                        Block.Column.figures("Quantity"),
                                        Block.Column.figures("Value without tax"),
                                        Block.Column.figures("SD rate"),
                                        Block.Column.figures("SD amount"),
                                        Block.Column.figures("VAT rate"),
                                        Block.Column.figures("VAT amount"),
                                        Block.Column.figures("Total")),
                                List.of(
                                        row(
                                                "Dedicated internet 200 Mbps, November 2026",
                                                "1",
                                                "12,50,000.00",
                                                "10%",
                                                "1,25,000.00",
                                                "5%",
                                                "68,750.00",
                                                "14,43,750.00"))),
                        new Block.Signatures(List.of("Name and rank", "Signature and seal"))),
                Optional.of("VOID"));
    }

    static Brand brand(String name) {
        return new Brand(
                name,
                List.of(
                        "House 5, Road 2, Dhanmondi, Dhaka 1205",
                        "Hotline 09612-000111 · padma.example",
                        "BIN 001234567-0101"),
                List.of("Padma Fibre Network · ISP licence 14.32.0000.702.41.0481"),
                0x0B7285,
                Optional.empty());
    }

    static Block.Row row(String... cells) {
        return new Block.Row(List.of(cells), false);
    }

    private static Block.Total total(String label, long poisha, Language language) {
        return new Block.Total(label, Digits.of(new Money(poisha), language), Block.Rank.PLAIN);
    }
}
