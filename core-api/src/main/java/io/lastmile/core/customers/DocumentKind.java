package io.lastmile.core.customers;

import io.lastmile.core.platform.EnumNames;
import java.util.Locale;

/// What a picture shows.
public enum DocumentKind {
    PHOTO,
    NID_FRONT,
    NID_BACK,
    FORM,
    OTHER;

    /// As rows and the API have it.
    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static DocumentKind of(String word) {
        return EnumNames.constant(DocumentKind.class, word);
    }
}
