package io.lastmile.core.documents;

import io.lastmile.core.settings.Settings.Language;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.GregorianCalendar;
import java.util.List;
import org.openpdf.text.Document;
import org.openpdf.text.PageSize;
import org.openpdf.text.pdf.PdfBoolean;
import org.openpdf.text.pdf.PdfContentByte;
import org.openpdf.text.pdf.PdfDate;
import org.openpdf.text.pdf.PdfDictionary;
import org.openpdf.text.pdf.PdfEncryption;
import org.openpdf.text.pdf.PdfName;
import org.openpdf.text.pdf.PdfObject;
import org.openpdf.text.pdf.PdfString;
import org.openpdf.text.pdf.PdfWriter;

/// Prints papers as PDF: A4, tagged, fonts within, the same bytes for the same paper. One for the
/// whole house, it holds the fonts; many threads may print at once.
public final class Press {
    private static final int ID_LENGTH = 16;

    private final Typeface typeface = new Typeface();

    public byte[] print(Paper paper) {
        List<List<Ink>> pages = new Layout(paper, typeface).pages();
        var out = new ByteArrayOutputStream();
        Document document = new Document(PageSize.A4);
        PdfWriter writer = PdfWriter.getInstance(document, out);
        writer.setPdfVersion(PdfWriter.VERSION_1_7);
        writer.setTagged();
        writer.setViewerPreferences(0);
        writer.addViewerPreference(PdfName.DISPLAYDOCTITLE, PdfBoolean.PDFTRUE);
        document.open();
        describe(writer, paper);
        PdfContentByte content = writer.getDirectContent();
        var painter =
                new Painter(
                        content, new TagTree(writer.getStructureTreeRoot()), new TextInk(typeface));
        for (List<Ink> page : pages) {
            writer.setPageEmpty(false);
            painter.paint(page);
            document.newPage();
        }
        document.close();
        return out.toByteArray();
    }

    private static void describe(PdfWriter writer, Paper paper) {
        Paper.Title title = paper.title();
        String locale = title.language() == Language.EN ? "en-BD" : "bn-BD";
        writer.getExtraCatalog().put(PdfName.LANG, new PdfString(locale));
        PdfDictionary info = writer.getInfo();
        info.put(PdfName.TITLE, unicode(title.name() + " " + title.number()));
        info.put(PdfName.AUTHOR, unicode(paper.brand().name()));
        info.put(PdfName.CREATOR, unicode("Lastmile"));
        info.put(PdfName.CREATIONDATE, new PdfDate(GregorianCalendar.from(title.issued())));
        byte[] id = id(paper);
        info.put(PdfName.FILEID, PdfEncryption.createInfoId(id, id));
    }

    private static PdfString unicode(String text) {
        return new PdfString(text, PdfObject.TEXT_UNICODE);
    }

    /// Of what the paper says; OpenPDF would throw dice.
    private static byte[] id(Paper paper) {
        String said = paper.title() + "\n" + paper.brand().name() + "\n" + paper.blocks();
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256")
                            .digest(said.getBytes(StandardCharsets.UTF_8));
            return Arrays.copyOf(hash, ID_LENGTH);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("each JDK has SHA-256", e);
        }
    }
}
