package io.lastmile.collector.routeros;

import java.util.Locale;

/// An error that a command met, as the router tells it (routeros.md 1.4). `category` is 0 to 7, or
/// -1 where the router gave none, as it does for logins.
public record Trap(int category, String message) {
    public enum Kind {
        NO_SUCH_ITEM,
        NO_SUCH_COMMAND,
        ALREADY_EXISTS,
        INTERRUPTED,
        WRONG_LOGIN,
        NOT_PERMITTED,
        TIMEOUT,
        BAD_ARGUMENT,
        FAILURE
    }

    static final Field CATEGORY = Field.of("category");
    static final Field MESSAGE = Field.of("message");

    private static final int MESSAGE_CHARS_MAX = 1_000;

    static Trap of(Sentence sentence) {
        String category = sentence.text(CATEGORY);
        String message = sentence.text(MESSAGE);
        return new Trap(
                category.matches("[0-9]") ? category.charAt(0) - '0' : -1,
                message.substring(0, Math.min(message.length(), MESSAGE_CHARS_MAX)));
    }

    /// By the phrase first: routers give most of them category 4 or none.
    public Kind kind() {
        String said = message.toLowerCase(Locale.ROOT);
        if (said.startsWith("no such command")) {
            return Kind.NO_SUCH_COMMAND;
        }
        if (said.startsWith("no such item")) {
            return Kind.NO_SUCH_ITEM;
        }
        if (said.contains("already have") || said.contains("already exists")) {
            return Kind.ALREADY_EXISTS;
        }
        if (said.contains("invalid user name or password") || said.contains("cannot log in")) {
            return Kind.WRONG_LOGIN;
        }
        if (said.contains("not enough permissions") || said.contains("not permitted")) {
            return Kind.NOT_PERMITTED;
        }
        if (said.contains("interrupted")) {
            return Kind.INTERRUPTED;
        }
        return said.contains("timeout") ? Kind.TIMEOUT : ofCategory();
    }

    private Kind ofCategory() {
        return switch (category) {
            case 0 -> Kind.NO_SUCH_ITEM;
            case 1 -> Kind.BAD_ARGUMENT;
            case 2 -> Kind.INTERRUPTED;
            default -> Kind.FAILURE;
        };
    }

    @Override
    public String toString() {
        return category < 0 ? message : message + " (category " + category + ")";
    }
}
