package io.lastmile.core.alarms;

/// The same text in both languages.
public record Words(String en, String bn) {}
