package io.lastmile.core.imports;

import java.util.List;
import java.util.Locale;

/// A column of a kind of file: the field that it fills, the header that an export writes, and what
/// else people call it. Some are only read, some only written.
record Column(String field, String header, List<String> aliases, Way way) {
    enum Way {
        BOTH,
        IN,
        OUT
    }

    Column {
        aliases = List.copyOf(aliases);
    }

    static Column of(String field, String header, String... aliases) {
        return new Column(field, header, List.of(aliases), Way.BOTH);
    }

    static Column shown(String header) {
        return new Column(header, header, List.of(), Way.OUT);
    }

    /// Is read and never written.
    static Column taken(String field, String header, String... aliases) {
        return new Column(field, header, List.of(aliases), Way.IN);
    }

    boolean read() {
        return way != Way.OUT;
    }

    boolean written() {
        return way != Way.IN;
    }

    boolean is(String word) {
        String plain = plain(word);
        return plain(header).equals(plain)
                || plain(field).equals(plain)
                || aliases.stream().anyMatch(alias -> plain(alias).equals(plain));
    }

    /// `Mobile No.`, `mobile_no` and `MOBILE NO` are one.
    private static String plain(String word) {
        return word.toLowerCase(Locale.ROOT).replaceAll("[\\s_.:*/()-]+", "");
    }
}
