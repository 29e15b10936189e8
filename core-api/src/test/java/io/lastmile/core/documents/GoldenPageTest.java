package io.lastmile.core.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Pages look as they did when somebody looked at them. After a wanted change: run with
/// `-Dlastmile.golden=write` and look at the images before they are committed.
class GoldenPageTest {
    private static final int DPI = 72;
    private static final String FOLDER = "/documents/golden/";

    /// Of the ink; another release of the renderer smooths edges in another way.
    private static final double TOLERANCE = 0.02;

    private static final String CONJUNCTS =
            "ক্ষ স্ট্র র্য ৳ জ্ঞ ঞ্চ হ্ম ত্ত ন্দ্র ক্ত র্তৃ"
                    + " দ্ধ ষ্ণ গ্রাহক কর্তৃপক্ষ স্ক্রিন বিচ্ছিন্ন সংযোগ মোহাম্মদ কৌশল শ্রী পূর্ণ";

    private static final Map<String, Paper> PAPERS =
            Map.of(
                    "invoice", Papers.invoice(),
                    "bangla", Papers.bangla(),
                    "challan", Papers.challan(),
                    "statement", Papers.statement(60),
                    "conjuncts", conjuncts(CONJUNCTS));

    static Stream<String> names() {
        return PAPERS.keySet().stream().sorted();
    }

    @ParameterizedTest
    @MethodSource("names")
    void aPageLooksAsItDid(String name) throws IOException {
        BufferedImage page = drawn(Objects.requireNonNull(PAPERS.get(name)));
        if ("write".equals(System.getProperty("lastmile.golden"))) {
            Path folder = Path.of("src/test/resources" + FOLDER);
            Files.createDirectories(folder);
            ImageIO.write(page, "png", folder.resolve(name + ".png").toFile());
        }

        assertThat(PageImages.difference(golden(name), page)).as(name).isLessThan(TOLERANCE);
    }

    /// The tolerance must be far from what it is there to find: joiners between the letters keep
    /// each from its neighbours, as a printer without shaping would.
    @Test
    void unshapedTextIsNoticed() throws IOException {
        String unshaped = CONJUNCTS.replace("\u09CD", "\u09CD\u200C");

        BufferedImage page = drawn(conjuncts(unshaped));

        assertThat(PageImages.difference(golden("conjuncts"), page)).isGreaterThan(5 * TOLERANCE);
    }

    /// Signs that stand before their letter, drawn behind it.
    @Test
    void signsOnTheWrongSideAreNoticed() throws IOException {
        String wrong = CONJUNCTS.replaceAll("(.)([\u09BF\u09C7])", "$1\u25CC$2");

        assertThat(PageImages.difference(golden("conjuncts"), drawn(conjuncts(wrong))))
                .isGreaterThan(5 * TOLERANCE);
    }

    private static Paper conjuncts(String text) {
        return PaperTextTest.paper(
                new Block.Heading(text), new Block.Note("", text), new Block.Heading(text));
    }

    private static BufferedImage drawn(Paper paper) throws IOException {
        return PageImages.first(new Press().print(paper), DPI);
    }

    private static BufferedImage golden(String name) throws IOException {
        String file = FOLDER + name + ".png";
        try (InputStream in = GoldenPageTest.class.getResourceAsStream(file)) {
            if (in == null) {
                Path written = Path.of("src/test/resources" + file);
                return ImageIO.read(written.toFile());
            }
            return ImageIO.read(in);
        }
    }
}
