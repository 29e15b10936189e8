package io.lastmile.core.documents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lastmile.core.platform.Money;
import io.lastmile.core.settings.Settings.Language;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDStructureElement;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDStructureNode;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.junit.jupiter.api.Test;

class PressTest {
    private static final Press PRESS = new Press();

    @Test
    void theSamePaperIsTheSameBytes() {
        assertThat(new Press().print(Papers.bangla())).isEqualTo(PRESS.print(Papers.bangla()));
        assertThat(PRESS.print(branded())).isEqualTo(PRESS.print(branded()));
    }

    @Test
    void manyThreadsPrintAtOnce() throws InterruptedException, ExecutionException {
        byte[] english = PRESS.print(Papers.invoice());
        byte[] bangla = PRESS.print(Papers.bangla());
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            List<Future<byte[]>> printed = new ArrayList<>();
            for (int i = 0; i < 80; i++) {
                Paper paper = i % 2 == 0 ? Papers.invoice() : Papers.bangla();
                printed.add(threads.submit(() -> PRESS.print(paper)));
            }
            for (int i = 0; i < printed.size(); i++) {
                assertThat(printed.get(i).get()).isEqualTo(i % 2 == 0 ? english : bangla);
            }
        }
    }

    @Test
    void allFontsAreWithinAndOnlyInPart() throws IOException {
        byte[] pdf = PRESS.print(Papers.bangla());
        try (PDDocument document = Loader.loadPDF(pdf)) {
            Set<String> names = new TreeSet<>();
            for (PDPage page : document.getPages()) {
                for (COSName name : page.getResources().getFontNames()) {
                    PDFont font = page.getResources().getFont(name);
                    assertThat(font.isEmbedded()).as(font.getName()).isTrue();
                    names.add(font.getName());
                }
            }
            assertThat(names)
                    .containsExactly(
                            "NNNNNN+NotoSans-Bold",
                            "NNNNNN+NotoSans-Regular",
                            "NNNNNN+NotoSansBengali-Bold",
                            "NNNNNN+NotoSansBengali-Regular");
        }
        assertThat(pdf.length).isLessThan(80_000);
    }

    @Test
    void aScreenReaderLearnsTheLanguageTheTitleAndTheStructure() throws IOException {
        try (PDDocument document = Loader.loadPDF(PRESS.print(Papers.bangla()))) {
            var catalog = document.getDocumentCatalog();
            assertThat(catalog.getLanguage()).isEqualTo("bn-BD");
            assertThat(catalog.getMarkInfo().isMarked()).isTrue();
            assertThat(catalog.getViewerPreferences().displayDocTitle()).isTrue();
            assertThat(document.getDocumentInformation().getTitle())
                    .isEqualTo("চালান INV-2627-000481");
            assertThat(document.getDocumentInformation().getCreationDate().toInstant())
                    .isEqualTo(Papers.ISSUED.toInstant());
            List<String> roles = new ArrayList<>();
            roles(catalog.getStructureTreeRoot(), roles);
            assertThat(roles)
                    .startsWith("Document")
                    .contains("H1", "P", "Figure")
                    .containsSubsequence("Table", "TR", "TH", "TH", "TR", "TD", "TD");
            assertThat(roles.stream().filter("TD"::equals)).hasSize(12);
        }
    }

    private static void roles(PDStructureNode node, List<String> roles) {
        for (Object kid : node.getKids()) {
            if (kid instanceof PDStructureElement element) {
                roles.add(element.getStructureType());
                roles(element, roles);
            }
        }
    }

    @Test
    void aLogoStandsOnThePaper() throws IOException {
        BufferedImage page = PageImages.first(PRESS.print(branded()), 72);

        // 150 points wide at the left edge, 37.5 high.
        assertThat(page.getRaster().getSample(48 + 75, 34 + 18, 0)).isLessThan(120);
        assertThat(page.getRaster().getSample(48 + 155, 34 + 18, 0)).isGreaterThan(250);
    }

    @Test
    void aColourTooLightToReadIsDarkened() {
        assertThat(Inks.readable(0xFFFFFF)).isLessThan(0x808080);
        assertThat(Inks.readable(0x0B7285)).isEqualTo(0x0B7285);
        assertThat(Inks.readable(0)).isZero();
    }

    @Test
    void figuresHaveTheirPoishaAlways() {
        Money amount = new Money(123_456_700);
        assertThat(Digits.of(amount, Language.EN)).isEqualTo("12,34,567.00");
        assertThat(Digits.of(amount, Language.BN)).isEqualTo("১২,৩৪,৫৬৭.০০");
        assertThat(Digits.of(new Money(-6_666), Language.EN)).isEqualTo("\u221266.66");
    }

    @Test
    void aMinusSignHasAGlyphInBothWeights() {
        for (Weight weight : Weight.values()) {
            assertThat(new Typeface().runs("\u221266.66", weight))
                    .extracting(Run::drawn)
                    .containsExactly("\u2212", "66.66");
        }
    }

    @Test
    void aRowThatDoesNotFitItsTableIsRefused() {
        List<Block.Column> columns = List.of(Block.Column.text("What", 1));
        List<Block.Row> rows = List.of(Papers.row("a", "b"));

        assertThatThrownBy(() -> new Block.Table(columns, rows))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("cells: 2 (expected: 1)");
    }

    @Test
    void aTextWithoutEndIsRefused() {
        assertThatThrownBy(() -> new Block.Note("", "x".repeat(20_001)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("note: 20001 characters (expected: <= 20000)");
    }

    private static Paper branded() {
        Brand plain = Papers.brand("Padma Fibre Network");
        Brand brand =
                new Brand(
                        plain.name(),
                        plain.lines(),
                        plain.footer(),
                        plain.colour(),
                        Optional.of(new Brand.Logo(logo())));
        Paper paper = Papers.invoice();
        return new Paper(paper.title(), brand, paper.blocks(), paper.mark());
    }

    private static byte[] logo() {
        BufferedImage image = new BufferedImage(400, 100, BufferedImage.TYPE_INT_ARGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(new Color(0x0B7285));
        graphics.fillRect(0, 0, 400, 100);
        graphics.dispose();
        var out = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", out);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
