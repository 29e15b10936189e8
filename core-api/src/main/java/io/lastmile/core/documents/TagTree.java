package io.lastmile.core.documents;

import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import org.openpdf.text.pdf.PdfDictionary;
import org.openpdf.text.pdf.PdfName;
import org.openpdf.text.pdf.PdfObject;
import org.openpdf.text.pdf.PdfString;
import org.openpdf.text.pdf.PdfStructureElement;
import org.openpdf.text.pdf.PdfStructureTreeRoot;

/// The elements of OpenPDF's structure for our tags, made when the first thing of each is drawn.
final class TagTree {
    private static final PdfName ALTERNATIVE = new PdfName("Alt");
    private static final PdfName ATTRIBUTES = new PdfName("A");

    private final PdfStructureTreeRoot root;
    private final Map<Tag, PdfStructureElement> elements = new IdentityHashMap<>();

    TagTree(PdfStructureTreeRoot root) {
        this.root = root;
    }

    PdfStructureElement element(Tag tag) {
        PdfStructureElement known = elements.get(tag);
        if (known != null) {
            return known;
        }
        PdfName role = new PdfName(tag.role().standard());
        Optional<PdfStructureElement> parent = tag.parent().map(this::element);
        PdfStructureElement element =
                parent.map(above -> new PdfStructureElement(above, role))
                        .orElseGet(() -> new PdfStructureElement(root, role));
        if (!tag.alternative().isEmpty()) {
            element.put(ALTERNATIVE, new PdfString(tag.alternative(), PdfObject.TEXT_UNICODE));
        }
        if (tag.role() == Tag.Role.HEAD) {
            element.put(ATTRIBUTES, ofColumn());
        }
        elements.put(tag, element);
        return element;
    }

    /// A head says that it is its column's.
    private static PdfDictionary ofColumn() {
        PdfDictionary attributes = new PdfDictionary();
        attributes.put(new PdfName("O"), new PdfName("Table"));
        attributes.put(new PdfName("Scope"), new PdfName("Column"));
        return attributes;
    }
}
