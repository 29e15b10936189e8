package io.lastmile.core.identity;

import io.lastmile.core.platform.Fields;
import java.util.Locale;

/// What a new password has to be: long rather than strange (NIST SP 800-63B), and not what is tried
/// first.
final class PasswordRules {
    static final int LENGTH_MIN = 10;
    private static final int DIFFERENT_MIN = 5;

    private PasswordRules() {}

    /// The new password in field `name`; faults are added to `fields`.
    static String read(Fields fields, String name, String login) {
        String password = fields.secret(name, Passwords.LENGTH_MAX).orElse("");
        String low = password.toLowerCase(Locale.ROOT);
        if (password.length() < LENGTH_MIN) {
            fields.refuse(
                    name, "%d characters".formatted(password.length()), LENGTH_MIN + " or more");
        } else if (password.chars().distinct().count() < DIFFERENT_MIN) {
            fields.refuse(name, "the same few characters", "at least five different ones");
        } else if (!login.isEmpty() && low.contains(login.toLowerCase(Locale.ROOT))) {
            fields.refuse(name, "the login", "something that does not contain it");
        }
        return password;
    }
}
