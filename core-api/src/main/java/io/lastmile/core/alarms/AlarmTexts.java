package io.lastmile.core.alarms;

import com.fasterxml.jackson.core.type.TypeReference;
import io.lastmile.core.platform.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// An alarm in words. What evidence does not tell stands as a dash; a fact that is a code has its
/// words under `fact.code` and stands as it is without them. In Bangla text counts are in Bangla
/// digits.
final class AlarmTexts {
    private static final Pattern PLACE = Pattern.compile("\\{([A-Za-z]+)}");
    private static final Pattern COUNT = Pattern.compile("-?[0-9]{1,12}");
    private static final String UNKNOWN = "unknown";
    private static final char BANGLA_ZERO = '০';

    private final Map<String, String> en = load("en");
    private final Map<String, String> bn = load("bn");

    Words title(String kind, Map<String, String> facts) {
        return words(kind, "title", facts);
    }

    Words detail(String kind, Map<String, String> facts) {
        return words(kind, "detail", facts);
    }

    private Words words(String kind, String part, Map<String, String> facts) {
        String key = key(kind, part, facts.getOrDefault("finding", ""));
        return new Words(
                filled(en.getOrDefault(key, ""), inWords(facts, en), false),
                filled(bn.getOrDefault(key, ""), inWords(facts, bn), true));
    }

    private static Map<String, String> inWords(
            Map<String, String> facts, Map<String, String> texts) {
        Map<String, String> words = new HashMap<>(facts);
        words.replaceAll((fact, code) -> texts.getOrDefault(fact + "." + code, code));
        String why = "why." + facts.getOrDefault("why", UNKNOWN);
        words.put("why", texts.getOrDefault(why, texts.getOrDefault("why." + UNKNOWN, "")));
        return words;
    }

    /// A kind may find different things, each with words of its own.
    private String key(String kind, String part, String finding) {
        String exact = kind + "." + finding + "." + part;
        String plain = kind + "." + part;
        if (en.containsKey(exact)) {
            return exact;
        }
        return en.containsKey(plain) ? plain : UNKNOWN + "." + part;
    }

    private static String filled(String text, Map<String, String> facts, boolean bangla) {
        return PLACE.matcher(text)
                .replaceAll(place -> {
                    String fact = facts.getOrDefault(place.group(1), "–");
                    boolean count = bangla && COUNT.matcher(fact).matches();
                    return Matcher.quoteReplacement(count ? inBangla(fact) : fact);
                });
    }

    private static String inBangla(String digits) {
        var text = new StringBuilder();
        for (char digit : digits.toCharArray()) {
            text.append(digit == '-' ? digit : (char) (BANGLA_ZERO + digit - '0'));
        }
        return text.toString();
    }

    /// Both languages, for the test of their parity.
    Map<String, Map<String, String>> all() {
        return Map.of("en", en, "bn", bn);
    }

    private static Map<String, String> load(String language) {
        String path = "/alarms/" + language + ".json";
        try (InputStream in = AlarmTexts.class.getResourceAsStream(path)) {
            return Json.MAPPER.readValue(
                    Objects.requireNonNull(in, path), new TypeReference<Map<String, String>>() {});
        } catch (IOException e) {
            throw new UncheckedIOException(path, e);
        }
    }
}
