package io.lastmile.core.identity;

import io.lastmile.core.platform.EmailAddress;
import io.lastmile.core.platform.Fields;
import io.lastmile.core.platform.Role;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// An account as somebody wants it to be.
record AccountDraft(
        String login, String name, Optional<String> email, Optional<String> phone, Role role) {
    static final int LOGIN_LENGTH_MAX = 100;
    private static final int NAME_LENGTH_MAX = 100;
    static final int EMAIL_LENGTH_MAX = 254;
    private static final int PHONE_LENGTH_MAX = 30;
    private static final Pattern LOGIN = Pattern.compile("[A-Za-z0-9._@+-]{2,100}");
    private static final Pattern PHONE = Pattern.compile("\\+?[0-9][0-9 -]{5,28}");

    static AccountDraft read(Fields fields) {
        return read(fields, role(fields));
    }

    /// Of a form that leaves no choice of role.
    static AccountDraft read(Fields fields, Role role) {
        String login = fields.text("login", LOGIN_LENGTH_MAX);
        if (!LOGIN.matcher(login).matches()) {
            fields.refuse("login", login, "an e-mail address or 2 to 100 of A-Z 0-9 . _ @ + -");
        }
        return new AccountDraft(
                login,
                fields.text("name", NAME_LENGTH_MAX),
                matching(fields, "email", EMAIL_LENGTH_MAX, EmailAddress.PERSONS)
                        .or(() ->
                                Optional.of(login).filter(EmailAddress.PERSONS.asMatchPredicate())),
                matching(fields, "phone", PHONE_LENGTH_MAX, PHONE),
                role);
    }

    private static Optional<String> matching(
            Fields fields, String name, int lengthMax, Pattern pattern) {
        Optional<String> text = fields.optionalText(name, lengthMax);
        text.filter(found -> !pattern.matcher(found).matches())
                .ifPresent(found -> fields.refuse(name, found, "a valid " + name));
        return text;
    }

    private static Role role(Fields fields) {
        Optional<Role> found = fields.optionalChoice("role", Role.class).filter(Role::staff);
        if (found.isEmpty()) {
            fields.refuse("role", "none of staff", "a role of staff such as noc");
        }
        return found.orElse(Role.AUDITOR);
    }

    /// How logins are compared.
    static String low(String login) {
        return login.toLowerCase(Locale.ROOT);
    }
}
