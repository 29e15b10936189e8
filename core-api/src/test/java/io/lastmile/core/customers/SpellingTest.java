package io.lastmile.core.customers;

import static org.assertj.core.api.Assertions.assertThat;

import io.lastmile.core.TestApi;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// One word has many spellings: keyboards write Bangla letters and digits in more than one way.
class SpellingTest {
    private static final String YA_ONE = "\u09DF";
    private static final String YA_TWO = "\u09AF\u09BC";

    private static TestApi api;

    @BeforeAll
    static void start() {
        api = TestApi.start();
        add("Joynal", "জ" + YA_TWO + "নাল", "01712345678");
        add("Kayes", "কা" + YA_ONE + "েস", "01812345699");
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    private static HttpResponse<String> post(String name, String bangla, String mobile) {
        return api.post(
                "/api/customers",
                "{\"name\":\"%s\",\"nameBn\":\"%s\",\"mobile\":\"%s\",\"postcode\":\"1216\"}"
                        .formatted(name, bangla, mobile));
    }

    private static void add(String name, String bangla, String mobile) {
        HttpResponse<String> response = post(name, bangla, mobile);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(201);
    }

    private static List<String> found(String q) {
        String path = "/api/search?q=" + URLEncoder.encode(q, StandardCharsets.UTF_8);
        List<String> names = new ArrayList<>();
        TestApi.json(api.get(path))
                .path("items")
                .forEach(hit ->
                        names.add(hit.path("customer").path("person").path("name").asText()));
        return names;
    }

    @Test
    void aLetterIsFoundInEitherOfItsSpellings() {
        assertThat(found("জ" + YA_ONE + "নাল")).containsExactly("Joynal");
        assertThat(found("জ" + YA_TWO + "নাল")).containsExactly("Joynal");
        assertThat(found("কা" + YA_ONE + "েস")).containsExactly("Kayes");
        assertThat(found("\u200Bজ" + YA_ONE + "ন\u200C")).containsExactly("Joynal");
        assertThat(Districts.named("কুষ্টি" + YA_ONE + "া")).isPresent();
        assertThat(Districts.named("কুষ্টি" + YA_TWO + "া")).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "০১৭১২৩৪৫৬৭৮",
                "০১৭১২",
                "01712-3456",
                "01712 345",
                "+880 1712",
                "8801712-3",
                "01712345678"
            })
    void aNumberIsFoundHoweverItIsTyped(String q) {
        assertThat(found(q)).containsExactly("Joynal");
    }

    @Test
    void banglaDigitsFindTheRest() {
        assertThat(found("১২১৬")).contains("Joynal", "Kayes");
        assertThat(found("---")).isEmpty();
        assertThat(found("%%%")).isEmpty();
        assertThat(found("\u200B")).isEmpty();
    }

    /// Without letters of its own character type PostgreSQL has no trigrams of Bangla words.
    @Test
    void banglaHasTrigrams() {
        assertThat(api.value("select cardinality(core.show_trgm('রহিম')) > 2")).isEqualTo("t");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u200B", "RTL\u202Eabc", "\uFEFFx", "a\u2066b"})
    void nobodyIsCalledByTricks(String name) {
        assertThat(post(name, "", "01912345678").statusCode()).isEqualTo(400);
    }

    @Test
    void joinersInsideAWordStay() {
        assertThat(post("Zwnj", "র\u200D্যাম", "01912345679").statusCode()).isEqualTo(201);
    }
}
