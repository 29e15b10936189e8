package io.lastmile.core.platform;

import static io.lastmile.core.platform.FieldWords.expectedNumber;
import static io.lastmile.core.platform.FieldWords.expectedText;
import static io.lastmile.core.platform.FieldWords.kind;
import static io.lastmile.core.platform.FieldWords.shown;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collector;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What a client sent, field by field: from JSON, a form or the query. Reading collects every fault
/// instead of stopping at the first; `done` refuses the request if there was one, or a field that
/// nobody asked for. Until then a faulty field reads as its fallback.
public final class Fields {
    /// The year 4753: no time that this product knows lies beyond, and no database refuses it.
    private static final long MILLIS_MAX = 87_840_000_000_000L;

    private static final Predicate<String> WHOLE =
            Pattern.compile("-?[0-9]{1,18}").asMatchPredicate();

    private static final Predicate<String> DECIMAL =
            Pattern.compile("-?[0-9]{1,9}([.][0-9]{1,6})?").asMatchPredicate();

    private final Map<String, JsonNode> values;
    private final String prefix;
    private final boolean textual;
    private final List<Fault> faults;
    private final Set<String> known = new HashSet<>();
    private final List<Fields> children = new ArrayList<>();

    private Fields(
            Map<String, JsonNode> values, String prefix, boolean textual, List<Fault> faults) {
        this.values = values;
        this.prefix = prefix;
        this.textual = textual;
        this.faults = faults;
    }

    static Fields ofJson(Map<String, JsonNode> values) {
        return new Fields(values, "", false, new ArrayList<>());
    }

    /// Of a form or a query, where everything is text and an empty field is an absent one.
    static Fields ofText(Map<String, JsonNode> values) {
        return new Fields(values, "", true, new ArrayList<>());
    }

    /// A text of 1 to `lengthMax` characters without control characters, in its normal spelling;
    /// outer blanks are dropped.
    public String text(String name, int lengthMax) {
        return checkedText(name, lengthMax)
                .filter(text -> !text.isEmpty() || refused(name, "''", expectedText(lengthMax)))
                .orElseGet(() -> missing(name, expectedText(lengthMax), ""));
    }

    /// The same in the spelling that was sent: what a router calls something.
    public String exact(String name, int lengthMax) {
        String text = text(name, lengthMax);
        String sent = value(name).map(JsonNode::asText).orElse("").strip();
        return PlainText.normal(sent).equals(text) ? sent : text;
    }

    public String text(String name, int lengthMax, String fallback) {
        return checkedText(name, lengthMax).orElse(fallback);
    }

    /// The same of several lines, each ended by a mere line feed; empty if it is absent.
    public String lines(String name, int lengthMax) {
        Optional<JsonNode> node = value(name);
        String text = node.map(JsonNode::asText).orElse("").replace("\r\n", "\n").strip();
        boolean textual = node.map(JsonNode::isTextual).orElse(true);
        if (!textual || text.length() > lengthMax || !text.lines().allMatch(PlainText::is)) {
            refuse(name, text.length() + " characters", expectedText(lengthMax));
        }
        return text;
    }

    public Optional<String> optionalText(String name, int lengthMax) {
        return checkedText(name, lengthMax).filter(text -> !text.isEmpty());
    }

    /// A text as it is, for passwords: blanks count and nothing of it is ever repeated.
    public Optional<String> secret(String name, int lengthMax) {
        return value(name)
                .flatMap(node -> {
                    String expected = "a text of 1 to " + lengthMax + " characters";
                    if (!node.isTextual()) {
                        refuse(name, kind(node), expected);
                    } else if (node.textValue().length() > lengthMax) {
                        refuse(name, node.textValue().length() + " characters", expected);
                    } else if (!node.textValue().isEmpty()) {
                        return Optional.of(node.textValue());
                    }
                    return Optional.empty();
                });
    }

    public long number(String name, long min, long max) {
        return optionalNumber(name, min, max)
                .orElseGet(() -> missing(name, expectedNumber(min, max), min));
    }

    public long number(String name, long min, long max, long fallback) {
        return optionalNumber(name, min, max).orElse(fallback);
    }

    public OptionalLong optionalNumber(String name, long min, long max) {
        Optional<JsonNode> node = value(name);
        if (node.isEmpty()) {
            return OptionalLong.empty();
        }
        OptionalLong number = whole(node.get());
        if (number.isPresent() && number.getAsLong() >= min && number.getAsLong() <= max) {
            return number;
        }
        refuse(name, shown(node.get()), expectedNumber(min, max));
        return OptionalLong.of(min);
    }

