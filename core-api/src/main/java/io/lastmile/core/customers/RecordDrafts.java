package io.lastmile.core.customers;

import io.lastmile.core.platform.Fields;
import io.lastmile.core.platform.PlainText;
import java.util.Locale;

/// Reads what is to be written about a customer, for routes and pages.
public final class RecordDrafts {
    static final int REASON_LENGTH_MAX = 300;
    private static final int NUMBER_LENGTH_MAX = 40;

    /// Whose wish to read an identity's number must have a reason.
    public record Reveal(IdentityKind kind, String reason) {}

    private RecordDrafts() {}

    public static Records.Contact contact(Fields fields) {
        String name = fields.text("name", Person.NAME_LENGTH_MAX);
        String relation = fields.text("relation", Person.NAME_LENGTH_MAX, "");
        String mobile = MobileNumber.read(fields, "mobile").orElse("");
        String email = Person.email(fields);
        if (mobile.isEmpty() && email.isEmpty()) {
            fields.refuse("mobile", "nothing", "a mobile number or an e-mail address");
        }
        return new Records.Contact(0, name, relation, mobile, email);
    }

    public static Reveal reveal(Fields fields) {
        return new Reveal(
                fields.choice("kind", IdentityKind.NID), fields.text("reason", REASON_LENGTH_MAX));
    }

    /// What is wrong is told without the number.
    public static String identityNumber(Fields fields, IdentityKind kind) {
        String written = fields.secret("number", NUMBER_LENGTH_MAX).orElse("");
        String number =
                PlainText.latinDigits(written).replaceAll("[ -]", "").toUpperCase(Locale.ROOT);
        if (!kind.fits(number)) {
            fields.refuse("number", number.length() + " characters", kind.expected());
            return "0000";
        }
        return number;
    }
}
