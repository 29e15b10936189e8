package io.lastmile.core.network;

import java.nio.charset.StandardCharsets;

/// Values in RouterOS scripts. In a quoted string `$name` and `$[command]` are replaced, `\` begins
/// an escape, `?` asks for help at a terminal and a newline ends the command. So all but letters,
/// digits and a few signs is written as `\` and two hex digits of its UTF-8 bytes, which is how a
/// router's own export writes them: no text can leave its quotes.
final class ScriptText {
    private static final String PLAIN = " .,:/_@*=+-<>()!%&#;~^|'{}`";

    private ScriptText() {}

    /// `"..."`.
    static String quoted(String text) {
        var quoted = new StringBuilder("\"");
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            if (isPlain(b)) {
                quoted.append((char) b);
            } else {
                quoted.append("\\%02X".formatted(b & 0xff));
            }
        }
        return quoted.append('"').toString();
    }

    private static boolean isPlain(byte b) {
        return b >= '0' && b <= '9'
                || b >= 'A' && b <= 'Z'
                || b >= 'a' && b <= 'z'
                || PLAIN.indexOf(b) >= 0;
    }

    /// A whole comment line of people's words: nothing in it can end the line.
    static String comment(String text) {
        return "# " + FoundText.printable(text, FoundText.LENGTH_MAX) + "\n";
    }
}
