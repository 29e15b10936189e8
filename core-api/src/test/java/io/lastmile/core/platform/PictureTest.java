package io.lastmile.core.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
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
}
