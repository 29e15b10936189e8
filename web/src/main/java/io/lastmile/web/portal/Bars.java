package io.lastmile.web.portal;

import java.util.List;

/// Bars of a chart, ready to draw into a box of 328 x 150. `says` stands for the whole picture;
/// `limitY` is where the share of the fair usage lies, 0 without one.
public record Bars(List<Bar> bars, String says, int limitY, String limitSays) {
    static final int WIDTH = 328;
    static final int GROUND = 124;
    static final int TOP = 26;

    /// Up stands upon down. A gap is a dashed outline, `open` is the stretch that still runs.
    public record Bar(
            int x,
            int width,
            int down,
            int up,
            boolean gap,
            boolean open,
            String title,
            String label) {
        public int downY() {
            return GROUND - down;
        }

        public int upY() {
            return GROUND - down - up;
        }

        public int middle() {
            return x + width / 2;
        }
    }

    public Bars {
        bars = List.copyOf(bars);
    }

    /// How high `part` of `whole` stands: something is never nothing.
    static int height(long part, long whole) {
        if (part <= 0 || whole <= 0) {
            return 0;
        }
        return (int) Math.max(1, Math.round((double) part / whole * (GROUND - TOP)));
    }
}
