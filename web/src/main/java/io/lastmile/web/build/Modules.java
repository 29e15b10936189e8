package io.lastmile.web.build;

import java.util.ArrayDeque;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Who imports whom. Only static imports count: they are what a page needs before it can start; a
/// dynamic `import()` is fetched when it is used. An import that leads nowhere fails the build.
final class Modules {
    private static final Pattern IMPORT =
            Pattern.compile(
                    "(?m)(?:^|[;}\\n])\\s*(?:import|export)\\s*(?:[\\w*{}$,\\s]*?\\bfrom\\s*|"
                            + "[*\\w${},\\s]*\\}\\s*from\\s*)?[\"']([^\"']+)[\"']");

    /// Source text by logical name.
    private final Map<String, String> sources = new TreeMap<>();

    /// Logical name by bare specifier.
    private final Map<String, String> bare = new TreeMap<>();

    void add(String logical, String source) {
        sources.put(logical, source);
    }

    void name(String specifier, String logical) {
        bare.put(specifier, logical);
    }

    Map<String, String> bare() {
        return bare;
    }

    /// All modules that `entry` needs at once, itself first.
    Set<String> closure(String entry) {
        var found = new LinkedHashSet<String>();
        var waiting = new ArrayDeque<String>();
        waiting.add(entry);
        while (!waiting.isEmpty()) {
            String module = waiting.remove();
            if (found.add(module)) {
                waiting.addAll(imports(module));
            }
        }
        return found;
    }

    Set<String> imports(String module) {
        var found = new LinkedHashSet<String>();
        Matcher matcher = IMPORT.matcher(sources.getOrDefault(module, ""));
        while (matcher.find()) {
            found.add(resolve(module, matcher.group(1)));
        }
        return found;
    }

    private String resolve(String module, String specifier) {
        String logical =
                specifier.startsWith(".")
                        ? java.net
                                .URI
                                .create("/" + module)
                                .resolve(specifier)
                                .getPath()
                                .substring(1)
                        : bare.getOrDefault(specifier, "");
        if (!sources.containsKey(logical)) {
            throw new IllegalStateException(module + " imports " + specifier + ": no such module");
        }
        return logical;
    }
}
