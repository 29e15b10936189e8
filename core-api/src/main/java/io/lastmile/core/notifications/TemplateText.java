package io.lastmile.core.notifications;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A text with variables in braces: `Dear {name}`. Braces around anything but letters are just
/// braces.
public record TemplateText(String text) {
    private static final Pattern VARIABLE = Pattern.compile("\\{([A-Za-z]{1,30})}");

    /// The first variable that is none of these.
    public Optional<String> unknown(List<String> known) {
        return VARIABLE.matcher(text)
                .results()
                .map(found -> found.group(1))
                .filter(name -> !known.contains(name))
                .findFirst();
    }

    /// One pass: what a value contains is never a variable again. A value that is not there stands
    /// as a dash.
    public String filled(Map<String, String> values) {
        return VARIABLE.matcher(text)
                .replaceAll(found ->
                        Matcher.quoteReplacement(values.getOrDefault(found.group(1), "–")));
    }
}
