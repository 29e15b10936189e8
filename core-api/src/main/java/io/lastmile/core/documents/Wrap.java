package io.lastmile.core.documents;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Text into lines of at most a width: cut at line ends and spaces, and a word that is too long for
/// a line between the characters as people count them.
final class Wrap {
    /// A reader's character is short; a thousand signs on one letter are somebody's joke.
    private static final int CLUSTER_MAX = 16;

    private final Typeface typeface;
    private final Weight weight;
    private final float widthMax;
    private final List<Line> lines = new ArrayList<>();
    private final StringBuilder line = new StringBuilder();

    /// Parts of a word that was cut: each shaped alone, so that they are as wide as was measured.
    private final List<Run> broken = new ArrayList<>();

    private float width;

    private Wrap(Typeface typeface, Style style, float width) {
        this.typeface = typeface;
        this.weight = style.weight();
        this.widthMax = width * 1000 / style.size();
    }

    /// At least one line, of `width` points at most.
    static List<Line> lines(Typeface typeface, String text, Style style, float width) {
        Wrap wrap = new Wrap(typeface, style, width);
        text.lines().forEach(wrap::paragraph);
        return wrap.lines.isEmpty() ? List.of(Line.EMPTY) : wrap.lines;
    }

    static Line line(Typeface typeface, String text, Style style) {
        return Line.of(typeface.runs(text.replaceAll("\\s+", " ").strip(), style.weight()));
    }

    private void paragraph(String text) {
        for (String word : text.split("[ \\t]+")) {
            if (!word.isEmpty()) {
                word(word);
            }
        }
        end();
    }

    private void word(String word) {
        float wide = width(word);
        boolean first = line.isEmpty() && broken.isEmpty();
        float gap = first ? 0 : width(" ");
        if (width + gap + wide <= widthMax) {
            append((first ? "" : " ") + word, gap + wide);
            return;
        }
        if (!first) {
            end();
        }
        if (wide <= widthMax) {
            append(word, wide);
        } else {
            clusters(word).forEach(this::cluster);
        }
    }

    private void cluster(String cluster) {
        float wide = width(cluster);
        if (wide > widthMax && cluster.codePointCount(0, cluster.length()) > 1) {
            int half =
                    cluster.offsetByCodePoints(0, cluster.codePointCount(0, cluster.length()) / 2);
            cluster(cluster.substring(0, half));
            cluster(cluster.substring(half));
            return;
        }
        if (width + wide > widthMax && !(line.isEmpty() && broken.isEmpty())) {
            end();
        }
        broken.addAll(typeface.runs(cluster, weight));
        width += wide;
    }

    private void append(String text, float wide) {
        line.append(text);
        width += wide;
    }

    private void end() {
        List<Run> runs = new ArrayList<>(broken);
        runs.addAll(typeface.runs(line.toString(), weight));
        lines.add(Line.of(runs));
        broken.clear();
        line.setLength(0);
        width = 0;
    }

    private float width(String text) {
        return Line.of(typeface.runs(text, weight)).width();
    }

    private static List<String> clusters(String word) {
        BreakIterator breaks = BreakIterator.getCharacterInstance(Locale.ROOT);
        breaks.setText(word);
        List<String> clusters = new ArrayList<>();
        int from = breaks.first();
        for (int to = breaks.next(); to != BreakIterator.DONE; to = breaks.next()) {
            while (to - from > CLUSTER_MAX) {
                int cut = from + CLUSTER_MAX;
                cut -= Character.isHighSurrogate(word.charAt(cut - 1)) ? 1 : 0;
                clusters.add(word.substring(from, cut));
                from = cut;
            }
            clusters.add(word.substring(from, to));
            from = to;
        }
        return clusters;
    }
}