    /// A decimal with at most six places, as a number or as text.
    public Optional<BigDecimal> optionalDecimal(String name, BigDecimal min, BigDecimal max) {
        Optional<JsonNode> node = value(name);
        if (node.isEmpty()) {
            return Optional.empty();
        }
        String text = node.get().asText().strip();
        if (!node.get().isContainerNode() && DECIMAL.test(text)) {
            BigDecimal number = new BigDecimal(text);
            if (number.compareTo(min) >= 0 && number.compareTo(max) <= 0) {
                return Optional.of(number);
            }
        }
        refuse(name, shown(node.get()), "a number from " + min + " to " + max);
        return Optional.empty();
    }

    /// A list of texts; in a form they stand between commas.
    public List<String> texts(String name, int countMax, int lengthMax) {
        Optional<JsonNode> node = value(name);
        List<String> texts = new ArrayList<>();
        if (node.isPresent() && node.get() instanceof ArrayNode list) {
            list.forEach(item -> texts.add(item.isTextual() ? normal(item) : ""));
        } else if (node.isPresent() && textual) {
            List.of(node.get().asText().split(","))
                    .forEach(text -> texts.add(PlainText.normal(text.strip())));
        } else if (node.isPresent()) {
            texts.add("");
        }
        boolean good =
                texts.size() <= countMax
                        && texts.stream()
                                .allMatch(text ->
                                        !text.isEmpty()
                                                && text.length() <= lengthMax
                                                && PlainText.is(text));
        if (!good) {
            refuse(
                    name,
                    shown(node.orElseThrow()),
                    "at most " + countMax + " texts of 1 to " + lengthMax + " characters");
        }
        return good ? texts : List.of();
    }

    private static String normal(JsonNode item) {
        return PlainText.normal(item.asText().strip());
    }

    public boolean flag(String name, boolean fallback) {
        Optional<JsonNode> node = value(name);
        if (node.isEmpty()) {
            return fallback;
        }
        String text = node.get().asText();
        boolean known =
                node.get().isBoolean() || (textual && Set.of("true", "false").contains(text));
        if (!known) {
            refuse(name, shown(node.get()), "true or false");
        }
        return known ? Boolean.parseBoolean(text) : fallback;
    }

    public boolean flag(String name) {
        if (value(name).isEmpty()) {
            return missing(name, "true or false", false);
        }
        return flag(name, false);
    }

    /// One of an enum's constants by its name in lower case with `-` for `_`.
    public <E extends Enum<E>> E choice(String name, E fallback) {
        return optionalChoice(name, fallback.getDeclaringClass()).orElse(fallback);
    }

    public <E extends Enum<E>> Optional<E> optionalChoice(String name, Class<E> type) {
        return value(name).flatMap(node -> constant(name, node, type));
    }

    /// Milliseconds since 1970 or an ISO-8601 instant.
    public Optional<Instant> time(String name) {
        return value(name).flatMap(node -> instant(name, node));
    }

    /// The object in field `name`; an empty one if it is absent. In a form or a query its fields
    /// are called `name.field`.
    public Fields object(String name) {
        Map<String, JsonNode> inner = dotted(name);
        Optional<JsonNode> node = value(name);
        if (node.isPresent() && node.get() instanceof ObjectNode object) {
            inner = object.properties().stream().collect(entries());
        } else if (node.isPresent()) {
            refuse(name, shown(node.get()), "an object");
        }
        return child(name, inner);
    }

    /// The objects of the list in field `name`, none if it is absent. In a form they are called
    /// `name.0.field`; there one that is wholly empty is passed over.
    public List<Fields> objects(String name, int countMax) {
        List<Fields> found = new ArrayList<>();
        Optional<JsonNode> node = value(name);
        if (node.isPresent() && node.get() instanceof ArrayNode list && list.size() <= countMax) {
            for (JsonNode item : list) {
                Fields element = child(name + "." + found.size(), Map.of());
                if (item instanceof ObjectNode object) {
                    Map<String, JsonNode> inner = object.properties().stream().collect(entries());
                    element = child(name + "." + found.size(), inner);
                } else {
                    refuse(name + "." + found.size(), shown(item), "an object");
                }
                found.add(element);
            }
        } else if (node.isPresent()) {
            refuse(name, shown(node.get()), "a list of at most " + countMax);
        }
        for (int i = 0; i < countMax && textual; i++) {
            Map<String, JsonNode> inner = dotted(name + "." + i);
            Fields element = child(name + "." + i, inner);
            if (inner.values().stream().anyMatch(value -> !value.asText().isBlank())) {
                found.add(element);
            } else {
                element.known.addAll(inner.keySet());
            }
        }
        return found;
    }

