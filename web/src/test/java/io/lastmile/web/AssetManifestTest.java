package io.lastmile.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/// What the build made of the sources, as it lies on the class path.
class AssetManifestTest {
    private static final AssetManifest MANIFEST = AssetManifest.load();

    private static byte[] bytes(String url) throws IOException {
        try (InputStream in = AssetManifest.resource(url.substring(1))) {
            return in.readAllBytes();
        }
    }

    @Test
    void aGzipFileHoldsWhatThePlainOneHolds() throws IOException {
        String url = MANIFEST.url("lib/chart.js");

        try (var in = new GZIPInputStream(new ByteArrayInputStream(bytes(url + ".gz")))) {
            assertThat(in.readAllBytes()).isEqualTo(bytes(url));
        }
        assertThat(bytes(url + ".br")).hasSizeLessThan(65_000);
    }

    @Test
    void inlineTextsCarryTheirHash() throws NoSuchAlgorithmException {
        for (AssetManifest.Inline inline :
                Stream.concat(
                                MANIFEST.importMaps().values().stream(),
                                Stream.of(MANIFEST.critical()))
                        .toList()) {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256")
                            .digest(inline.text().getBytes(StandardCharsets.UTF_8));
            assertThat(inline.hash())
                    .isEqualTo("sha256-" + Base64.getEncoder().encodeToString(hash));
            assertThat(Csp.policy(MANIFEST)).contains("'" + inline.hash() + "'");
        }
    }

    @Test
    void importMapsLeadToFilesThatExist() throws IOException {
        for (AssetManifest.Inline map : MANIFEST.importMaps().values()) {
            JsonNode imports = JsonMapper.builder().build().readTree(map.text()).get("imports");
            assertThat(imports.size()).isGreaterThan(30);
            for (JsonNode url : imports) {
                assertThat(bytes(url.asText())).isNotEmpty();
            }
        }
    }

    @Test
    void thePageFetchesEverythingItImportsAtOnce() {
        assertThat(MANIFEST.preloads().get("rooms/usage/noc.js"))
                .contains(
                        MANIFEST.url("app/live.js"),
                        MANIFEST.url("ui/live-table.js"),
                        MANIFEST.url("lib/lit-html/lit-html.js"))
                .doesNotContain(MANIFEST.url("lib/chart.js"));
    }

    @Test
    void theSpriteHasExactlyTheIconsThatAreUsed() throws IOException {
        Set<String> listed =
                new TreeSet<>(Files.readAllLines(Path.of("src/main/web/icons/icons.txt")));
        Set<String> used = new TreeSet<>();
        used.addAll(quoted(Path.of("src/main/web"), '\''));
        used.addAll(quoted(Path.of("src/main/jte"), '"'));
        used.addAll(quoted(Path.of("src/main/java"), '"'));

        assertThat(listed).allMatch(used::contains);
        String sprite = new String(bytes(MANIFEST.url("icons/sprite.svg")), StandardCharsets.UTF_8);
        assertThat(listed).allMatch(icon -> sprite.contains("id=\"" + icon + "\""));
        Pattern named =
                Pattern.compile(
                        "(?:icon\\('|icon\\(shell = shell, name = \"|use\\('\\w+', ')"
                                + "([a-z0-9-]+)['\"]");
        for (Path folder : Set.of(Path.of("src/main/web"), Path.of("src/main/jte"))) {
            assertThat(listed).containsAll(matches(folder, named));
        }
    }

    @Test
    void theNoticeNamesEveryLibrary() throws IOException {
        String notice = new String(bytes(MANIFEST.url("licences.txt")), StandardCharsets.UTF_8);

        assertThat(notice).contains("Chart.js", "Lit", "Lucide", "MIT", "BSD", "ISC");
    }

    private static Set<String> quoted(Path folder, char quote) throws IOException {
        return matches(folder, Pattern.compile(quote + "([a-z0-9-]+)" + quote));
    }

    private static Set<String> matches(Path folder, Pattern pattern) throws IOException {
        var found = new TreeSet<String>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                pattern.matcher(Files.readString(file))
                        .results()
                        .forEach(result -> found.add(result.group(1)));
            }
        }
        return found;
    }
}
