package io.lastmile.core.documents;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.openpdf.text.Image;

/// Logos as OpenPDF reads them; for each paper anew, its images are not for many threads.
final class Logos {
    private Logos() {}

    static Image image(Brand.Logo logo) {
        try {
            return Image.getInstance(logo.bytes());
        } catch (IOException e) {
            throw new UncheckedIOException("logo (expected: PNG or JPEG)", e);
        }
    }
}
