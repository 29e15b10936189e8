package io.lastmile.core.customers;

import io.lastmile.core.platform.EnumNames;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/// What somebody may identify themselves with (billing.md, C.14).
public enum IdentityKind {
    NID("[0-9]{10}|[0-9]{13}|[0-9]{17}", "10, 13 or 17 digits"),
    PASSPORT("[A-Z]{1,2}[0-9]{7,8}", "one or two letters and 7 or 8 digits"),
    BIRTH_REGISTRATION("[0-9]{17}", "17 digits");

    private final Predicate<String> form;
    private final String expected;

    IdentityKind(String form, String expected) {
        this.form = Pattern.compile(form).asMatchPredicate();
        this.expected = expected;
    }

    public boolean fits(String number) {
        return form.test(number);
    }

    public String expected() {
        return expected;
    }

    /// As rows and the API have it.
    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static IdentityKind of(String word) {
        return EnumNames.constant(IdentityKind.class, word);
    }
}
