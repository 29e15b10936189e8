package io.lastmile;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.lastmile.Chromium.Reader;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `app/format.js` in Chromium gives what `BdFormat` gives in the JVM: both have the same vectors.
class FormatModuleTest {
    private static final Path VECTORS = Path.of("../web/src/test/resources/format-vectors.json");

    private static final String CALL =
            """
            async ([language, kind, vectors]) => {
              const { bdFormat } = await import('/a/app/format.js');
              const format = bdFormat(language);
              const calls = {
                number: (v) => format.number(v.value, v.decimals),
                taka: (v) => format.taka(v.poisha),
                rate: (v) => format.rate(v.value),
                volume: (v) => format.volume(v.value),
                clock: (v) => format.clock(v.hour, v.minute),
              };
              return JSON.parse(vectors).map(calls[kind]);
            }
            """;

    @ParameterizedTest
    @CsvSource({"number", "taka", "rate", "volume", "clock"})
    void holdsTheSharedVectors(String kind) throws IOException {
        JsonNode vectors = JsonMapper.builder().build().readTree(VECTORS.toFile()).get(kind);
        RunningProduct product = RunningProduct.shared();
        try (Chromium chromium = Chromium.start();
                Visit visit = product.enter(chromium.visit(product.url(), Reader.DESK))) {
            visit.open("/routers");
            for (String language : new String[] {"en", "bn"}) {
                Object said =
                        visit.page()
                                .evaluate(CALL, new Object[] {language, kind, vectors.toString()});
                assertThat(said)
                        .isEqualTo(
                                vectors.valueStream().map(v -> v.get(language).asText()).toList());
            }
        }
    }
}
