package io.lastmile.core.papers;

import static org.assertj.core.api.Assertions.assertThat;

import io.lastmile.core.documents.PageImages;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Each document of an ISP as it looked when somebody looked at it, in both languages. There is no
/// code on them: it is another one for each key. After a wanted change: run with
/// `-Dlastmile.golden=write` and look at the images before they are committed.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GoldenPaperTest {
    private static final int DPI = 72;
    private static final String FOLDER = "/papers/golden/";

    /// Of the ink; another release of the renderer smooths edges in another way.
    private static final double TOLERANCE = 0.02;

    private final Map<String, String> paths = new TreeMap<>();
    private PaperGround ground;

    @BeforeAll
    void start() {
        ground = new PaperGround();
        ground.api.sql("update core.message_setting set value = '{\"site\": \"\"}'");
        long invoice = ground.invoice();
        long receipt = ground.pay(100_000);
        long note = ground.credit(invoice, 2, 10_000);
        paths.put("invoice", "/api/invoices/" + invoice + "/paper?language=");
        paths.put("challan", "/api/invoices/" + invoice + "/paper?form=challan&language=");
        paths.put("receipt", "/api/receipts/" + receipt + "/paper?language=");
        paths.put("credit-note", "/api/credit-notes/" + note + "/paper?language=");
        paths.put("statement", "/api/customers/7/statement?language=");
    }

    @AfterAll
    void stop() {
        ground.close();
    }

    @ParameterizedTest
    @CsvSource({
        "invoice, en", "invoice, bn",
        "challan, en", "challan, bn",
        "receipt, en", "receipt, bn",
        "credit-note, en", "credit-note, bn",
        "statement, en", "statement, bn"
    })
    void aPaperLooksAsItDid(String name, String language) throws IOException {
        String file = FOLDER + name + "-" + language + ".png";
        String path = Objects.requireNonNull(paths.get(name)) + language;
        BufferedImage page = PageImages.first(ground.pdf(path), DPI);
        if ("write".equals(System.getProperty("lastmile.golden"))) {
            Path written = Path.of("src/test/resources" + file);
            Files.createDirectories(Objects.requireNonNull(written.getParent()));
            ImageIO.write(page, "png", written.toFile());
            return;
        }
        try (InputStream in =
                Objects.requireNonNull(GoldenPaperTest.class.getResourceAsStream(file), file)) {
            assertThat(PageImages.difference(ImageIO.read(in), page)).isLessThan(TOLERANCE);
        }
    }
}
