package io.lastmile.core.documents;

/// The colours and styles of all papers; 0xRRGGBB. One brand colour, the rest is ink on white.
final class Inks {
    static final int INK = 0x18212F;
    static final int SOFT = 0x5A6675;
    static final int RULE = 0xD9DFE6;
    static final int TINT = 0xF3F6F9;
    static final int GOOD = 0x16794A;
    static final int BAD = 0xB3261E;

    static final Style LABEL = new Style(Weight.REGULAR, 8, SOFT);
    static final Style BODY = new Style(Weight.REGULAR, 9, INK);
    static final Style SMALL = new Style(Weight.REGULAR, 8, SOFT);
    static final Style NAME = new Style(Weight.BOLD, 10.5f, INK);

    /// Of text on white that everybody can read (WCAG 2.2, 1.4.3).
    private static final double CONTRAST_MIN = 4.5;

    private Inks() {}

    /// The colour itself, or as much darker as it takes to be read on white.
    static int readable(int colour) {
        int dark = colour & 0xFFFFFF;
        while (1.05 / (luminance(dark) + 0.05) < CONTRAST_MIN) {
            dark = scaled(dark >> 16) << 16 | scaled(dark >> 8) << 8 | scaled(dark);
        }
        return dark;
    }

    private static int scaled(int channel) {
        return (channel & 0xFF) * 15 / 16;
    }

    /// WCAG 2.2, relative luminance.
    private static double luminance(int colour) {
        return 0.2126 * linear(colour >> 16)
                + 0.7152 * linear(colour >> 8)
                + 0.0722 * linear(colour);
    }

    private static double linear(int channel) {
        double share = (channel & 0xFF) / 255.0;
        return share <= 0.04045 ? share / 12.92 : Math.pow((share + 0.055) / 1.055, 2.4);
    }
}
