package io.lastmile.core.documents;

import java.awt.Color;
import java.util.List;
import java.util.Optional;
import org.openpdf.text.Image;
import org.openpdf.text.pdf.PdfContentByte;
import org.openpdf.text.pdf.PdfGState;
import org.openpdf.text.pdf.PdfName;

/// Draws what was laid out on the pages of OpenPDF, each thing within its tag.
final class Painter {
    private static final PdfName ARTIFACT = new PdfName("Artifact");
    private static final float MARK_OPACITY = 0.09f;
    private static final float MARK_LENGTH = 520;
    private static final float MARK_SIZE_MAX = 150;
    private static final double MARK_TURN = Math.toRadians(52);
    private static final double STAMP_TURN = Math.toRadians(7);
    private static final float STAMP_PAD = 13;
    private static final float QUIET = 0.02f;

    private final PdfContentByte page;
    private final TagTree tags;
    private final TextInk text;

    Painter(PdfContentByte page, TagTree tags, TextInk text) {
        this.page = page;
        this.tags = tags;
        this.text = text;
    }

    void paint(List<Ink> inks) {
        inks.forEach(this::paint);
    }

    private void paint(Ink ink) {
        switch (ink) {
            case Ink.Words words -> words(words);
            case Ink.Box box -> within(Optional.empty(), () -> box(box));
            case Ink.Logo logo -> within(Optional.of(logo.tag()), () -> logo(logo));
            case Ink.Squares squares -> within(Optional.of(squares.tag()), () -> squares(squares));
            case Ink.Stamp stamp -> within(Optional.of(stamp.tag()), () -> stamp(stamp));
            case Ink.Mark mark -> within(Optional.empty(), () -> mark(mark));
        }
    }

    private void within(Optional<Tag> tag, Runnable drawing) {
        tag.map(tags::element)
                .ifPresentOrElse(
                        page::beginMarkedContentSequence,
                        () -> page.beginMarkedContentSequence(ARTIFACT));
        drawing.run();
        page.endMarkedContentSequence();
    }

    private void words(Ink.Words words) {
        within(
                words.tag(),
                () -> {
                    fill(words.style().colour());
                    text.line(
                            page,
                            words.line(),
                            words.style().size(),
                            words.x(),
                            Sheets.HEIGHT - words.baseline());
                });
    }

    private void box(Ink.Box box) {
        fill(box.colour());
        page.rectangle(box.x(), Sheets.HEIGHT - box.y() - box.height(), box.width(), box.height());
        page.fill();
    }

    private void logo(Ink.Logo logo) {
        Image image = Logos.image(logo.logo());
        image.scaleAbsolute(logo.size().width(), logo.size().height());
        image.setAbsolutePosition(logo.x(), Sheets.HEIGHT - logo.y() - logo.size().height());
        page.addImage(image);
    }

    private void squares(Ink.Squares squares) {
        fill(Inks.INK);
        float step = squares.side() / squares.dark().length;
        for (int row = 0; row < squares.dark().length; row++) {
            for (int column = 0; column < squares.dark().length; column++) {
                if (squares.dark()[row][column]) {
                    page.rectangle(
                            squares.x() + column * step,
                            Sheets.HEIGHT - squares.y() - (row + 1) * step,
                            // Neighbours overlap by a hair, or screens show a grid.
                            step + QUIET,
                            step + QUIET);
                }
            }
        }
        page.fill();
    }

    private void stamp(Ink.Stamp stamp) {
        int colour =
                switch (stamp.tone()) {
                    case GOOD -> Inks.GOOD;
                    case BAD -> Inks.BAD;
                    case PLAIN -> Inks.SOFT;
                };
        float wide = stamp.text().width(Ink.Stamp.TEXT.size());
        float under = stamp.under().width(Ink.Stamp.UNDER.size());
        float width = Math.max(wide, under) + 2 * STAMP_PAD;
        float height = under > 0 ? 50 : 40;
        page.saveState();
        turn(stamp.x(), Sheets.HEIGHT - stamp.y(), STAMP_TURN);
        page.setColorStroke(new Color(colour));
        page.setLineWidth(1.75f);
        page.roundRectangle(-width / 2, -height / 2, width, height, 6);
        page.stroke();
        fill(colour);
        float baseline = under > 0 ? 0 : -7;
        text.line(page, stamp.text(), Ink.Stamp.TEXT.size(), -wide / 2, baseline);
        text.line(page, stamp.under(), Ink.Stamp.UNDER.size(), -under / 2, -15);
        page.restoreState();
    }

    private void mark(Ink.Mark mark) {
        float size = Math.min(MARK_SIZE_MAX, MARK_LENGTH * 1000 / Math.max(1, mark.line().width()));
        var faint = new PdfGState();
        faint.setFillOpacity(MARK_OPACITY);
        page.saveState();
        page.setGState(faint);
        turn(Sheets.WIDTH / 2, Sheets.HEIGHT / 2, MARK_TURN);
        fill(Inks.BAD);
        text.line(page, mark.line(), size, -mark.line().width(size) / 2, -size / 3);
        page.restoreState();
    }

    private void turn(float x, float y, double angle) {
        float cos = (float) Math.cos(angle);
        float sin = (float) Math.sin(angle);
        page.concatCTM(cos, sin, -sin, cos, x, y);
    }

    private void fill(int colour) {
        page.setColorFill(new Color(colour));
    }
}
