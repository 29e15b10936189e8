package io.lastmile.core.notifications;

/// How an SMS is counted (3GPP TS 23.038 and 23.040): in the GSM 7-bit alphabet 160 characters, or
/// parts of 153; with any other character, such as Bangla, in UCS-2 70, or parts of 67. `units` are
/// septets or 16-bit units.
public record SmsText(boolean unicode, int units, int parts) {
    private static final int GSM_ONE = 160;
    private static final int GSM_PART = 153;
    private static final int UNICODE_ONE = 70;
    private static final int UNICODE_PART = 67;

    private static final String GSM =
            "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
                    + "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";

    /// Each takes two septets.
    private static final String EXTENSION = "\f^{}\\[~]|€";

    public static SmsText of(String text) {
        boolean unicode =
                text.chars().anyMatch(c -> GSM.indexOf(c) < 0 && EXTENSION.indexOf(c) < 0);
        int one = unicode ? UNICODE_ONE : GSM_ONE;
        int units = unicode ? text.length() : septets(text);
        if (units <= one) {
            return new SmsText(unicode, units, text.isEmpty() ? 0 : 1);
        }
        return new SmsText(unicode, units, parts(text, unicode));
    }

    private static int septets(String text) {
        return text.chars().map(SmsText::size).sum();
    }

    private static int size(int character) {
        return EXTENSION.indexOf(character) < 0 ? 1 : 2;
    }

    /// An escaped character or a pair of surrogates is never cut in two.
    private static int parts(String text, boolean unicode) {
        int room = unicode ? UNICODE_PART : GSM_PART;
        int parts = 1;
        int used = 0;
        int at = 0;
        while (at < text.length()) {
            int point = text.codePointAt(at);
            int size = unicode ? Character.charCount(point) : size(point);
            if (used + size > room) {
                parts++;
                used = 0;
            }
            used += size;
            at += Character.charCount(point);
        }
        return parts;
    }
}
