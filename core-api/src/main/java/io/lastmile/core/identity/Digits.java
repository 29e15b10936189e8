package io.lastmile.core.identity;

/// A Bangla keyboard writes Bangla digits; codes and numbers are compared in Latin ones.
final class Digits {
    private Digits() {}

    static String latin(String text) {
        StringBuilder latin = new StringBuilder(text.length());
        for (char c : text.toCharArray()) {
            latin.append(c >= '০' && c <= '৯' ? (char) ('0' + c - '০') : c);
        }
        return latin.toString();
    }
}
