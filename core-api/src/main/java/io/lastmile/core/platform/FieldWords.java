package io.lastmile.core.platform;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;

/// What a request's field was, and what it should have been, in words.
final class FieldWords {
    private FieldWords() {}

    static String shown(JsonNode node) {
        return node.isContainerNode() ? kind(node) : node.toString();
    }

    static String kind(JsonNode node) {
        return "a value of type " + node.getNodeType().name().toLowerCase(Locale.ROOT);
    }

    static String expectedText(int lengthMax) {
        return "a text of at most " + lengthMax + " characters";
    }

    static String expectedNumber(long min, long max) {
        return "a whole number from " + min + " to " + max;
    }
}
