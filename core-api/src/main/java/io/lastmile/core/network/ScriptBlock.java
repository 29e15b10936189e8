package io.lastmile.core.network;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/// One thing that a script sets or adds, found by one or two of its own values, so that the script
/// may run any number of times.
record ScriptBlock(String menu, Map<String, String> key, Map<String, String> values) {
    ScriptBlock {
        key = new LinkedHashMap<>(key);
        values = new LinkedHashMap<>(values);
        if (key.isEmpty()) {
            throw new IllegalArgumentException("key: nothing (expected: a value to find it by)");
        }
    }

    static ScriptBlock named(String menu, String name, Map<String, String> values) {
        return new ScriptBlock(menu, Map.of("name", name), values);
    }

    /// Two lines; menus and property names are ours, every value is quoted.
    String text() {
        String find = "[find where " + words(key, " and ") + "]";
        Map<String, String> all = new LinkedHashMap<>(key);
        all.putAll(values);
        return """
        :if ([:len [%s find where %s]] = 0) do={ %s add %s } else={ %s set %s %s }
        """
                .formatted(
                        menu,
                        words(key, " and "),
                        menu,
                        words(all, " "),
                        menu,
                        find.replace("[find", "[" + menu + " find"),
                        words(values, " "));
    }

    private static String words(Map<String, String> values, String between) {
        return values.entrySet().stream()
                .map(value -> value.getKey() + "=" + ScriptText.quoted(value.getValue()))
                .collect(Collectors.joining(between));
    }
}
