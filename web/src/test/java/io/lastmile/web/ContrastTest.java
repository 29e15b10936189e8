package io.lastmile.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// WCAG 2.2 contrast (1.4.3, 1.4.11) of every pair of tokens that is used as ink on ground.
class ContrastTest {
    private static final Pattern TOKEN =
            Pattern.compile("--([\\w-]+): light-dark\\(#(\\w{6}), #(\\w{6})\\);");
    private static final double TEXT = 4.5;
    private static final double CONTROL = 3.0;
    private static final List<String> GROUNDS = List.of("bg", "surface", "sunken");
    private static final List<String> INKS =
            List.of("ink", "ink-2", "ink-3", "accent", "ok", "warn", "crit", "unknown");
    private static final List<String> MARKS =
            List.of("line-strong", "down", "up", "fup", "prev", "focus");
    private static final List<String> SOFT = List.of("ok", "warn", "crit", "unknown", "accent");

    /// `[light, dark]` by name, without those that are translucent.
    private static Map<String, String[]> tokens() throws IOException {
        var tokens = new HashMap<String, String[]>();
        Matcher matcher =
                TOKEN.matcher(Files.readString(Path.of("src/main/web/styles/tokens.css")));
        while (matcher.find()) {
            tokens.put(matcher.group(1), new String[] {matcher.group(2), matcher.group(3)});
        }
        return tokens;
    }

    private static void atLeast(double wanted, String ink, String ground) throws IOException {
        Map<String, String[]> tokens = tokens();
        assertThat(tokens).containsKeys(ink, ground);
        for (int theme = 0; theme < 2; theme++) {
            String[] inks = tokens.getOrDefault(ink, new String[0]);
            String[] grounds = tokens.getOrDefault(ground, new String[0]);
            assertThat(contrast(inks[theme], grounds[theme]))
                    .as("%s on %s, %s", ink, ground, theme == 0 ? "light" : "dark")
                    .isGreaterThanOrEqualTo(wanted);
        }
    }

    private static double contrast(String one, String other) {
        double a = luminance(one);
        double b = luminance(other);
        return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    }

    private static double luminance(String hex) {
        int rgb = Integer.parseInt(hex, 16);
        return 0.2126 * linear(rgb >> 16 & 255)
                + 0.7152 * linear(rgb >> 8 & 255)
                + 0.0722 * linear(rgb & 255);
    }

    private static double linear(int channel) {
        double part = channel / 255.0;
        return part <= 0.04045 ? part / 12.92 : Math.pow((part + 0.055) / 1.055, 2.4);
    }

    @Test
    void textIsReadableOnEveryGround() throws IOException {
        for (String ground : GROUNDS) {
            for (String ink : INKS) {
                atLeast(TEXT, ink, ground);
            }
        }
        atLeast(TEXT, "accent-ink", "accent");
        atLeast(TEXT, "surface", "ink");
        atLeast(TEXT, "bg", "crit");
    }

    @Test
    void textIsReadableOnItsOwnTint() throws IOException {
        for (String state : SOFT) {
            atLeast(TEXT, state, state + "-soft");
            atLeast(TEXT, "ink", state + "-soft");
            atLeast(TEXT, "ink-2", state + "-soft");
        }
    }

    @Test
    void controlsAndSeriesStandOut() throws IOException {
        for (String mark : MARKS) {
            atLeast(CONTROL, mark, "bg");
            atLeast(CONTROL, mark, "surface");
        }
    }

    @Test
    void blackOnWhiteIsTwentyOne() {
        assertThat(contrast("000000", "FFFFFF")).isEqualTo(21.0);
    }
}
