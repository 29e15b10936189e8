package io.lastmile.core.imports;

import java.util.function.Predicate;
import java.util.regex.Pattern;

/// Spreadsheets run a cell that begins like a formula, whoever wrote it. An export puts an
/// apostrophe before such a cell, which spreadsheets show as text, and an import takes it off again
/// (OWASP, CSV injection).
final class Formula {
    private static final String DANGEROUS = "=+-@\t\r'";

    /// What is below zero begins like a formula and is none.
    private static final Predicate<String> NUMBER =
            Pattern.compile("-[0-9]{1,18}([.][0-9]{1,9})?").asMatchPredicate();

    private Formula() {}

    static String defused(String cell) {
        return begins(cell) && !NUMBER.test(cell) ? "'" + cell : cell;
    }

    static String undone(String cell) {
        String plain = cell.strip();
        return plain.startsWith("'") && begins(plain.substring(1)) ? plain.substring(1) : plain;
    }

    private static boolean begins(String cell) {
        return !cell.isEmpty() && DANGEROUS.indexOf(cell.charAt(0)) >= 0;
    }
}
