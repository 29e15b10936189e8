package io.lastmile.web.notifications;

import java.util.List;

/// What somebody may be told of, and the ticks of its channels.
public record WishLine(String name, List<Tick> ticks) {
    public record Tick(String word, String channel, boolean wanted, boolean fixed) {}

    public WishLine {
        ticks = List.copyOf(ticks);
    }
}
