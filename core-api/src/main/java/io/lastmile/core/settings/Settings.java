package io.lastmile.core.settings;

import io.lastmile.core.platform.Fields;
import io.lastmile.core.platform.Row;
import java.time.Instant;

/// All settings. An empty brand is the product's own name, an empty `phone` is no telephone;
/// `notice` stands on every customer's home page, `walled` on the page of who is shut out.
public record Settings(
        long version,
        Words brand,
        String phone,
        Language language,
        Words notice,
        Words walled,
        Instant changed,
        String changedBy) {
    private static final int BRAND_LENGTH_MAX = 60;
    private static final int PHONE_LENGTH_MAX = 30;
    private static final int TEXT_LENGTH_MAX = 500;

    /// Before anybody changed anything, and while the database does not answer.
    static final Settings NONE =
            new Settings(1, Words.NONE, "", Language.EN, Words.NONE, Words.NONE, Instant.EPOCH, "");

    /// What a reader without a choice of their own gets.
    public enum Language {
        EN,
        BN
    }

    /// A text in both languages; an empty one falls back to the other.
    public record Words(String en, String bn) {
        static final Words NONE = new Words("", "");

        public String in(boolean bangla) {
            String wanted = bangla ? bn : en;
            return wanted.isEmpty() ? bangla ? en : bn : wanted;
        }

        private static Words read(Fields fields, int lengthMax) {
            return new Words(fields.text("en", lengthMax, ""), fields.text("bn", lengthMax, ""));
        }
    }

    /// What somebody wants them to be, who saw this version.
    public static Settings read(Fields fields, long version) {
        return new Settings(
                version,
                Words.read(fields.object("brand"), BRAND_LENGTH_MAX),
                phone(fields),
                fields.choice("language", Language.EN),
                Words.read(fields.object("notice"), TEXT_LENGTH_MAX),
                Words.read(fields.object("walled"), TEXT_LENGTH_MAX),
                Instant.EPOCH,
                "");
    }

    /// It becomes a link that dials.
    private static String phone(Fields fields) {
        String phone = fields.text("phone", PHONE_LENGTH_MAX, "");
        if (!phone.matches("[+]?[0-9 -]{0,29}")) {
            fields.refuse("phone", phone, "a number like 09612-345678");
        }
        return phone;
    }

    static Settings of(Row row) {
        return new Settings(
                row.number("version"),
                new Words(row.text("brand"), row.text("brand_bn")),
                row.text("phone"),
                row.text("language").equals("bn") ? Language.BN : Language.EN,
                new Words(row.text("notice"), row.text("notice_bn")),
                new Words(row.text("walled"), row.text("walled_bn")),
                row.time("changed"),
                row.text("changed_by"));
    }
}
