package io.lastmile.core.tickets;

import io.lastmile.core.platform.Fields;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// An answer that is written often, in both languages. `{name}` is the customer's, `{number}` the
/// complaint's; another word in braces is refused when it is saved, so none reaches a customer.
public record CannedReply(int id, long version, String name, String text, String textBn) {
    static final Set<String> VARIABLES = new TreeSet<>(Set.of("name", "number"));
    private static final Pattern VARIABLE = Pattern.compile("[{]([^{}]*)[}]");
    private static final Pattern BRACE = Pattern.compile("[{}]");

    /// Refuses unknown variables and single braces.
    static void check(Fields fields, String field, String text) {
        VARIABLE.matcher(text)
                .results()
                .map(found -> found.group(1))
                .filter(word -> !VARIABLES.contains(word))
                .forEach(word -> fields.refuse(field, "{" + word + "}", "one of " + shown()));
        if (BRACE.matcher(VARIABLE.matcher(text).replaceAll("")).find()) {
            fields.refuse(field, "a brace without its other", "pairs around one of " + shown());
        }
    }

    private static String shown() {
        return "{" + String.join("}, {", VARIABLES) + "}";
    }

    /// The text with its variables filled in; what they hold is never read as one.
    public static String filled(String text, Map<String, String> values) {
        return VARIABLE.matcher(text)
                .replaceAll(found ->
                        java.util.regex.Matcher.quoteReplacement(
                                values.getOrDefault(found.group(1), found.group())));
    }
}
