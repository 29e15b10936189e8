package io.lastmile.core.papers;

import com.fasterxml.jackson.core.type.TypeReference;
import io.lastmile.core.documents.AmountInWords;
import io.lastmile.core.documents.Digits;
import io.lastmile.core.platform.Json;
import io.lastmile.core.platform.Money;
import io.lastmile.core.settings.Settings.Language;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/// What papers say beside what their documents say, in one language; days and times are those of
/// the ISP's zone.
final class Words {
    static final String RESOURCES = "/papers/";

    private static final Map<Language, Map<String, String>> TEXTS =
            Map.of(Language.EN, load("en"), Language.BN, load("bn"));
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("dd-MM-yyyy", Locale.ROOT);
    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("dd-MM-yyyy HH:mm", Locale.ROOT);

    private final Language language;
    private final ZoneId zone;
    private final Map<String, String> texts;

    Words(Language language, ZoneId zone) {
        this.language = language;
        this.zone = zone;
        this.texts = Objects.requireNonNull(TEXTS.get(language));
    }

    Language language() {
        return language;
    }

    ZoneId zone() {
        return zone;
    }

    /// `{}` in the text is `value`.
    String of(String key, String value) {
        return of(key).replace("{}", value);
    }

    String of(String key) {
        return Objects.requireNonNull(texts.get(key), key);
    }

    boolean knows(String key) {
        return texts.containsKey(key);
    }

    /// The one of the paper's language, the other where there is none.
    String either(String en, String bn) {
        String wanted = language == Language.BN ? bn : en;
        return wanted.isEmpty() ? language == Language.BN ? en : bn : wanted;
    }

    String money(Money amount) {
        return Digits.of(amount, language);
    }

    String taka(Money amount) {
        return "৳ " + money(amount);
    }

    String inWords(Money amount) {
        return AmountInWords.of(amount, language);
    }

    String figures(String text) {
        return language == Language.BN ? Digits.bangla(text) : text;
    }

    String day(LocalDate day) {
        return figures(DAY.format(day));
    }

    String moment(Instant time) {
        return figures(MOMENT.format(time.atZone(zone)));
    }

    /// 0.05 is `5%`.
    String percent(BigDecimal rate) {
        return figures(rate.movePointRight(2).stripTrailingZeros().toPlainString()) + "%";
    }

    private static Map<String, String> load(String language) {
        String path = RESOURCES + language + ".json";
        try (InputStream in = Words.class.getResourceAsStream(path)) {
            return Json.MAPPER.readValue(
                    Objects.requireNonNull(in, path), new TypeReference<Map<String, String>>() {});
        } catch (IOException e) {
            throw new UncheckedIOException(path, e);
        }
    }
}
