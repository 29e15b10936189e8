package io.lastmile.core.imports;

import io.lastmile.core.identity.Mobile;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// How a file names a customer.
final class Naming {
    private Naming() {}

    /// A customer's number; its letter may be missing.
    static String number(@Nullable String cell) {
        String word = cell == null ? "" : cell.toUpperCase(Locale.ROOT);
        return word.matches("[0-9]{6,9}") ? "C" + word : word;
    }

    /// A mobile number as rows keep it; empty if it is none.

    static String international(@Nullable String cell) {
        return cell == null ? "" : Mobile.of(cell).map(Mobile::international).orElse("");
    }
}
