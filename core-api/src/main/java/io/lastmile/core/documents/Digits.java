package io.lastmile.core.documents;

import io.lastmile.core.platform.Money;
import io.lastmile.core.settings.Settings.Language;

/// Figures as papers show them.
public final class Digits {
    private static final char BANGLA_ZERO = '০';

    /// As wide as the figures' signs, and never the end of a line.
    private static final char MINUS = '\u2212';

    private Digits() {}

    /// Always with poisha, so that they stand below each other: `12,34,567.00`, `১২,৩৪,৫৬৭.০০`.
    public static String of(Money amount, Language language) {
        String grouped = amount.grouped().replace('-', MINUS);
        String exact = grouped.indexOf('.') < 0 ? grouped + ".00" : grouped;
        return switch (language) {
            case EN -> exact;
            case BN -> bangla(exact);
        };
    }

    /// Latin digits become Bangla ones, all else stays.
    public static String bangla(String text) {
        StringBuilder digits = new StringBuilder(text);
        for (int i = 0; i < digits.length(); i++) {
            char digit = digits.charAt(i);
            if (digit >= '0' && digit <= '9') {
                digits.setCharAt(i, (char) (digit - '0' + BANGLA_ZERO));
            }
        }
        return digits.toString();
    }
}
