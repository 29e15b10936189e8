package io.lastmile.web.build;

import com.aayushatharva.brotli4j.Brotli4jLoader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lastmile.web.AssetManifest;
import io.lastmile.web.AssetManifest.Inline;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// `AssetBuild <src/main/web> <output folder>`: hashed, compressed files, one style sheet, the icon
/// sprite, the texts, an import map per language with its CSP hash, and the licence notice.
public final class AssetBuild {
    private static final Pattern QUOTED =
            Pattern.compile("['\"`]([a-z0-9-]+(?:[.][A-Za-z0-9_-]+)*[.]?)");

    private static final Pattern PLURAL = Pattern.compile("[.](one|other)$");
    private static final List<String> LANGUAGES = List.of("en", "bn");

    /// Tokens first, then what every page needs; these two are also the critical style sheet.
    private static final List<String> FIRST = List.of("tokens.css", "base.css", "card.css");

    /// In the customers' pages themselves and nowhere else.
    private static final List<String> INLINE = List.of("portal.css", "walled.css");

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Path source;
    private final Path target;
    private final Output output;
    private final Modules modules = new Modules();

    private AssetBuild(Path source, Path target) {
        this.source = source;
        this.target = target;
        this.output = new Output(target);
    }

    public static void main(String[] arguments) throws IOException {
        Brotli4jLoader.ensureAvailability();
        new AssetBuild(Path.of(arguments[0]), Path.of(arguments[1])).run();
    }

    private void run() throws IOException {
        clear();
        libraries();
        ownModules();
        texts();
        output.write("styles/app.css", utf8(String.join("\n", styles())));
        output.write("icons/sprite.svg", utf8(IconSprite.of(read("icons/icons.txt"))));
        output.write("icons/favicon.svg", utf8(read("icons/favicon.svg")));
        notice();
        manifest();
    }

    private void clear() throws IOException {
        if (Files.isDirectory(target)) {
            try (Stream<Path> old = Files.walk(target)) {
                for (Path path : old.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
        Files.createDirectories(target);
    }

    private void libraries() throws IOException {
        for (Libraries.File file : Libraries.FILES) {
            String text = Libraries.module(file);
            modules.add(file.logical(), text);
            output.write(file.logical(), utf8(text));
            if (!file.specifier().isEmpty()) {
                modules.name(file.specifier(), file.logical());
            }
        }
    }

    private void ownModules() throws IOException {
        for (String logical : files(".js")) {
            modules.add(logical, read(logical));
            output.write(logical, utf8(read(logical)));
        }
    }

    /// Texts become a module, so that a page's script has its language without another round trip.
    private void texts() throws IOException {
        Set<String> spoken = spoken();
        for (String language : LANGUAGES) {
            String json = read("i18n/" + language + ".json");
            Files.writeString(target.resolve(language + ".json"), json);
            var texts = (ObjectNode) JSON.readTree(json);
            texts.properties().removeIf(text -> !speaks(spoken, text.getKey()));
            String module = "export default " + JSON.writeValueAsString(texts) + ";\n";
            modules.add("i18n/" + language + ".js", module);
            output.write("i18n/" + language + ".js", utf8(module));
        }
        modules.name("texts", "i18n/en.js");
    }

    /// What scripts have between quotes: whole keys, and how keys begin (`'month.' + n`).
    private Set<String> spoken() throws IOException {
        Set<String> quoted = new HashSet<>();
        for (String name : files(".js")) {
            QUOTED.matcher(read(name)).results().forEach(found -> quoted.add(found.group(1)));
        }
        return quoted;
    }

    /// The texts of pages alone stay at home: they were more than half of the module.
    private static boolean speaks(Set<String> quoted, String key) {
        return quoted.contains(key)
                || quoted.contains(PLURAL.matcher(key).replaceFirst(""))
                || quoted.stream().anyMatch(word -> word.endsWith(".") && key.startsWith(word));
    }

    private List<String> styles() throws IOException {
        var sheets = new java.util.ArrayList<String>();
        for (String name : FIRST) {
            sheets.add(read("styles/" + name));
        }
        for (String logical : files(".css")) {
            String name = logical.substring("styles/".length());
            if (!FIRST.contains(name) && !INLINE.contains(name)) {
                sheets.add(read(logical));
            }
        }
        return sheets;
    }

    private void notice() throws IOException {
        var text = new StringBuilder("Lastmile's pages contain the following libraries.\n");
        for (Libraries.Notice notice : Libraries.NOTICES) {
            text.append("\n== ").append(notice.library()).append("\n\n");
            text.append(Libraries.text(notice.resource()).strip()).append("\n");
        }
        output.write("licences.txt", utf8(text.toString()));
    }

    private void manifest() throws IOException {
        var preloads = new TreeMap<String, List<String>>();
        for (String logical : files(".js")) {
            if (logical.startsWith("rooms/") || logical.equals("ui/shell.js")) {
                preloads.put(logical, closure(logical));
            }
        }
        var maps = new TreeMap<String, Inline>();
        for (String language : LANGUAGES) {
            maps.put(language, inline(importMap(language)));
        }
        Inline critical = inline(String.join("\n", styles().subList(0, FIRST.size())));
        Inline portal = inline(critical.text() + "\n" + read("styles/portal.css"));
        Inline walled = inline(read("styles/tokens.css") + "\n" + read("styles/walled.css"));
        String glyphs = IconSprite.symbols(read("icons/portal.txt"));
        JSON.writerWithDefaultPrettyPrinter()
                .writeValue(
                        target.resolve(AssetManifest.FILE).toFile(),
                        new AssetManifest(
                                output.urls(), preloads, maps, critical, portal, walled, glyphs));
    }

    /// The texts stay out: their URL depends on the reader's language.
    private List<String> closure(String entry) {
        return modules.closure(entry).stream()
                .filter(module -> !module.startsWith("i18n/"))
                .map(module -> output.urls().get(module))
                .toList();
    }

    private String importMap(String language) throws IOException {
        var imports = new TreeMap<String, String>();
        modules.bare().forEach((name, logical) -> imports.put(name, output.urls().get(logical)));
        imports.put("texts", output.urls().get("i18n/" + language + ".js"));
        output.urls().entrySet().stream()
                .filter(file -> file.getKey().endsWith(".js"))
                .filter(file -> !file.getKey().startsWith("i18n/"))
                .forEach(file -> imports.put("/a/" + file.getKey(), file.getValue()));
        return JSON.writeValueAsString(Map.of("imports", imports));
    }

    private static Inline inline(String text) {
        String hash = Base64.getEncoder().encodeToString(Output.sha256(utf8(text)));
        return new Inline(text, "sha256-" + hash);
    }

    private List<String> files(String suffix) throws IOException {
        try (Stream<Path> all = Files.walk(source)) {
            return all.map(path -> source.relativize(path).toString().replace('\\', '/'))
                    .filter(name -> name.endsWith(suffix))
                    .sorted()
                    .toList();
        }
    }

    private String read(String logical) throws IOException {
        return Files.readString(source.resolve(logical));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
