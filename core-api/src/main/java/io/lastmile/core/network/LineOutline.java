package io.lastmile.core.network;

import java.util.List;

/// What a list shows of a line besides the line itself; names that there are none of are empty.
/// `reported` says whether any router ever reported its name.
public record LineOutline(
        String router,
        String customerName,
        String customerNameBn,
        boolean reported,
        boolean online,
        List<HoldReason> holds) {
    public static final LineOutline NONE = new LineOutline("", "", "", false, false, List.of());

    public LineOutline {
        holds = List.copyOf(holds);
    }
}
