package io.lastmile.core.documents;

/// A stretch of text in one face: what is drawn, and what it says. They differ where a character
/// has no glyph and a replacement is drawn.
record Run(Face face, String drawn, String says) {}
