package io.lastmile.core.documents;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// Where the columns of a table stand, and the size of its text: figures are never broken over
/// lines, so a table with many of them is set smaller.
record Widths(List<Float> lefts, List<Float> widths, float size) {
    private static final float[] SIZES = {9, 8.5f, 8, 7.5f, 7, 6.5f, 6};
    private static final float EDGE = 6;
    private static final float GAP = 12;
    private static final float GAP_NARROW = 7;
    private static final int NARROW_FROM = 7;

    /// Texts keep this much of the breadth.
    private static final float TEXTS_MIN = 0.26f;

    private static final float HEAD_MAX = 64;
    private static final float HEAD_WORD_MAX = 90;

    /// Of a head of figures, in sizes of its text: `Amount`.
    private static final Style HEAD = new Style(Weight.BOLD, 7.5f, Inks.SOFT);

    Widths {
        lefts = List.copyOf(lefts);
        widths = List.copyOf(widths);
    }

    float left(int column) {
        return lefts.get(column);
    }

    float width(int column) {
        return widths.get(column);
    }

    float right(int column) {
        return lefts.get(column) + widths.get(column);
    }

    static Widths of(Block.Table table, Typeface typeface) {
        List<Block.Column> columns = table.columns();
        float gap = columns.size() >= NARROW_FROM ? GAP_NARROW : GAP;
        float breadth = Sheets.BREADTH - 2 * EDGE - gap * (columns.size() - 1);
        float[] natural = natural(table, typeface);
        boolean texts = columns.stream().anyMatch(column -> column.kind() == Block.Kind.TEXT);
        float room = breadth * (texts ? 1 - TEXTS_MIN : 1);
        float size = SIZES[SIZES.length - 1];
        for (float tried : SIZES) {
            if (sum(columns, natural, tried) <= room) {
                size = tried;
                break;
            }
        }
        float figures = sum(columns, natural, size);
        float squeeze = Math.min(1, room / Math.max(1, figures));
        int shares =
                columns.stream()
                        .filter(column -> column.kind() == Block.Kind.TEXT)
                        .mapToInt(Block.Column::share)
                        .sum();
        List<Float> widths = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            widths.add(
                    columns.get(i).kind() == Block.Kind.FIGURES
                            ? width(natural, i, size) * squeeze
                            : (breadth - figures * squeeze) * columns.get(i).share() / shares);
        }
        return new Widths(lefts(widths, breadth, gap), widths, size);
    }

    private static List<Float> lefts(List<Float> widths, float breadth, float gap) {
        List<Float> lefts = new ArrayList<>();
        float taken = widths.stream().reduce(0f, Float::sum);
        // Without a column of text the figures stand at the end side.
        float at = Sheets.LEFT + EDGE + Math.max(0, breadth - taken);
        for (float width : widths) {
            lefts.add(at);
            at += width + gap;
        }
        return lefts;
    }

    private static float sum(List<Block.Column> columns, float[] natural, float size) {
        return (float)
                IntStream.range(0, natural.length)
                        .filter(i -> columns.get(i).kind() == Block.Kind.FIGURES)
                        .mapToDouble(i -> width(natural, i, size))
                        .sum();
    }

    /// A hair more than measured: a sum of floats must not break the widest figure.
    private static float width(float[] natural, int column, float size) {
        return natural[column] * size / 1000 + 0.5f;
    }

    /// Points: a short head stands on one line unless there are many.
    private static float head(String text, boolean narrow, Typeface typeface) {
        float whole = Wrap.line(typeface, text, HEAD).width(HEAD.size());
        if (!narrow && whole <= HEAD_MAX) {
            return whole;
        }
        float longest = 0;
        for (String word : text.split("\\s+")) {
            float wide = Wrap.line(typeface, word, HEAD).width(HEAD.size());
            longest = Math.max(longest, wide);
        }
        return Math.min(longest, HEAD_WORD_MAX);
    }

    /// Of the widest cell and of the longest word of the head, in thousandths of the size.
    private static float[] natural(Block.Table table, Typeface typeface) {
        float[] natural = new float[table.columns().size()];
        for (int i = 0; i < natural.length; i++) {
            if (table.columns().get(i).kind() == Block.Kind.FIGURES) {
                boolean narrow = natural.length >= NARROW_FROM;
                float head = head(table.columns().get(i).head(), narrow, typeface);
                natural[i] = head * 1000 / SIZES[0];
                for (Block.Row row : table.rows()) {
                    Style style = row.strong() ? Inks.BODY.bold() : Inks.BODY;
                    Line line = Wrap.line(typeface, row.cells().get(i), style);
                    natural[i] = Math.max(natural[i], line.width());
                }
            }
        }
        return natural;
    }
}
