package io.lastmile.core.tickets;

import io.lastmile.core.platform.Fields;

/// Texts of several lines, as people write them into a conversation.
final class Letter {
    private static final int SUBJECT_LENGTH = 80;

    private Letter() {}

    /// A text of 1 to `TEXT_LENGTH_MAX` characters; line feeds are its only control characters.
    static String read(Fields fields, String name) {
        String text = optional(fields, name, TicketDraft.TEXT_LENGTH_MAX);
        if (text.isEmpty()) {
            fields.refuse(name, "nothing", "a text");
        }
        return text;
    }

    /// The same, but empty if there is none.
    static String optional(Fields fields, String name, int lengthMax) {
        String text =
                fields.secret(name, lengthMax).orElse("").replace("\r\n", "\n").replace('\r', '\n');
        if (!plain(text)) {
            fields.refuse(name, "control characters", "lines of text");
            return "?";
        }
        return text.strip();
    }

    /// No half of a surrogate pair either, which no database stores.
    private static boolean plain(String text) {
        return text.codePoints()
                .noneMatch(point ->
                        (Character.isISOControl(point) && point != '\n' && point != '\t')
                                || (point >= Character.MIN_SURROGATE
                                        && point <= Character.MAX_SURROGATE));
    }

    /// The first words of the first line.
    static String subject(String text) {
        String line = text.lines().findFirst().orElse("").strip();
        if (line.codePointCount(0, line.length()) <= SUBJECT_LENGTH) {
            return line;
        }
        String cut = line.substring(0, line.offsetByCodePoints(0, SUBJECT_LENGTH));
        int blank = cut.lastIndexOf(' ');
        return (blank > SUBJECT_LENGTH / 2 ? cut.substring(0, blank) : cut) + "…";
    }
}
