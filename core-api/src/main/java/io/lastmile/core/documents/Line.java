package io.lastmile.core.documents;

import java.util.ArrayList;
import java.util.List;

/// A line of text, shaped; lengths in thousandths of the size.
record Line(List<Piece> pieces, float width) {
    static final Line EMPTY = new Line(List.of(), 0);

    Line {
        pieces = List.copyOf(pieces);
    }

    /// A run and where it starts.
    record Piece(Run run, Shaped shaped, float start) {}

    static Line of(List<Run> runs) {
        List<Piece> pieces = new ArrayList<>();
        float at = 0;
        for (Run run : runs) {
            Shaped shaped = run.face().shape(run.drawn());
            pieces.add(new Piece(run, shaped, at));
            at += shaped.width();
        }
        return new Line(pieces, at);
    }

    /// In points.
    float width(float size) {
        return width * size / 1000;
    }
}
