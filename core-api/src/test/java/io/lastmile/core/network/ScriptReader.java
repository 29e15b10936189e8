package io.lastmile.core.network;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Reads RouterOS scripts as far as strings go: double quotes, `\` escapes (`\n`, `\"`, `\\`, `\$`,
/// `\3F`), `$` for variables and `$[` or `[` for commands. It fails where a string would be
/// replaced in or is not closed on its line.
final class ScriptReader {
    private final byte[] script;
    private int at;

    private ScriptReader(String script) {
        this.script = script.getBytes(StandardCharsets.UTF_8);
    }

    /// The values of all quoted strings, in their order.
    static List<String> strings(String script) {
        return new ScriptReader(script).strings();
    }

    private List<String> strings() {
        List<String> found = new ArrayList<>();
        boolean lineBegins = true;
        while (at < script.length) {
            byte b = script[at++];
            if (b == '#' && lineBegins) {
                skipLine();
            } else if (b == '"') {
                found.add(string());
            }
            lineBegins = b == '\n' || lineBegins && b == ' ';
        }
        return found;
    }

    private void skipLine() {
        while (at < script.length && script[at] != '\n') {
            at++;
        }
    }

    private String string() {
        var bytes = new ByteArrayOutputStream();
        while (at < script.length) {
            byte b = script[at++];
            switch (b) {
                case '"' -> {
                    return bytes.toString(StandardCharsets.UTF_8);
                }
                case '\\' -> bytes.write(escape());
                case '$' -> throw new AssertionError("a variable or command within a string");
                case '\n', '\r' -> throw new AssertionError("a line's end within a string");
                default -> {
                    if (b < ' ' || b == 0x7f) {
                        throw new AssertionError("byte " + b + " within a string");
                    }
                    bytes.write(b);
                }
            }
        }
        throw new AssertionError("a string that is not closed");
    }

    private int escape() {
        char c = (char) script[at++];
        return switch (c) {
            case '"', '\\', '$', '?' -> c;
            case '_' -> ' ';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'a' -> 7;
            case 'b' -> 8;
            case 'f' -> '\f';
            case 'v' -> 11;
            default -> {
                String hex = "" + c + (char) script[at++];
                if (!hex.matches("[0-9A-F]{2}")) {
                    throw new AssertionError("escape \\" + hex);
                }
                yield Integer.parseInt(hex, 16);
            }
        };
    }
}
