package io.lastmile.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TextsTest {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\w+}");
    private static final Pattern LATIN_WORDS = Pattern.compile(".*[a-z]{4,} [a-z]{3,}.*");

    private static Map<String, String> texts(String language) throws IOException {
        return JsonMapper.builder()
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .build()
                .readValue(
                        Path.of("src/main/web/i18n/" + language + ".json").toFile(),
                        new TypeReference<Map<String, String>>() {});
    }

    private static Set<String> placeholders(String text) {
        return PLACEHOLDER
                .matcher(text)
                .results()
                .map(MatchResult::group)
                .collect(Collectors.toSet());
    }

    @Test
    void bothLanguagesHaveTheSameKeysAndPlaceholders() throws IOException {
        Map<String, String> english = texts("en");
        Map<String, String> bangla = texts("bn");

        assertThat(bangla.keySet()).isEqualTo(english.keySet());
        english.forEach((key, text) ->
                assertThat(placeholders(bangla.getOrDefault(key, "")))
                        .as(key)
                        .isEqualTo(placeholders(text)));
        assertThat(bangla.values())
                .filteredOn(text -> LATIN_WORDS.matcher(text.replaceAll("\\(/.*\\)", "")).matches())
                .as("English left in Bangla, commands of RouterOS aside")
                .isEmpty();
    }

    @Test
    void everyKeyOfATemplateOrModuleHasAText() throws IOException {
        Map<String, String> english = texts("en");
        Set<String> used = new TreeSet<>();
        collect(used, Path.of("src/main/jte"), "shell\\.of\\(\"([\\w.-]+)\"\\)");
        collect(used, Path.of("src/main/web"), "\\b(?:t|knows)\\('([\\w.-]+)'[,)]");
        collect(used, Path.of("src/main/java"), "texts\\.of\\(\\s*\"([\\w.-]+)\"[,)]");

        assertThat(used).hasSizeGreaterThan(100);
        assertThat(english.keySet()).containsAll(used);
    }

    @Test
    void countedTextsHaveBothForms() throws IOException {
        Map<String, String> english = texts("en");
        Set<String> used = new TreeSet<>();
        collect(used, Path.of("src/main/web"), "\\bcount\\('([\\w.-]+)'[,)]");
        collect(used, Path.of("src/main/java"), "texts\\.count\\(\\s*\"([\\w.-]+)\"[,)]");

        assertThat(used).isNotEmpty();
        assertThat(english.keySet())
                .containsAll(used.stream().map(key -> key + ".one").toList())
                .containsAll(used.stream().map(key -> key + ".other").toList());
    }

    @Test
    void zeroIsSingularInBanglaOnly() {
        assertThat(Texts.load(Look.Language.EN).count("live.lines", 1)).isEqualTo("1 line");
        assertThat(Texts.load(Look.Language.EN).count("live.lines", 0)).isEqualTo("0 lines");
        assertThat(Texts.load(Look.Language.BN).count("live.lines", 2)).isEqualTo("২টি লাইন");
    }

    @Test
    void aKeyWithoutATextIsNamed() {
        assertThatThrownBy(() -> Texts.load(Look.Language.BN).of("no.such"))
                .hasMessage("no text for no.such in bn.json");
    }

    private static void collect(Set<String> keys, Path folder, String regex) throws IOException {
        Pattern pattern = Pattern.compile(regex);
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                List<String> found =
                        pattern.matcher(Files.readString(file))
                                .results()
                                .map(result -> result.group(1))
                                .filter(key -> !key.endsWith("."))
                                .toList();
                keys.addAll(found);
            }
        }
    }
}
