package io.lastmile.web;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;

/// The words of one language. A key without a text is a mistake in a template and says so.
/// Placeholders are `{name}`; a counted text has the keys `key.one` and `key.other`.
public final class Texts {
    private final Look.Language language;
    private final Map<String, String> texts;
    private final BdFormat format;

    private Texts(Look.Language language, Map<String, String> texts, BdFormat format) {
        this.language = language;
        this.texts = Map.copyOf(texts);
        this.format = format;
    }

    /// The same words with figures as 123.
    Texts latin() {
        return new Texts(language, texts, new BdFormat(language, true));
    }

    public boolean bangla() {
        return language == Look.Language.BN;
    }

    static Texts load(Look.Language language) {
        try (InputStream in = AssetManifest.resource(language.code() + ".json")) {
            return new Texts(
                    language,
                    JsonMapper.builder()
                            .build()
                            .readValue(in, new TypeReference<Map<String, String>>() {}),
                    new BdFormat(language));
        } catch (IOException e) {
            throw new UncheckedIOException("texts of " + language, e);
        }
    }

    public BdFormat format() {
        return format;
    }

    public boolean knows(String key) {
        return texts.containsKey(key);
    }

    public String of(String key) {
        String text = texts.get(key);
        if (text == null) {
            throw new IllegalArgumentException(
                    "no text for " + key + " in " + language.code() + ".json");
        }
        return text;
    }

    /// `of("router.since", "time", "14:02")` fills `{time}`.
    public String of(String key, String... namesAndValues) {
        String text = of(key);
        for (int i = 0; i + 1 < namesAndValues.length; i += 2) {
            text = text.replace("{" + namesAndValues[i] + "}", namesAndValues[i + 1]);
        }
        return text;
    }

    /// How long, in one unit: `42 s`, `14 min`, `3 h`, `5 d`.
    public String span(Duration span) {
        long seconds = Math.max(0, span.toSeconds());
        if (seconds < 60) {
            return of("span.s", "n", format.number(seconds));
        }
        if (seconds < 3_600) {
            return of("span.m", "n", format.number(seconds / 60));
        }
        return seconds < 172_800
                ? of("span.h", "n", format.number(seconds / 3_600))
                : of("span.d", "n", format.number(seconds / 86_400));
    }

    /// Fills `{n}`. Cardinal rules of CLDR: English `one` is 1, Bangla `one` is 0 and 1.
    public String count(String key, long n) {
        boolean one = n == 1 || language == Look.Language.BN && n == 0;
        return of(key + (one ? ".one" : ".other"), "n", format.number(n));
    }
}
