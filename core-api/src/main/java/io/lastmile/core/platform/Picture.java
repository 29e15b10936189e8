package io.lastmile.core.platform;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Semaphore;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/// A picture that somebody uploaded, drawn anew: nothing of the file but its pixels survives, no
/// place where it was taken and no bytes that a reader could stumble over. JPEG and PNG come in,
/// sides of at most `SIDE_MAX` pixels go out: as JPEG, or as PNG where there are few colours.
public record Picture(byte[] bytes, String type, int width, int height) {
    public static final int SIDE_MAX = 1600;

    /// A camera's 48 megapixels; how many are decoded is bounded besides by skipping pixels.
    static final int PIXELS_MAX = 50_000_000;

    private static final int COLOURS_MAX = 64;
    private static final float QUALITY = 0.8f;
    private static final int DRAWN_AT_ONCE = 2;
    private static final Set<String> FORMATS = Set.of("jpeg", "png");
    private static final Semaphore DRAWING = new Semaphore(DRAWN_AT_ONCE);

    private static final String EXPECTED = "a picture as JPEG or PNG, of at most 50 megapixels";

    /// Of what was uploaded in `field`, or a refusal that says what is wrong with it.
    public static Picture of(String field, byte[] uploaded) {
        DRAWING.acquireUninterruptibly();
        try (ImageInputStream in =
                new MemoryCacheImageInputStream(new ByteArrayInputStream(uploaded))) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
            if (!readers.hasNext()) {
                throw Problem.invalid(field, "another kind of file", EXPECTED).refusal();
            }
            ImageReader reader = readers.next();
            try {
                return of(field, uploaded, reader, in);
            } finally {
                reader.dispose();
            }
        } catch (IOException | IllegalArgumentException | IndexOutOfBoundsException e) {
            // What the JDK's decoders throw at a file that is broken.
            throw Problem.invalid(field, "a broken picture", EXPECTED).refusal();
        } finally {
            DRAWING.release();
        }
    }

    private static Picture of(
            String field, byte[] uploaded, ImageReader reader, ImageInputStream in)
            throws IOException {
        String format = reader.getFormatName().toLowerCase(Locale.ROOT);
        if (!FORMATS.contains(format)) {
            throw Problem.invalid(field, "a picture as " + format, EXPECTED).refusal();
        }
        reader.setInput(in, true, true);
        int width = reader.getWidth(0);
        int height = reader.getHeight(0);
        if ((long) width * height > PIXELS_MAX) {
            String found = "a picture of %d x %d pixels".formatted(width, height);
            throw Problem.invalid(field, found, EXPECTED).refusal();
        }
        ImageReadParam half = reader.getDefaultReadParam();
        int step = Math.max(1, Math.max(width, height) / (2 * SIDE_MAX));
        half.setSourceSubsampling(step, step, 0, 0);
        BufferedImage decoded = reader.read(0, half);
        int turn = format.equals("jpeg") ? Orientation.of(uploaded) : Orientation.UPRIGHT;
        return encoded(drawn(decoded, turn));
    }

    /// Upright, small enough, opaque.
    private static BufferedImage drawn(BufferedImage from, int orientation) {
        double scale = Math.min(1, (double) SIDE_MAX / Math.max(from.getWidth(), from.getHeight()));
        int width = (int) Math.max(1, Math.round(from.getWidth() * scale));
        int height = (int) Math.max(1, Math.round(from.getHeight() * scale));
        boolean lies = Orientation.lies(orientation);
        BufferedImage to =
                new BufferedImage(
                        lies ? height : width, lies ? width : height, BufferedImage.TYPE_INT_RGB);
        AffineTransform place = Orientation.upright(orientation, width, height);
        place.scale((double) width / from.getWidth(), (double) height / from.getHeight());
        Graphics2D pen = to.createGraphics();
        pen.setColor(Color.WHITE);
        pen.fillRect(0, 0, to.getWidth(), to.getHeight());
        if (scale < 1) {
            pen.setRenderingHint(
                    RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        }
        pen.drawImage(from, place, null);
        pen.dispose();
        return to;
    }

    private static Picture encoded(BufferedImage image) throws IOException {
        boolean lineArt = hasFewColours(image);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageWriter writer = ImageIO.getImageWritersByFormatName(lineArt ? "png" : "jpeg").next();
        try (var out = new MemoryCacheImageOutputStream(bytes)) {
            writer.setOutput(out);
            ImageWriteParam how = writer.getDefaultWriteParam();
            if (!lineArt) {
                how.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
                how.setCompressionQuality(QUALITY);
            }
            writer.write(null, new IIOImage(image, null, null), how);
        } finally {
            writer.dispose();
        }
        return new Picture(
                bytes.toByteArray(),
                lineArt ? "image/png" : "image/jpeg",
                image.getWidth(),
                image.getHeight());
    }

    private static boolean hasFewColours(BufferedImage image) {
        Set<Integer> colours = new HashSet<>();
        int[] row = new int[image.getWidth()];
        for (int y = 0; y < image.getHeight(); y++) {
            image.getRGB(0, y, row.length, 1, row, 0, row.length);
            for (int colour : row) {
                if (colours.add(colour) && colours.size() > COLOURS_MAX) {
                    return false;
                }
            }
        }
        return true;
    }
}
