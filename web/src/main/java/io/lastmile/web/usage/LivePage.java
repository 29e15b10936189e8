package io.lastmile.web.usage;

import io.lastmile.web.alarms.AlarmRow;
import java.util.List;

/// The live page as the server draws it: figures and alarms are there at first paint.
public final class LivePage {
    public static final List<String> PRESETS = List.of("15m", "1h", "6h", "24h", "7d", "30d", "1y");

    /// `routerNames` is a JSON object of names by id, for the rows of the live table; `fresh` is an
    /// installation that has no router yet, so that nothing here ever moves.
    public record View(
            String preset,
            List<Tile> tiles,
            List<AlarmRow> alarms,
            String routerNames,
            boolean fresh) {
        public View {
            tiles = List.copyOf(tiles);
            alarms = List.copyOf(alarms);
        }

        public List<String> presets() {
            return PRESETS;
        }
    }

    /// `state` is `bad` or empty. The sparkline is drawn by the stream's first event.
    public record Tile(String id, String value, String unit, String change, String state) {
        public String icon() {
            return switch (id) {
                case "down" -> "arrow-down";
                case "up" -> "arrow-up";
                case "online" -> "users";
                case "routers" -> "router";
                default -> "bell";
            };
        }

        public boolean spark() {
            return !id.equals("alarms") && !id.equals("routers");
        }
    }

    private LivePage() {}
}
