package io.lastmile;

import com.microsoft.playwright.Page;

/// A chart as its canvas shows it. Each question is a function of Chart.js's chart and of `pixels`,
/// which counts those of a rectangle that look like a colour.
final class DrawnChart {
    /// The red edge of the first band, in its middle.
    static final String BAND_IS_PAINTED =
            """
            const { bands, ink } = chart.options.plugins.marks;
            if (!bands?.length) return false;
            const { left, right, top } = chart.chartArea;
            const x = chart.scales.x;
            return bands.some((band) => {
              const from = Math.max(left, x.getPixelForValue(band.from));
              const to = Math.min(right, x.getPixelForValue(band.to));
              return to > from && pixels(ink.crit, from, top, Math.max(2, to - from), 3) > 0;
            });
            """;

    /// Dashes over the chart's whole width, at the height of the value.
    static final String PERCENTILE_IS_PAINTED =
            """
            const { lines, ink } = chart.options.plugins.marks;
            if (lines?.length !== 1 || !(lines[0].value > 0)) return false;
            const { left, right } = chart.chartArea;
            const y = chart.scales.y.getPixelForValue(lines[0].value);
            const drawn = pixels(ink.ink, left, y - 2, right - left, 4);
            return drawn > 0.4 * (right - left);
            """;

    /// No value and no pixel of the line before the first known moment, both after it.
    static final String GAP_IS_EMPTY =
            """
            const { data, borderColor } = chart.data.datasets[0];
            const first = data.findIndex((point) => Number.isFinite(point.y));
            if (first < 1) return false;
            const { left, right, top, bottom } = chart.chartArea;
            const edge = chart.scales.x.getPixelForValue(data[first].x);
            const height = bottom - top;
            return edge - left > 50
              && pixels(borderColor, left + 2, top, edge - left - 6, height) === 0
              && pixels(borderColor, edge, top, right - edge, height) > 0;
            """;

    private static final String OLD_DAYS =
            """
            const DAY = 86400000;
            const day = (x) => Math.floor((x + 6 * 3600000) / DAY);
            const known = chart.data.datasets[0].data.filter((point) => Number.isFinite(point.y));
            const old = known.map((point) => day(point.x)).filter((d) => d < day(Date.now()) - 1);
            return new Set(old).size >= %d;
            """;

    private static final String PIXELS =
            """
            const { left, top, width, height } = chart.chartArea;
            return (pixels('%s', left, top, width, height) > 0) === %b;
            """;

    private static final String QUESTION =
            """
            () => {
              const canvas = document.querySelector('%s');
              const chart = canvas && globalThis.Chart?.getChart(canvas);
              if (!chart?.chartArea || !canvas.width) return false;
              const ratio = chart.currentDevicePixelRatio;
              const pixels = (colour, x, y, width, height, tolerance = 24) => {
                const [r, g, b] = colour.match(/[0-9.]+/g).map(Number);
                const copy = new OffscreenCanvas(canvas.width, canvas.height)
                  .getContext('2d', { willReadFrequently: true });
                copy.drawImage(canvas, 0, 0);
                const { data } = copy.getImageData(Math.round(x * ratio),
                  Math.round(y * ratio), Math.ceil(width * ratio), Math.ceil(height * ratio));
                let count = 0;
                for (let i = 0; i < data.length; i += 4) {
                  const off = Math.abs(data[i] - r) + Math.abs(data[i + 1] - g)
                    + Math.abs(data[i + 2] - b);
                  if (data[i + 3] > 120 && off < tolerance) count += 1;
                }
                return count;
              };
              %s
            }
            """;

    private static final double PATIENCE_MILLIS = 90_000;

    private final Visit visit;
    private final String selector;

    DrawnChart(Visit visit, String selector) {
        this.visit = visit;
        this.selector = selector;
    }

    /// The line over that many days before yesterday.
    void awaitOldDays(int days) {
        await(days + " days older than yesterday", OLD_DAYS.formatted(days));
    }

    /// Until the chart shows that colour, or shows it no more.
    void awaitPixels(String colour, boolean shown) {
        await(colour + " " + shown, PIXELS.formatted(colour, shown));
    }

    void await(String what, String question) {
        try {
            visit.page()
                    .waitForFunction(
                            QUESTION.formatted(selector, question),
                            null,
                            new Page.WaitForFunctionOptions().setTimeout(PATIENCE_MILLIS));
        } catch (com.microsoft.playwright.TimeoutError late) {
            throw new AssertionError("%s is not so: %s".formatted(selector, what), late);
        }
    }

    String downColour() {
        return String.valueOf(ask("return chart.data.datasets[0].borderColor"));
    }

    String percentileLabel() {
        return String.valueOf(ask("return chart.options.plugins.marks.lines[0].label"));
    }

    private Object ask(String question) {
        return visit.evaluate("(" + QUESTION.formatted(selector, question).strip() + ")()");
    }
}
