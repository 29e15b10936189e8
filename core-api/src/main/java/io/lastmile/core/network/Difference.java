package io.lastmile.core.network;

/// A field in which a line differs; passwords are never in it.
public record Difference(String field, String ours, String router) {}
