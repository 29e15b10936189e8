package io.lastmile.web.build;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// The allow-list: no other file leaves a library's jar. The versions are those of the parent POM;
/// a mismatch fails the build with the path that it looked for.
final class Libraries {
    /// `specifier` is the bare name that modules import, empty where only relative imports exist.
    record File(String resource, String logical, String specifier) {}

    record Notice(String library, String resource) {}

    private static final String LIT = "META-INF/resources/_static/";
    private static final String CHART = "META-INF/resources/webjars/chart.js/4.5.1/";
    private static final String LUCIDE = "META-INF/resources/webjars/lucide-static/0.468.0/";
    private static final Pattern SOURCE_MAP = Pattern.compile("(?m)^//# sourceMappingURL=.*$");

    static final List<File> FILES =
            List.of(
                    new File(LIT + "lit/3.3.3/index.js", "lib/lit/index.js", "lit"),
                    new File(
                            LIT + "lit-html/3.3.3/lit-html.js",
                            "lib/lit-html/lit-html.js",
                            "lit-html"),
                    new File(
                            LIT + "lit-html/3.3.3/is-server.js",
                            "lib/lit-html/is-server.js",
                            "lit-html/is-server.js"),
                    new File(
                            LIT + "lit-element/4.2.2/lit-element.js",
                            "lib/lit-element/lit-element.js",
                            "lit-element/lit-element.js"),
                    new File(
                            LIT + "reactive-element/2.1.2/reactive-element.js",
                            "lib/reactive-element/reactive-element.js",
                            "@lit/reactive-element"),
                    new File(
                            LIT + "reactive-element/2.1.2/css-tag.js",
                            "lib/reactive-element/css-tag.js",
                            ""),
                    new File(CHART + "dist/chart.umd.min.js", "lib/chart.js", "chart.js"));

    static final List<Notice> NOTICES =
            List.of(
                    new Notice("Chart.js 4.5.1", CHART + "LICENSE.md"),
                    new Notice("Lit 3.3.3", LIT + "lit/3.3.3/LICENSE"),
                    new Notice("Lucide 0.468.0 (icons)", LUCIDE + "LICENSE"));

    private Libraries() {}

    static String icon(String name) throws IOException {
        return text(LUCIDE + "icons/" + name + ".svg");
    }

    static String module(File file) throws IOException {
        return SOURCE_MAP.matcher(text(file.resource())).replaceAll("");
    }

    static String text(String resource) throws IOException {
        try (InputStream in =
                Optional.ofNullable(Libraries.class.getClassLoader().getResourceAsStream(resource))
                        .orElseThrow(() ->
                                new IOException(
                                        "not in any library: "
                                                + resource
                                                + " (does the version still match?)"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
