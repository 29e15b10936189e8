package io.lastmile.collector.poller;

import io.lastmile.collector.routeros.Field;
import io.lastmile.collector.routeros.Sentence;
import java.nio.charset.Charset;

/// Text that a router tells and a person reads: bounded, and without what a database refuses.
final class Shown {
    static final int CHARS_MAX = 200;

    private Shown() {}

    static String text(Sentence row, Field field, Charset codePage) {
        return bounded(row.shown(field, codePage));
    }

    static String bounded(String text) {
        String plain = text.replace('\0', ' ');
        return plain.length() <= CHARS_MAX ? plain : plain.substring(0, CHARS_MAX);
    }
}
