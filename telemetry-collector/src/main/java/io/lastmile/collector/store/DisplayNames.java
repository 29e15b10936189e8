package io.lastmile.collector.store;

import io.lastmile.collector.routeros.DisplayText;
import java.nio.charset.Charset;
import java.util.function.IntFunction;

/// How raw names (a router's bytes in a Latin-1 string) are shown: UTF-8 where they are, else the
/// router's code page; without NUL, which no text column takes.
final class DisplayNames {
    private final IntFunction<Charset> charsetOf;

    DisplayNames(IntFunction<Charset> charsetOf) {
        this.charsetOf = charsetOf;
    }

    String of(int router, String raw) {
        return DisplayText.ofRaw(raw, charsetOf.apply(router)).replace("\0", "");
    }
}
