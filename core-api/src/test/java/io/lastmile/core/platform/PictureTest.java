package io.lastmile.core.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageInputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.junit.jupiter.api.Test;

class PictureTest {
    private static final Random NOISE = new Random(7);

    /// Left half red, right half noise; so it is no line art and one can tell how it was turned.
    private static byte[] file(String format, int width, int height) throws IOException {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int noise = NOISE.nextInt(0x1000000) & 0x00ffff;
                image.setRGB(x, y, x < width / 2 ? 0xff0000 : noise);
            }
        }
        return encoded(image, format);
    }

    private static byte[] encoded(BufferedImage image, String format) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(image, format, out);
        return out.toByteArray();
    }

    private static BufferedImage seen(Picture picture) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(picture.bytes()));
    }

    private static boolean red(BufferedImage image, double x, double y) {
        var colour =
                new Color(
                        image.getRGB(
                                (int) (x * (image.getWidth() - 1)),
                                (int) (y * (image.getHeight() - 1))));
        return colour.getRed() > 180;
    }

    /// A JPEG with an Exif segment that names an orientation and a place.
    private static byte[] withOrientation(byte[] jpeg, int orientation) {
        byte[] place = "GPS 23.8103 N 90.4125 E".getBytes(StandardCharsets.US_ASCII);
        ByteBuffer segment = ByteBuffer.allocate(4 + 6 + 26 + place.length);
        segment.putShort((short) 0xffe1).putShort((short) (segment.capacity() - 2));
        segment.put("Exif\0\0".getBytes(StandardCharsets.US_ASCII));
        segment.put("MM\0*".getBytes(StandardCharsets.US_ASCII)).putInt(8).putShort((short) 1);
        segment.putShort((short) 0x0112).putShort((short) 3).putInt(1);
        segment.putShort((short) orientation).putShort((short) 0).putInt(0).put(place);
        ByteBuffer whole = ByteBuffer.allocate(jpeg.length + segment.capacity());
        whole.put(jpeg, 0, 2).put(segment.array()).put(jpeg, 2, jpeg.length - 2);
        return whole.array();
    }

    @Test
    void aLargePhotoBecomesASmallJpeg() throws IOException {
        Picture picture = Picture.of("photo", file("jpeg", 4000, 3000));
        assertThat(picture.type()).isEqualTo("image/jpeg");
        assertThat(picture.width()).isEqualTo(1600);
        assertThat(picture.height()).isEqualTo(1200);
        assertThat(red(seen(picture), 0.2, 0.5)).isTrue();
        assertThat(red(seen(picture), 0.8, 0.5)).isFalse();
    }

    @Test
    void lineArtStaysPngAndIsOpaque() throws IOException {
        BufferedImage image = new BufferedImage(300, 200, BufferedImage.TYPE_INT_ARGB);
        image.setRGB(3, 3, 0xff000000);
        Picture picture = Picture.of("form", encoded(image, "png"));
        assertThat(picture.type()).isEqualTo("image/png");
        assertThat(seen(picture).getRGB(100, 100)).isEqualTo(0xffffffff);
        assertThat(seen(picture).getRGB(3, 3)).isEqualTo(0xff000000);
    }

    @Test
    void thePlaceIsGoneAndThePictureUprightHoweverTheCameraWasHeld() throws IOException {
        byte[] jpeg = file("jpeg", 400, 200);
        double[][] reds = {
            {0.2, 0.5},
            {0.8, 0.5},
            {0.8, 0.5},
            {0.2, 0.5},
            {0.5, 0.2},
            {0.5, 0.2},
            {0.5, 0.8},
            {0.5, 0.8}
        };
        for (int orientation = 1; orientation <= 8; orientation++) {
            Picture picture = Picture.of("photo", withOrientation(jpeg, orientation));
            double[] at = reds[orientation - 1];
            assertThat(picture.width()).isEqualTo(orientation < 5 ? 400 : 200);
            assertThat(red(seen(picture), at[0], at[1])).as("" + orientation).isTrue();
            assertThat(red(seen(picture), 1 - at[0], 1 - at[1])).as("" + orientation).isFalse();
            assertThat(new String(picture.bytes(), StandardCharsets.ISO_8859_1))
                    .doesNotContain("Exif")
                    .doesNotContain("GPS");
        }
    }

    @Test
    void aBombIsRefusedByWhatItsHeaderSays() throws IOException {
        byte[] png = file("png", 10, 10);
        ByteBuffer.wrap(png).putInt(16, 60_000).putInt(20, 60_000);
        CRC32 sum = new CRC32();
        sum.update(png, 12, 17);
        ByteBuffer.wrap(png).putInt(29, (int) sum.getValue());
        assertThatThrownBy(() -> Picture.of("photo", png))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("60000 x 60000 pixels");
    }

    @Test
    void otherFilesAreRefusedInASentence() throws IOException {
        byte[] svg = "<svg onload='alert(1)'/>".getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> Picture.of("photo", svg))
                .hasMessageContaining("another kind of file")
                .hasMessageContaining("JPEG or PNG");
        byte[] gif = file("gif", 10, 10);
        assertThatThrownBy(() -> Picture.of("photo", gif)).hasMessageContaining("as gif");
        assertThatThrownBy(() -> Picture.of("photo", new byte[0])).isInstanceOf(Refusal.class);
    }

    /// Its header and its scan speak of two colours where cameras have three.
    @Test
    void aJpegOfTwoColoursIsRefused() throws IOException {
        byte[] jpeg = file("jpeg", 16, 16);
        var two = new ByteArrayOutputStream();
        for (int i = 0; i < jpeg.length; i++) {
            boolean marker = (jpeg[i] & 0xff) == 0xff && i + 1 < jpeg.length;
            int kind = marker ? jpeg[i + 1] & 0xff : 0;
            if (kind == 0xc0) {
                two.write(jpeg, i, 2);
                two.write(new byte[] {0, 14});
                two.write(jpeg, i + 4, 5);
                two.write(2);
                two.write(jpeg, i + 10, 6);
                i += 18;
            } else if (kind == 0xda) {
                two.write(jpeg, i, 2);
                two.write(new byte[] {0, 10, 2});
                two.write(jpeg, i + 5, 4);
                two.write(jpeg, i + 11, 3);
                i += 13;
            } else {
                two.write(jpeg[i]);
            }
        }
        assertThatThrownBy(() -> Picture.of("photo", two.toByteArray()))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("colours");
    }

    @Test
    void brokenPicturesAreRefusedAndNothingElseHappens() throws IOException {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (String format : new String[] {"jpeg", "png"}) {
            byte[] whole = withOrientation(file("jpeg", 60, 40), 6);
            byte[] file = format.equals("jpeg") ? whole : file("png", 60, 40);
            for (int round = 0; round < 300; round++) {
                byte[] broken = Arrays.copyOf(file, 20 + random.nextInt(file.length - 20));
                broken[random.nextInt(Math.min(broken.length, 200))] = (byte) random.nextInt();
                try {
                    assertThat(Picture.of("photo", broken).bytes()).isNotEmpty();
                } catch (Refusal refusal) {
                    assertThat(refusal.problem().status()).as("seed %d", seed).isEqualTo(400);
                }
            }
        }
    }

    private static byte[] progressive(int width, int height) throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ImageWriteParam how = writer.getDefaultWriteParam();
        how.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
        var bytes = new ByteArrayOutputStream();
        try (var out = new MemoryCacheImageOutputStream(bytes)) {
            writer.setOutput(out);
            var image = ImageIO.read(new ByteArrayInputStream(file("png", width, height)));
            writer.write(null, new IIOImage(image, null, null), how);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    /// The last scan of a progressive JPEG so many times more.
    private static byte[] withMoreScans(byte[] jpeg, int more) {
        int last = jpeg.length - 2;
        while ((jpeg[last] & 0xff) != 0xff || (jpeg[last + 1] & 0xff) != 0xda) {
            last--;
        }
        int scan = jpeg.length - 2 - last;
        ByteBuffer whole = ByteBuffer.allocate(jpeg.length + more * scan);
        whole.put(jpeg, 0, jpeg.length - 2);
        for (int i = 0; i < more; i++) {
            whole.put(jpeg, last, scan);
        }
        return whole.put(jpeg, jpeg.length - 2, 2).array();
    }

    @Test
    void aProgressivePhotoIsDrawnWithWhatATelephoneHangsBehindIt() throws IOException {
        byte[] photo = progressive(4000, 3000);
        assertThat(JpegScans.of(photo)).isBetween(3, 12);
        byte[] film = new byte[4_000_000];
        Arrays.fill(film, (byte) 0xff);
        for (int i = 1; i < film.length; i += 2) {
            film[i] = (byte) 0xda;
        }
        byte[] whole = Arrays.copyOf(photo, photo.length + film.length);
        System.arraycopy(film, 0, whole, photo.length, film.length);
        assertThat(Picture.of("photo", whole).width()).isEqualTo(1600);
    }

    @Test
    void aPhotoOfFortyEightMegapixelsIsDrawn() throws IOException {
        var image = new BufferedImage(8064, 6048, BufferedImage.TYPE_BYTE_GRAY);
        assertThat(Picture.of("photo", encoded(image, "jpeg")).height()).isEqualTo(1200);
    }

    @Test
    void aJpegOfManyScansIsRefusedBeforeItIsDrawn() throws IOException {
        byte[] many = withMoreScans(progressive(512, 512), 5_000);
        long began = System.nanoTime();
        assertThatThrownBy(() -> Picture.of("photo", many))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("scans");
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(5));
    }

    /// Nothing but zeros: 16 bits of four channels, as small as PNG packs them.
    private static byte[] deepPng(int side) throws IOException {
        var data = new ByteArrayOutputStream();
        try (var deflater = new DeflaterOutputStream(data, new Deflater(1), 1 << 16)) {
            byte[] row = new byte[1 + side * 8];
            for (int y = 0; y < side; y++) {
                deflater.write(row);
            }
        }
        ByteBuffer header = ByteBuffer.allocate(13).putInt(side).putInt(side);
        header.put(new byte[] {16, 6, 0, 0, 0});
        var png = new ByteArrayOutputStream();
        png.write(new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10});
        chunk(png, "IHDR", header.array());
        chunk(png, "IDAT", data.toByteArray());
        chunk(png, "IEND", new byte[0]);
        return png.toByteArray();
    }

    private static void chunk(ByteArrayOutputStream png, String type, byte[] data)
            throws IOException {
        ByteBuffer chunk = ByteBuffer.allocate(12 + data.length).putInt(data.length);
        chunk.put(type.getBytes(StandardCharsets.US_ASCII)).put(data);
        CRC32 sum = new CRC32();
        sum.update(chunk.array(), 4, 4 + data.length);
        png.write(chunk.putInt((int) sum.getValue()).array());
    }

    @Test
    void aDeepPngOfFortyMegapixelsTakesLittleMemory() throws IOException {
        byte[] png = deepPng(6300);
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        Picture picture = Picture.of("photo", png);
        long taken = threads.getCurrentThreadAllocatedBytes() - before;
        assertThat(picture.width()).isEqualTo(1600);
        assertThat(taken).isLessThan(120_000_000);
    }

    @Test
    void pixelsAreReadWithinTheirBytesWhateverTheirDepth() throws IOException {
        byte[] wide = file("png", 30_001, 1);
        assertThatThrownBy(() -> Picture.of("photo", wide)).hasMessageContaining("30001 x 1");
    }

    @Test
    void readingEndsWhenItsTimeIsOver() throws IOException {
        for (String format : new String[] {"jpeg", "png"}) {
            ImageReader reader = ImageIO.getImageReadersByFormatName(format).next();
            reader.setInput(
                    new MemoryCacheImageInputStream(
                            new ByteArrayInputStream(file(format, 400, 300))),
                    true,
                    true);
            var none = new ReadDeadline(Duration.ZERO);
            reader.addIIOReadProgressListener(none);
            BufferedImage image = reader.read(0);
            reader.dispose();
            assertThat(none.passed()).as(format).isTrue();
            assertThat(image.getRGB(399, 299) & 0xffffff).as(format).isZero();
        }
    }

    @Test
    void whoComesWhileOthersDrawForLongIsAskedToComeAgain() throws Exception {
        byte[] small = file("png", 10, 10);
        Picture.DRAWING.acquire(2);
        try {
            assertThatThrownBy(() -> Picture.of("photo", small))
                    .isInstanceOfSatisfying(
                            Refusal.class,
                            refusal -> assertThat(refusal.problem().status()).isEqualTo(503));
        } finally {
            Picture.DRAWING.release(2);
        }
        assertThat(Picture.of("photo", small).width()).isEqualTo(10);
    }
}
