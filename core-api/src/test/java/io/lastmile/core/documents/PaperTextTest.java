package io.lastmile.core.documents;

import static org.assertj.core.api.Assertions.assertThat;

import io.lastmile.core.settings.Settings.Language;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.pdfbox.text.TextPosition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What stands on a paper can be found, copied and read aloud.
class PaperTextTest {
    private static final Press PRESS = new Press();

    static Stream<Paper> papers() {
        return Stream.of(Papers.invoice(), Papers.bangla(), Papers.challan());
    }

    @ParameterizedTest
    @MethodSource("papers")
    void textComesOutAsItWentIn(Paper paper) throws IOException {
        StringBuilder expected = new StringBuilder();
        expected.append(paper.brand().name());
        paper.brand().lines().forEach(expected::append);
        expected.append(paper.title().name()).append(paper.title().number());
        paper.blocks().forEach(block -> texts(block).forEach(expected::append));
        boolean english = paper.title().language() == Language.EN;
        expected.append(english ? "Page 1 of 1" : "পৃষ্ঠা ১ / ১");
        paper.brand().footer().forEach(expected::append);
        paper.mark().ifPresent(expected::append);

        String found = Said.text(PRESS.print(paper));

        assertThat(Said.bare(found)).isEqualTo(Said.bare(expected.toString()));
    }

    private static List<String> texts(Block block) {
        List<String> texts = new ArrayList<>();
        switch (block) {
            case Block.Parties parties ->
                    parties.parties()
                            .forEach(party -> {
                                texts.add(party.label());
                                texts.add(party.name());
                                texts.addAll(party.lines());
                            });
            case Block.Facts facts ->
                    facts.facts()
                            .forEach(fact -> texts.addAll(List.of(fact.label(), fact.value())));
            case Block.Heading heading -> texts.add(heading.text());
            case Block.Table table -> {
                table.columns().forEach(column -> texts.add(column.head()));
                table.rows().forEach(row -> texts.addAll(row.cells()));
            }
            case Block.Totals totals -> {
                totals.seal().ifPresent(seal -> texts.addAll(List.of(seal.text(), seal.under())));
                totals.totals().forEach(sum -> texts.addAll(List.of(sum.label(), sum.value())));
            }
            case Block.Note note -> texts.addAll(List.of(note.label(), note.text()));
            case Block.Verify verify ->
                    texts.addAll(List.of(verify.label(), verify.text(), verify.address()));
            case Block.Signatures signatures -> texts.addAll(signatures.labels());
        }
        return texts;
    }

    @Test
    void wordsStayApart() throws IOException {
        assertThat(Said.text(PRESS.print(Papers.bangla())))
                .contains("এক হাজার একশত সাঁইত্রিশ টাকা একান্ন পয়সা মাত্র")
                .contains("Home Plus ৩০ Mbps");
    }

    @Test
    void aTableOverManyPagesRepeatsItsHeadsAndLosesNoRow() throws IOException {
        int rows = 700;
        List<String> pages = Said.pages(PRESS.print(Papers.statement(rows)));

        assertThat(pages).hasSizeGreaterThan(10);
        for (int i = 0; i < pages.size(); i++) {
            assertThat(pages.get(i))
                    .contains("Debit", "Credit", "Balance")
                    .contains("Page %d of %d".formatted(i + 1, pages.size()))
                    .contains("Padma Fibre Network");
        }
        String all = String.join("\n", pages);
        for (int i = 0; i < rows; i += 2) {
            assertThat(all).containsOnlyOnce("INV-2627-%06d".formatted(i));
        }
        assertThat(Pattern.compile("পেমেন্ট").matcher(all).results().count()).isEqualTo(rows / 2);
    }

