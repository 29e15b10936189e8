package io.lastmile.core.documents;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Noto Sans for Latin, Noto Sans Bengali for Bangla, in both weights: they share their baseline,
/// and the figures of each have one width. A character that neither has is drawn as the replacement
/// sign, never left out; what it says stays in the text layer.
final class Typeface {
    private static final char REPLACEMENT = '\uFFFD';
    private static final int ZERO_WIDTH_NON_JOINER = 0x200C;
    private static final int ZERO_WIDTH_JOINER = 0x200D;
    private static final int DANDA = 0x964;
    private static final int DOUBLE_DANDA = 0x965;
    private static final int SELECTOR_FIRST = 0xFE00;
    private static final int SELECTOR_LAST = 0xFE0F;

    private final Map<Weight, Face> latin = new EnumMap<>(Weight.class);
    private final Map<Weight, Face> bangla = new EnumMap<>(Weight.class);

    Typeface() {
        latin.put(Weight.REGULAR, Face.load("NotoSans-Regular"));
        latin.put(Weight.BOLD, Face.load("NotoSans-Bold"));
        bangla.put(Weight.REGULAR, Face.load("NotoSansBengali-Regular"));
        bangla.put(Weight.BOLD, Face.load("NotoSansBengali-Bold"));
    }

    /// The text cut where the face changes; in logical order.
    List<Run> runs(String text, Weight weight) {
        Cutter cutter = new Cutter(weight);
        text.codePoints().forEach(cutter::add);
        return cutter.done();
    }

    boolean isBangla(Face face) {
        return bangla.containsValue(face);
    }

    private final class Cutter {
        private final Face latinFace;
        private final Face banglaFace;
        private final List<Run> runs = new ArrayList<>();
        private final StringBuilder drawn = new StringBuilder();
        private final StringBuilder says = new StringBuilder();
        private Face face;
        private boolean replaced;

        private Cutter(Weight weight) {
            latinFace = latin(weight);
            banglaFace = bangla(weight);
            face = latinFace;
        }

        private void add(int character) {
            if (character == ' ') {
                append(face, character, character);
            } else if (isJoiner(character)) {
                join(character);
            } else if (ofBangla(character) && banglaFace.has(character)) {
                append(banglaFace, character, character);
            } else if (latinFace.has(character) && isPrinted(character)) {
                append(latinFace, character, character);
            } else if (banglaFace.has(character) && isPrinted(character)) {
                // The minus sign, which only that face has.
                append(banglaFace, character, character);
            } else {
                append(latinFace, REPLACEMENT, isPrinted(character) ? character : REPLACEMENT);
                replaced = true;
            }
        }

        /// Joiners belong to the letter before: in Bangla they choose its shape, in an emoji they
        /// hold together what is drawn as one replacement.
        private void join(int character) {
            if (replaced) {
                says.appendCodePoint(character);
            } else if (face == banglaFace && character <= ZERO_WIDTH_JOINER) {
                append(face, character, character);
            } else {
                append(face, REPLACEMENT, REPLACEMENT);
            }
        }

        private void append(Face next, int shown, int said) {
            if (next != face) {
                cut();
                face = next;
            }
            replaced = false;
            drawn.appendCodePoint(shown);
            says.appendCodePoint(said);
        }

        private void cut() {
            if (!drawn.isEmpty()) {
                runs.add(new Run(face, drawn.toString(), says.toString()));
                drawn.setLength(0);
                says.setLength(0);
            }
        }

        private List<Run> done() {
            cut();
            return runs;
        }
    }

    private Face latin(Weight weight) {
        return Objects.requireNonNull(latin.get(weight));
    }

    private Face bangla(Weight weight) {
        return Objects.requireNonNull(bangla.get(weight));
    }

    private static boolean isJoiner(int character) {
        return character == ZERO_WIDTH_NON_JOINER
                || character == ZERO_WIDTH_JOINER
                || character >= SELECTOR_FIRST && character <= SELECTOR_LAST;
    }

    private static boolean ofBangla(int character) {
        return character == DANDA
                || character == DOUBLE_DANDA
                || Character.UnicodeBlock.of(character) == Character.UnicodeBlock.BENGALI;
    }

    /// Not what steers a terminal or turns the direction of writing, nor half a character.
    private static boolean isPrinted(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR ->
                    false;
            default -> true;
        };
    }
}
