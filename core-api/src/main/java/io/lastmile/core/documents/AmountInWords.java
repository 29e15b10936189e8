package io.lastmile.core.documents;

import io.lastmile.core.platform.Money;
import io.lastmile.core.settings.Settings.Language;
import java.util.Locale;

/// An amount as a cheque says it, so that nobody can add a digit: `Five hundred twenty-five taka
/// and fifty poisha only`, `পাঁচশত পঁচিশ টাকা পঞ্চাশ পয়সা মাত্র`. Each amount that a long holds
/// has words, and no two have the same.
public final class AmountInWords {
    private static final long POISHA_PER_TAKA = 100;

    private AmountInWords() {}

    public static String of(Money amount, Language language) {
        // Divided before the sign goes: the smallest long has no opposite.
        long taka = Math.abs(amount.poisha() / POISHA_PER_TAKA);
        long poisha = Math.abs(amount.poisha() % POISHA_PER_TAKA);
        boolean negative = amount.poisha() < 0;
        return switch (language) {
            case EN -> english(taka, poisha, negative);
            case BN -> bangla(taka, poisha, negative);
        };
    }

    private static String english(long taka, long poisha, boolean negative) {
        String words =
                (negative ? "minus " : "")
                        + (taka > 0 || poisha == 0 ? NumberWords.ENGLISH.say(taka) + " taka" : "")
                        + (taka > 0 && poisha > 0 ? " and " : "")
                        + (poisha > 0 ? NumberWords.ENGLISH.say(poisha) + " poisha" : "")
                        + " only";
        return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }

    private static String bangla(long taka, long poisha, boolean negative) {
        return (negative ? "ঋণাত্মক " : "")
                + (taka > 0 || poisha == 0 ? NumberWords.BANGLA.say(taka) + " টাকা" : "")
                + (taka > 0 && poisha > 0 ? " " : "")
                + (poisha > 0 ? NumberWords.BANGLA.say(poisha) + " পয়সা" : "")
                + " মাত্র";
    }
}
