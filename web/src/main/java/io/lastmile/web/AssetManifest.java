package io.lastmile.web;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the asset build made. `urls` leads from a logical name (`styles/app.css`) to the hashed
/// URL, `preloads` from a page's entry module to the URLs of all modules it imports at once.
/// `portal` and `walled` are the whole styles of customers' pages, `glyphs` their icons as SVG
/// symbols: such a page comes in one answer. `importMaps` has one per language, `hash` being the
/// `sha256-...` of its text for the CSP.
public record AssetManifest(
        Map<String, String> urls,
        Map<String, List<String>> preloads,
        Map<String, Inline> importMaps,
        Inline critical,
        Inline portal,
        Inline walled,
        String glyphs) {
    /// Text that stands in the page itself, and the CSP source expression that allows it.
    public record Inline(String text, String hash) {}

    public static final String FOLDER = "browser/";
    public static final String FILE = "manifest.json";

    public AssetManifest {
        urls = Map.copyOf(urls);
        preloads = Map.copyOf(preloads);
        importMaps = Map.copyOf(importMaps);
    }

    static AssetManifest load() {
        try (InputStream in = resource(FILE)) {
            return JsonMapper.builder().build().readValue(in, AssetManifest.class);
        } catch (IOException e) {
            throw new UncheckedIOException("asset manifest", e);
        }
    }

    static InputStream resource(String name) {
        return Optional.ofNullable(
                        AssetManifest.class.getClassLoader().getResourceAsStream(FOLDER + name))
                .orElseThrow(
                        () -> new IllegalStateException("asset not on the class path: " + name));
    }

    public Inline importMap(String language) {
        return Optional.ofNullable(importMaps.get(language))
                .orElseThrow(() -> new IllegalArgumentException("no import map for " + language));
    }

    /// The hashed URL of a logical name; an unknown one is a mistake in a template.
    public String url(String name) {
        return Optional.ofNullable(urls.get(name))
                .orElseThrow(() -> new IllegalArgumentException("no such asset: " + name));
    }
}
