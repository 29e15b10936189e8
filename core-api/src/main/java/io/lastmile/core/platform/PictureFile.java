package io.lastmile.core.platform;

import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.SampleModel;
import java.io.IOException;
import java.util.Locale;
import java.util.Set;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/// A file with a picture, read within bounds of memory and time that its header and its scans
/// settle before the first pixel is decoded.
final class PictureFile {
    /// A camera's 48 megapixels.
    static final int PIXELS_MAX = 50_000_000;

    /// A reader holds some whole rows besides.
    static final int SIDE_MAX = 30_000;

    /// What encoders write is 1, 3 or some 10.
    static final int SCANS_MAX = 30;

    /// Of all scans together: 12 of a camera's 50 megapixels, some 9 s of one core.
    static final long SCANNED_MAX = 12L * PIXELS_MAX;

    /// Of pixels in memory, in the file's own depth.
    static final long BYTES_MAX = 48_000_000;

    static final String EXPECTED = "a picture as JPEG or PNG, of at most 50 megapixels";

    private static final Set<String> FORMATS = Set.of("jpeg", "png");

    private final String field;
    private final byte[] file;
    private final ImageReader reader;

    PictureFile(String field, byte[] file, ImageReader reader) {
        this.field = field;
        this.file = file;
        this.reader = reader;
    }

    /// Its pixels, or every n-th of them: at least `side` of its longer side.
    BufferedImage read(ImageInputStream in, int side) throws IOException {
        if (!FORMATS.contains(format())) {
            throw refused("a picture as " + format());
        }
        reader.setInput(in, true, true);
        int width = reader.getWidth(0);
        int height = reader.getHeight(0);
        bound(width, height);
        int step = step(width, height, side);
        ImageReadParam sparse = reader.getDefaultReadParam();
        sparse.setSourceSubsampling(step, step, 0, 0);
        var watch = new ReadDeadline(ReadDeadline.MAX);
        reader.addIIOReadProgressListener(watch);
        BufferedImage image = reader.read(0, sparse);
        if (watch.passed()) {
            throw refused("a picture that takes too long to read");
        }
        return image;
    }

    int orientation() {
        return format().equals("jpeg") ? Orientation.of(file) : Orientation.UPRIGHT;
    }

    private String format() {
        try {
            return reader.getFormatName().toLowerCase(Locale.ROOT);
        } catch (IOException e) {
            return "nothing known";
        }
    }

    private void bound(int width, int height) {
        long pixels = (long) width * height;
        if (pixels > PIXELS_MAX || Math.max(width, height) > SIDE_MAX) {
            throw refused("a picture of %d x %d pixels".formatted(width, height));
        }
        int scans = format().equals("jpeg") ? JpegScans.of(file) : 1;
        if (scans > SCANS_MAX || scans * pixels > SCANNED_MAX) {
            throw refused("a picture of %d scans".formatted(scans));
        }
    }

    private int step(int width, int height, int side) throws IOException {
        long pixelBytes = pixelBytes();
        int longer = Math.max(width, height);
        int step = Math.max(1, longer / (2 * side));
        while (pixels(width, height, step) * pixelBytes > BYTES_MAX && longer / step > side) {
            step++;
        }
        if (pixels(width, height, step) * pixelBytes > BYTES_MAX) {
            throw refused("a picture of %d bytes a pixel".formatted(pixelBytes));
        }
        return step;
    }

    private static long pixels(int width, int height, int step) {
        return (long) Math.ceilDiv(width, step) * Math.ceilDiv(height, step);
    }

    private long pixelBytes() throws IOException {
        var types = reader.getImageTypes(0);
        if (!types.hasNext()) {
            // Two colours, for one: the reader knows no way to draw them.
            throw refused("colours that nobody can show");
        }
        SampleModel model = types.next().getSampleModel();
        int sampleBits = DataBuffer.getDataTypeSize(model.getDataType());
        return (long) model.getNumDataElements() * Math.ceilDiv(sampleBits, Byte.SIZE);
    }

    private Refusal refused(String found) {
        return Problem.invalid(field, found, EXPECTED).refusal();
    }
}
