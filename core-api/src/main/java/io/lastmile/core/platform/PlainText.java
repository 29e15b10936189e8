package io.lastmile.core.platform;

import java.text.Normalizer;
import java.util.Set;
import java.util.regex.Pattern;

/// What a line of text may hold, and its one spelling.
public final class PlainText {
    /// Turn the direction of what follows them on a page or in a letter, or are seen by nobody.
    private static final Set<Integer> TRICKS =
            Set.of(0x202A, 0x202B, 0x202C, 0x202D, 0x202E, 0x2066, 0x2067, 0x2068, 0x2069, 0xFEFF);

    private static final Pattern GROUPED =
            Pattern.compile("[0-9]{1,3}(,[0-9]{2,3})*,[0-9]{3}([.][0-9]*)?");

    private PlainText() {}

    /// No control characters, no tricks, no half of a surrogate pair, which no database stores; and
    /// something that one can see, if there is anything.
    static boolean is(String text) {
        return text.codePoints().allMatch(PlainText::fits)
                && (text.isEmpty() || text.codePoints().anyMatch(PlainText::isSeen));
    }

    private static boolean fits(int point) {
        return !Character.isISOControl(point)
                && !TRICKS.contains(point)
                && (point < Character.MIN_SURROGATE || point > Character.MAX_SURROGATE);
    }

    private static boolean isSeen(int point) {
        return Character.getType(point) != Character.FORMAT && !Character.isWhitespace(point);
    }

    /// One spelling of one word: a Bangla keyboard writes য় as one character or as two.
    public static String normal(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFC);
    }

    /// As Bangla text writes figures; never for ids, addresses and phone numbers.
    public static String banglaDigits(String text) {
        var bangla = new StringBuilder(text.length());
        for (char c : text.toCharArray()) {
            bangla.append(c >= '0' && c <= '9' ? (char) ('০' + c - '0') : c);
        }
        return bangla.toString();
    }

    /// One line of at most so many characters, and a `…` if there were more: control characters
    /// become blanks, and no character is cut in two.
    public static String oneLine(String text, int lengthMax) {
        String plain = text.replaceAll("[\\p{Cntrl}\\p{Cs}]+", " ").strip();
        if (plain.length() <= lengthMax) {
            return plain;
        }
        boolean pair = Character.isHighSurrogate(plain.charAt(lengthMax - 1));
        return plain.substring(0, pair ? lengthMax - 1 : lengthMax) + "…";
    }

    /// A number without the commas that group its digits, in thousands or in lakhs; as it is where
    /// a comma stands elsewhere: `1250,50` may mean 1250.50, which nobody shall read as 125050.
    public static String ungrouped(String number) {
        return GROUPED.matcher(number).matches() ? number.replace(",", "") : number;
    }

    /// A Bangla keyboard writes Bangla digits; codes and numbers are compared in Latin ones.
    public static String latinDigits(String text) {
        StringBuilder latin = new StringBuilder(text.length());
        for (char c : text.toCharArray()) {
            latin.append(c >= '০' && c <= '৯' ? (char) ('0' + c - '০') : c);
        }
        return latin.toString();
    }
}
