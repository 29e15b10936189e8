package io.lastmile.core.platform;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
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

    private static final int COLOURS_MAX = 64;
    private static final float QUALITY = 0.8f;
    private static final int DRAWN_AT_ONCE = 2;
    private static final Duration WAIT_MAX = Duration.ofSeconds(5);
    private static final int RETRY_SECONDS = 10;
    static final Semaphore DRAWING = new Semaphore(DRAWN_AT_ONCE);

    /// Of what was uploaded in `field`, or a refusal that says what is wrong with it. Never within
    /// a unit of work: it takes seconds, and others wait for the connection.
    public static Picture of(String field, byte[] uploaded) {
        if (Database.working()) {
            throw new IllegalStateException("a picture drawn within a unit of work");
        }
        enter();
        try (ImageInputStream in =
                new MemoryCacheImageInputStream(new ByteArrayInputStream(uploaded))) {
            return of(field, uploaded, in);
        } catch (IOException | IllegalArgumentException | IndexOutOfBoundsException e) {
            // What the JDK's decoders throw at a file that is broken.
            throw Problem.invalid(field, "a broken picture", PictureFile.EXPECTED).refusal();
        } finally {
            DRAWING.release();
        }
    }

    private static Picture of(String field, byte[] uploaded, ImageInputStream in)
            throws IOException {
        Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
        if (!readers.hasNext()) {
            throw Problem.invalid(field, "another kind of file", PictureFile.EXPECTED).refusal();
        }
        ImageReader reader = readers.next();
        try {
            var file = new PictureFile(field, uploaded, reader);
            return encoded(drawn(file.read(in, SIDE_MAX), file.orientation()));
        } finally {
            reader.dispose();
        }
    }

    /// Waits a little for its turn, or asks to come again.
    private static void enter() {
        try {
            if (DRAWING.tryAcquire(WAIT_MAX.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new Refusal(
                Problem.of(
                        503,
                        "pictures-busy",
                        "Too many pictures at once",
                        "Others are sending many pictures now. Try again in a moment."),
                Map.of("Retry-After", "" + RETRY_SECONDS));
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
