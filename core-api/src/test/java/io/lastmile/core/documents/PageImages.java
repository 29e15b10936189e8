package io.lastmile.core.documents;

import java.awt.image.BufferedImage;
import java.io.IOException;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.rendering.ImageType;
import org.apache.pdfbox.rendering.PDFRenderer;

/// Pages as a reader draws them.
public final class PageImages {
    private static final int COARSE_DPI = 36;
    private static final int DARK = 100;

    /// A pixel that differs by more is another pixel.
    private static final int GREY_TOLERANCE = 72;

    private PageImages() {}

    public static BufferedImage first(byte[] pdf, int dpi) throws IOException {
        try (PDDocument document = Loader.loadPDF(pdf)) {
            return new PDFRenderer(document).renderImageWithDPI(0, dpi, ImageType.GRAY);
        }
    }

    /// Dark pixels in the side margins of the first pages, where nothing may stand.
    static int inkOutside(byte[] pdf) throws IOException {
        int dark = 0;
        try (PDDocument document = Loader.loadPDF(pdf)) {
            PDFRenderer renderer = new PDFRenderer(document);
            for (int page = 0; page < Math.min(4, document.getNumberOfPages()); page++) {
                BufferedImage image = renderer.renderImageWithDPI(page, COARSE_DPI, ImageType.GRAY);
                int margin = 36 * COARSE_DPI / 72;
                for (int y = 10; y < image.getHeight(); y++) {
                    for (int x = 0; x < margin; x++) {
                        dark += grey(image, x, y) < DARK ? 1 : 0;
                        dark += grey(image, image.getWidth() - 1 - x, y) < DARK ? 1 : 0;
                    }
                }
            }
        }
        return dark;
    }

    /// The share of inked pixels, of either, that are not the same in both.
    public static double difference(BufferedImage one, BufferedImage other) {
        if (one.getWidth() != other.getWidth() || one.getHeight() != other.getHeight()) {
            return 1;
        }
        int inked = 0;
        int differ = 0;
        for (int y = 0; y < one.getHeight(); y++) {
            for (int x = 0; x < one.getWidth(); x++) {
                int a = grey(one, x, y);
                int b = grey(other, x, y);
                inked += Math.min(a, b) < 255 - GREY_TOLERANCE ? 1 : 0;
                differ += Math.abs(a - b) > GREY_TOLERANCE ? 1 : 0;
            }
        }
        return inked == 0 ? 0 : (double) differ / inked;
    }

    private static int grey(BufferedImage image, int x, int y) {
        return image.getRaster().getSample(x, y, 0);
    }
}
