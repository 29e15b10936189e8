package io.lastmile.web;

import io.lastmile.core.platform.Body;
import io.lastmile.core.platform.Fault;
import io.lastmile.core.platform.Fields;
import io.lastmile.core.platform.PlainText;
import io.lastmile.core.platform.Problem;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/// A form as somebody typed it, and what was wrong with it: shown again, it loses nothing. Inputs
/// are called as the API calls its fields; a scale says how many of the API's units one typed unit
/// is (taka are 100 poisha).
public record TypedForm(Map<String, String> typed, Map<String, String> faults, String message) {
    private static final String NOTHING = "nothing";
    private static final String WHOLE = "a whole number";

    public TypedForm {
        typed = Map.copyOf(typed);
        faults = Map.copyOf(faults);
    }

    public static TypedForm of(Map<String, String> values) {
        return new TypedForm(values, Map.of(), "");
    }

    public String value(String name) {
        return typed.getOrDefault(name, "");
    }

    public boolean is(String name, String value) {
        return value(name).equals(value);
    }

    public String fault(String name) {
        return faults.getOrDefault(name, "");
    }

    /// Nothing was typed where something is needed.
    public boolean missing(String name) {
        return fault(name).equals(NOTHING);
    }

    /// The same with what was refused: faults beside their fields, all else above the form. What
    /// was expected of a scaled field is told in words that fit the units in which it is typed.
    public TypedForm refused(Problem problem, Set<String> scaled) {
        Map<String, String> byField = new LinkedHashMap<>();
        for (Fault fault : problem.faults()) {
            boolean unit = scaled.contains(fault.field()) && fault.expected().startsWith(WHOLE);
            String expected = unit ? "a number like 500 or 499.50" : fault.expected();
            boolean none = fault.found().equals(NOTHING) && typed.containsKey(fault.field());
            byField.putIfAbsent(fault.field(), none ? NOTHING : expected);
        }
        boolean shown = !byField.isEmpty() && typed.keySet().containsAll(byField.keySet());
        return new TypedForm(typed, byField, shown ? "" : problem.detail());
    }

    /// The fields in the API's units; what is no number is left for its own check to refuse.
    public Fields fields(Map<String, BigDecimal> scales) {
        Map<String, String> values = new HashMap<>(typed);
        scales.forEach(
                (name, scale) -> values.computeIfPresent(name, (_, text) -> scaled(text, scale)));
        return Body.formOf(values);
    }

    private static String scaled(String text, BigDecimal scale) {
        String plain = PlainText.ungrouped(PlainText.latinDigits(text).strip());
        if (!plain.matches("[0-9]{1,15}([.][0-9]{1,9})?")) {
            return text;
        }
        return new BigDecimal(plain).multiply(scale).stripTrailingZeros().toPlainString();
    }
}
