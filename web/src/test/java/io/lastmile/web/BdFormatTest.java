package io.lastmile.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalTime;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

/// The vectors are shared with `format.js`, which a browser test in `deploy` holds to them.
class BdFormatTest {
    private static final JsonNode VECTORS = vectors();

    private static JsonNode vectors() {
        try {
            return JsonMapper.builder()
                    .build()
                    .readTree(Path.of("src/test/resources/format-vectors.json").toFile());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static void holds(String kind, BiFunction<BdFormat, JsonNode, String> formatted) {
        assertThat(VECTORS.get(kind)).isNotEmpty();
        for (JsonNode vector : VECTORS.get(kind)) {
            for (Look.Language language : Look.Language.values()) {
                assertThat(formatted.apply(new BdFormat(language), vector))
                        .as("%s in %s", vector, language)
                        .isEqualTo(vector.get(language.code()).asText());
            }
        }
    }

    @Test
    void groupsByLakhInBothLanguages() {
        holds(
                "number",
                (format, v) ->
                        format.number(v.get("value").decimalValue(), v.get("decimals").asInt()));
    }

    @Test
    void writesMoneyWithPaisaOnlyWhereThereAreAny() {
        holds("taka", (format, v) -> format.taka(v.get("poisha").asLong()));
    }

    @Test
    void writesRatesInThreeDigits() {
        holds("rate", (format, v) -> format.rate(v.get("value").asDouble()).toString());
    }

    @Test
    void writesVolumesInDecimalUnits() {
        holds("volume", (format, v) -> format.volume(v.get("value").asDouble()).toString());
    }

    @Test
    void namesThePartOfTheDayInBangla() {
        holds(
                "clock",
                (format, v) ->
                        format.clock(LocalTime.of(v.get("hour").asInt(), v.get("minute").asInt())));
    }

    @Test
    void namesTheDateOnlyOfAnotherDayInDhaka() {
        var format = new BdFormat(Look.Language.EN);
        Instant now = Instant.parse("2026-11-22T18:30:00Z");

        assertThat(format.moment(Instant.parse("2026-11-22T18:05:00Z"), now)).isEqualTo("00:05");
        assertThat(format.moment(Instant.parse("2026-11-22T17:55:00Z"), now))
                .isEqualTo("22/11 23:55");
    }
}
