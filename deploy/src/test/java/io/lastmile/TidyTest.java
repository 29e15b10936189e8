package io.lastmile;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/// Checks of the source text itself, with nothing but the JDK: limits of the style card, banned
/// words, migrations numbered without gaps, JS imports that resolve.
class TidyTest {
    private static final Path ROOT = Path.of("..");
    private static final List<String> MODULES =
            List.of("telemetry-collector", "core-api", "web", "deploy");
    private static final int JAVA_LINES_MAX = 400;
    private static final int JS_LINES_MAX = 200;
    private static final int METHOD_LINES_MAX = 60;
    private static final int COLUMNS_MAX = 100;

    /// What may not appear in a file of that kind, and what to write instead.
    private static final Map<String, Map<String, String>> BANNED =
            Map.of(
                    ".java",
                    Map.of(
                            "FIX" + "ME", "finish it before merging",
                            "TO" + "DO", "finish it, or file an issue",
                            "@Disa" + "bled", "a test that runs, or none",
                            "assume" + "True", "a test that fails and says why",
                            "Thread.sl" + "eep", "await the event with a deadline",
                            "select " + "*", "the columns by name"),
                    ".js",
                    Map.of(
                            "innerHTML", "html`` templates, so that text is escaped",
                            "insertAdjacentHTML", "html`` templates",
                            "console.log", "nothing, or report()",
                            "eval(", "code"),
                    ".sql",
                    Map.of("drop table", "a new migration", "select " + "*", "columns"));

    private final List<String> untidy = new ArrayList<>();

    @Test
    void theTreeIsTidy() throws IOException {
        List<Path> files = sources();
        assertThat(files).hasSizeGreaterThan(50);
        for (Path file : files) {
            checkText(file);
        }
        checkMethods(files.stream().filter(f -> f.toString().endsWith(".java")).toList());
        assertThat(untidy).isEmpty();
    }

    @Test
    void everyPackageSaysWhatItIsFor() throws IOException {
        for (Path file : sources()) {
            boolean isProduct = file.toString().contains("/src/main/java/");
            if (isProduct && file.toString().endsWith(".java")) {
                Path info = file.resolveSibling("package-info.java");
                assertThat(info).as("package of %s", file).exists();
            }
        }
    }

    @Test
    void migrationsAreNumberedWithoutGaps() throws IOException {
        for (String folder :
                List.of(
                        "telemetry-collector/src/main/resources/db/telemetry",
                        "core-api/src/main/resources/db/core")) {
            try (Stream<Path> files = Files.list(ROOT.resolve(folder))) {
                List<String> names = files.map(f -> f.getFileName().toString()).sorted().toList();
                for (int i = 0; i < names.size(); i++) {
                    assertThat(names.get(i)).startsWith("V%03d__".formatted(i + 1));
                }
            }
        }
    }

    @Test
    void everyImportOfAModuleResolves() throws IOException {
        Pattern imported = Pattern.compile("(?:from|import)\\s+'(\\.[^']+)'");
        for (Path file : sources()) {
            if (file.toString().endsWith(".js")) {
                Matcher matcher = imported.matcher(Files.readString(file));
                while (matcher.find()) {
                    assertThat(file.resolveSibling(matcher.group(1)).normalize())
                            .as("import in %s", file)
                            .exists();
                }
            }
        }
    }

    private static List<Path> sources() throws IOException {
        List<Path> sources = new ArrayList<>();
        for (String module : MODULES) {
            Path folder = ROOT.resolve(module).resolve("src");
            if (Files.exists(folder)) {
                try (Stream<Path> walk = Files.walk(folder)) {
                    walk.filter(Files::isRegularFile)
                            .filter(TidyTest::isText)
                            .forEach(sources::add);
                }
            }
        }
        return sources;
    }

    private static boolean isText(Path file) {
        return Stream.of(".java", ".js", ".css", ".sql", ".jte", ".yaml", ".json")
                .anyMatch(file.toString()::endsWith);
    }

    private void checkText(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
        String name = file.toString();
        int linesMax = name.endsWith(".js") ? JS_LINES_MAX : JAVA_LINES_MAX;
        boolean isCode = name.endsWith(".java") || name.endsWith(".js");
        if (isCode && lines.size() > linesMax) {
            untidy.add("%s: %d lines (expected: <= %d)".formatted(file, lines.size(), linesMax));
        }
        for (int i = 0; i < lines.size(); i++) {
            checkLine(file, i + 1, lines.get(i));
        }
    }

    private void checkLine(Path file, int number, String line) {
        String where = file + ":" + number + ": ";
        boolean isJava = file.toString().endsWith(".java");
        if (isJava && line.length() > COLUMNS_MAX && !line.contains("import ")) {
            untidy.add(where + line.length() + " columns (expected: <= " + COLUMNS_MAX + ")");
        }
        BANNED.forEach((kind, words) -> {
            if (file.toString().endsWith(kind)) {
                words.forEach((word, instead) -> {
                    if (line.contains(word)) {
                        untidy.add(where + word + " is banned, use " + instead);
                    }
                });
            }
        });
    }

    private void checkMethods(List<Path> files) throws IOException {
        var javac = ToolProvider.getSystemJavaCompiler();
        try (var manager = javac.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
            var units = manager.getJavaFileObjectsFromPaths(files);
            List<String> options = List.of("-proc:none");
            var task = (JavacTask) javac.getTask(null, manager, _ -> {}, options, null, units);
            SourcePositions positions = Trees.instance(task).getSourcePositions();
            for (CompilationUnitTree unit : task.parse()) {
                new LongMethods(unit, positions).scan(unit, null);
            }
        }
    }

    private final class LongMethods extends TreeScanner<Void, Void> {
        private final CompilationUnitTree unit;
        private final SourcePositions positions;

        LongMethods(CompilationUnitTree unit, SourcePositions positions) {
            this.unit = unit;
            this.positions = positions;
        }

        @Override
        public Void visitMethod(MethodTree method, Void unused) {
            if (method.getBody() != null && positions.getStartPosition(unit, method) >= 0) {
                long first = line(positions.getStartPosition(unit, method));
                long lines = line(positions.getEndPosition(unit, method)) - first + 1;
                if (lines > METHOD_LINES_MAX) {
                    String file = unit.getSourceFile().getName();
                    untidy.add("%s:%d: %d lines in a method".formatted(file, first, lines));
                }
            }
            return super.visitMethod(method, unused);
        }

        private long line(long position) {
            return unit.getLineMap().getLineNumber(position);
        }
    }
}
