package io.lastmile.core.customers;

import io.lastmile.core.platform.PlainText;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// The divisions and districts of Bangladesh, in order of division and name.
public final class Districts {
    private static final String PATH = "/customers/districts.txt";
    private static final Map<String, District> ALL = load();

    private Districts() {}

    public static List<District> all() {
        return List.copyOf(ALL.values());
    }

    public static Optional<District> find(String code) {
        return Optional.ofNullable(ALL.get(code));
    }

    /// By its code or either of its names, as files have it.
    public static Optional<District> named(String text) {
        String word = PlainText.normal(text.strip());
        return ALL.values().stream()
                .filter(district ->
                        district.code().equalsIgnoreCase(word)
                                || district.name().equalsIgnoreCase(word)
                                || PlainText.normal(district.nameBn()).equals(word))
                .findFirst();
    }

    /// Lines of `code|division in Bangla|Division: Name নাম, Name নাম`.
    private static Map<String, District> load() {
        Map<String, District> all = new LinkedHashMap<>();
        for (String line : text().lines().toList()) {
            String[] parts = line.split("[|]", 3);
            String[] division = parts[2].split(": ", 2);
            for (String item : division[1].split(", ")) {
                int blank = item.lastIndexOf(' ');
                String name = item.substring(0, blank);
                String code = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z]", "");
                all.put(
                        code,
                        new District(code, name, item.substring(blank + 1), division[0], parts[1]));
            }
        }
        return all;
    }

    private static String text() {
        try (InputStream in = Districts.class.getResourceAsStream(PATH)) {
            return new String(
                    Objects.requireNonNull(in, PATH).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(PATH, e);
        }
    }
}