    private Fields child(String name, Map<String, JsonNode> inner) {
        Fields child = new Fields(inner, prefix + name + ".", textual, faults);
        children.add(child);
        return child;
    }

    /// Of a form: what `name.` begins, without it.
    private Map<String, JsonNode> dotted(String name) {
        Map<String, JsonNode> inner = new HashMap<>();
        if (textual) {
            String start = name + ".";
            values.forEach((key, value) -> {
                if (key.startsWith(start)) {
                    known.add(key);
                    inner.put(key.substring(start.length()), value);
                }
            });
        }
        return inner;
    }

    /// A fault that only the caller can see.
    public void refuse(String name, String found, String expected) {
        faults.add(new Fault(prefix + name, found, expected));
    }

    /// Refuses the request if anything was wrong with it.
    public void done() {
        refuseUnknown();
        if (!faults.isEmpty()) {
            throw Problem.invalid(faults).refusal();
        }
    }

    private void refuseUnknown() {
        children.forEach(Fields::refuseUnknown);
        values.keySet().stream()
                .filter(name -> !known.contains(name))
                .sorted()
                .forEach(name -> refuse(name, "an unknown field", "one of " + knownNames()));
    }

    private String knownNames() {
        return known.stream().sorted().collect(Collectors.joining(", "));
    }

    private Optional<JsonNode> value(String name) {
        known.add(name);
        JsonNode node = values.getOrDefault(name, NullNode.instance);
        boolean absent = node.isNull() || (textual && node.asText().isBlank());
        return absent ? Optional.empty() : Optional.of(node);
    }

    private Optional<String> checkedText(String name, int lengthMax) {
        Optional<JsonNode> node = value(name);
        if (node.isEmpty()) {
            return Optional.empty();
        }
        String text = node.get().asText().strip();
        if (!node.get().isTextual()) {
            refuse(name, shown(node.get()), expectedText(lengthMax));
        } else if (text.length() > lengthMax) {
            refuse(name, text.length() + " characters", expectedText(lengthMax));
        } else if (!PlainText.is(text)) {
            refuse(name, "control characters", expectedText(lengthMax));
        } else {
            return Optional.of(PlainText.normal(text));
        }
        return Optional.of("?");
    }

    private <E extends Enum<E>> Optional<E> constant(String name, JsonNode node, Class<E> type) {
        Optional<E> found =
                Stream.of(type.getEnumConstants())
                        .filter(constant -> nameOf(constant).equals(node.asText()))
                        .findFirst();
        if (found.isEmpty()) {
            String all =
                    Stream.of(type.getEnumConstants())
                            .map(Fields::nameOf)
                            .collect(Collectors.joining(", "));
            refuse(name, shown(node), "one of " + all);
        }
        return found;
    }

    /// How the API writes an enum's constant.
    public static String nameOf(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private Optional<Instant> instant(String name, JsonNode node) {
        OptionalLong millis = whole(node);
        if (millis.isPresent() && Math.abs(millis.getAsLong()) <= MILLIS_MAX) {
            return Optional.of(Instant.ofEpochMilli(millis.getAsLong()));
        }
        try {
            return Optional.of(Instant.parse(node.asText()))
                    .filter(time -> Math.abs(time.getEpochSecond()) <= MILLIS_MAX / 1000)
                    .or(() -> refusedTime(name, node));
        } catch (DateTimeException e) {
            return refusedTime(name, node);
        }
    }

    private Optional<Instant> refusedTime(String name, JsonNode node) {
        refuse(name, shown(node), "milliseconds since 1970 or an ISO-8601 instant");
        return Optional.empty();
    }

    private OptionalLong whole(JsonNode node) {
        if (node.isIntegralNumber() && node.canConvertToLong()) {
            return OptionalLong.of(node.longValue());
        }
        if (textual && WHOLE.test(node.asText().strip())) {
            return OptionalLong.of(Long.parseLong(node.asText().strip()));
        }
        return OptionalLong.empty();
    }

    private <T> T missing(String name, String expected, T fallback) {
        refuse(name, "nothing", expected);
        return fallback;
    }

    private boolean refused(String name, String found, String expected) {
        refuse(name, found, expected);
        return true;
    }

    static Collector<Map.Entry<String, JsonNode>, ?, Map<String, JsonNode>> entries() {
        return Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue);
    }
}
