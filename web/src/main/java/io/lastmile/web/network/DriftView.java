package io.lastmile.web.network;

import java.util.List;

/// The drift board. `router` is the filter, 0 for all.
public record DriftView(
        List<Tile> tiles, List<Router> routers, List<Line> lines, int router, String more) {
    /// A sum; `name` is what the page's script calls it.
    public record Tile(String name, String word, String figure, String colour) {}

    public record Router(
            int id,
            String name,
            String state,
            String colour,
            String icon,
            String lines,
            String open,
            String oldest,
            String trouble) {}

    public record Line(
            int id,
            String name,
            String routerName,
            String wanted,
            String actual,
            String age,
            String attempts,
            String trouble,
            boolean failed) {}

    public DriftView {
        tiles = List.copyOf(tiles);
        routers = List.copyOf(routers);
        lines = List.copyOf(lines);
    }

    public boolean calm() {
        return lines.isEmpty();
    }
}
