package io.lastmile.collector.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The mirrors of the distribution that this machine already uses, read from both forms in which
/// apt keeps them (sources.list(5)): stanzas (`*.sources`) and lines (`*.list`).
final class AptSources {
    private static final Set<String> MAIN_SUITES =
            Set.of("stable", "oldstable", "testing", "unstable", "sid");

    /// `deb [ options ] uri suite component...`
    private static final Pattern LINE =
            Pattern.compile("deb\\s+(?:\\[([^]]*)]\\s+)?(\\S+)\\s+(\\S+)\\s+(.+)");

    private static final Pattern SIGNED_BY = Pattern.compile("signed-by=(\\S+)");

    /// One mirror and the keyring that vouches for it; an empty keyring is the machine's default.
    record Mirror(String uri, String signedBy) {
        /// As a stanza for another suite of the same distribution.
        String stanza(String suite) {
            String keyring = signedBy.isEmpty() ? "" : "Signed-By: " + signedBy + "\n";
            return "Types: deb\nURIs: %s\nSuites: %s\nComponents: main\n%s\n"
                    .formatted(uri, suite, keyring);
        }
    }

    private final String codename;

    /// `codename` is the release that this machine runs (`bookworm`).
    AptSources(String codename) {
        this.codename = codename;
    }

    /// In the order of the files' names, without doubles.
    List<Mirror> read(Path etcApt) throws IOException {
        List<Mirror> found = new ArrayList<>();
        for (Path file : files(etcApt)) {
            String text = Files.readString(file);
            found.addAll(file.toString().endsWith(".sources") ? stanzas(text) : lines(text));
        }
        return found.stream().distinct().toList();
    }

    private static List<Path> files(Path etcApt) throws IOException {
        List<Path> files = new ArrayList<>();
        if (Files.exists(etcApt.resolve("sources.list"))) {
            files.add(etcApt.resolve("sources.list"));
        }
        Path parts = etcApt.resolve("sources.list.d");
        if (Files.isDirectory(parts)) {
            try (Stream<Path> listed = Files.list(parts)) {
                listed.filter(p -> p.toString().matches(".*\\.(list|sources)"))
                        .sorted()
                        .forEach(files::add);
            }
        }
        return files;
    }

    List<Mirror> lines(String text) {
        return text.lines()
                .map(line -> LINE.matcher(line.replaceFirst("#.*", "").strip()))
                .filter(Matcher::matches)
                .filter(line -> isMain(line.group(3)) && hasMain(line.group(4)))
                .map(line -> new Mirror(line.group(2), signedBy(line.group(1))))
                .toList();
    }

    private static String signedBy(@org.jspecify.annotations.Nullable String options) {
        Matcher matcher = SIGNED_BY.matcher(options == null ? "" : options);
        return matcher.find() ? matcher.group(1) : "";
    }

    List<Mirror> stanzas(String text) {
        List<Mirror> found = new ArrayList<>();
        for (String stanza : text.split("\\n[ \\t]*\\n")) {
            Map<String, String> fields = fields(stanza);
            boolean fits =
                    words(fields, "types").contains("deb")
                            && !fields.getOrDefault("enabled", "yes").matches("(?i)no|false|0")
                            && words(fields, "suites").stream().anyMatch(this::isMain)
                            && words(fields, "components").contains("main");
            if (fits) {
                String signedBy = fields.getOrDefault("signed-by", "");
                words(fields, "uris").forEach(uri -> found.add(new Mirror(uri, signedBy)));
            }
        }
        return found;
    }

    /// Field names folded; a value keeps its continuation lines (a key may be written in place).
    private static Map<String, String> fields(String stanza) {
        Map<String, String> fields = new LinkedHashMap<>();
        String last = "";
        for (String line : stanza.lines().filter(l -> !l.startsWith("#")).toList()) {
            int colon = line.indexOf(':');
            if (line.startsWith(" ") || line.startsWith("\t")) {
                fields.merge(last, line, (before, more) -> before + "\n" + more);
            } else if (colon > 0) {
                last = line.substring(0, colon).strip().toLowerCase(Locale.ROOT);
                fields.put(last, line.substring(colon + 1).strip());
            }
        }
        return fields;
    }

    private static List<String> words(Map<String, String> fields, String name) {
        return List.of(fields.getOrDefault(name, "").strip().split("\\s+"));
    }

    private boolean isMain(String suite) {
        return suite.equals(codename) || MAIN_SUITES.contains(suite);
    }

    private static boolean hasMain(String components) {
        return List.of(components.strip().split("\\s+")).contains("main");
    }
}