    @Test
    void figuresEndBelowEachOther() throws IOException {
        List<Block.Row> rows =
                Stream.of("1.00", "12,34,567.89", "-66.66", "7,77,77,777.77")
                        .map(figure -> Papers.row("x", figure))
                        .toList();
        List<Block.Column> columns =
                List.of(Block.Column.text("What", 1), Block.Column.figures("৳"));

        List<TextPosition> letters =
                Said.letters(PRESS.print(paper(new Block.Table(columns, rows))));

        List<Float> points =
                letters.stream()
                        .filter(letter -> letter.getUnicode().equals("."))
                        .filter(letter -> letter.getX() > 400 && letter.getY() < 700)
                        .map(TextPosition::getX)
                        .toList();
        assertThat(points).hasSize(rows.size());
        assertThat(points)
                .allSatisfy(x ->
                        assertThat(x)
                                .isBetween(points.getFirst() - 0.1f, points.getFirst() + 0.1f));
    }

    @Test
    void aCharacterWithoutAGlyphIsDrawnAsAReplacementAndSaidAsItself() throws IOException {
        String text = "Rafiq 😀 Islam 你好 👨‍👩‍👧 end";

        byte[] pdf = PRESS.print(paper(new Block.Note("Note", text)));

        assertThat(Said.bare(Said.text(pdf))).contains(Said.bare(text));
        assertThat(new Typeface().runs("a😀b", Weight.REGULAR).getFirst().drawn())
                .isEqualTo("a\uFFFDb");
        assertThat(new Typeface().runs("👨‍👩‍👧", Weight.REGULAR).getFirst().drawn())
                .isEqualTo("\uFFFD\uFFFD\uFFFD");
    }

    @Test
    void whatSteersATerminalOrTurnsTheTextIsShownAndNotObeyed() throws IOException {
        String text = "a\u0000b\u001b[31mc\u202Ed\u2066e\uD800f\u200Fg\uFEFFh\u00ADi";

        String found = Said.text(PRESS.print(paper(new Block.Note("", text))));

        assertThat(found).contains("a\uFFFDb\uFFFD[31mc\uFFFDd\uFFFDe\uFFFDf\uFFFDg\uFFFDh\uFFFDi");
    }

    static Stream<String> hostile() {
        return Stream.of(
                "x".repeat(10_000),
                "ক্ষ".repeat(3_333),
                "ি".repeat(10_000),
                "ক" + "্ক".repeat(5_000),
                "a\u0301".repeat(5_000),
                "a" + "\u0301".repeat(9_999),
                "😀".repeat(5_000),
                "W \n".repeat(300),
                "مرحبا ".repeat(1_600),
                "\u200D".repeat(10_000),
                "\uDC00".repeat(10_000),
                "ম্‌ ".repeat(2_500));
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void tenThousandCharactersNeitherLeaveThePageNorEmptyIt(String text) throws IOException {
        Block.Column figures = Block.Column.figures("৳");
        Paper paper =
                new Paper(
                        new Paper.Title("Invoice", text, Language.BN, Papers.ISSUED),
                        Papers.brand(text),
                        List.of(
                                new Block.Facts(List.of(new Block.Fact("no.", text))),
                                new Block.Table(
                                        List.of(Block.Column.text("What", 1), figures),
                                        List.of(Papers.row(text, "525.00"))),
                                new Block.Table(
                                        List.of(Block.Column.text("What", 1), figures),
                                        List.of(Papers.row("z", text.substring(0, 300)))),
                                new Block.Totals(
                                        List.of(
                                                new Block.Total(
                                                        text.substring(0, 300),
                                                        "525.00",
                                                        Block.Rank.GRAND)),
                                        Optional.of(new Block.Seal(text, text, Block.Tone.BAD))),
                                new Block.Note("Last", "the last word")),
                        Optional.of(text));

        byte[] pdf = PRESS.print(paper);

        String found = Said.text(pdf);
        assertThat(found).contains("Invoice", "no.", "525.00", "the last word");
        assertThat(PageImages.inkOutside(pdf)).isZero();
    }

    static Paper paper(Block... blocks) {
        return new Paper(
                new Paper.Title("Invoice", "1", Language.EN, Papers.ISSUED),
                Papers.brand("ISP"),
                List.of(blocks),
                Optional.empty());
    }
}
