package io.lastmile.core.network;

import java.util.List;
import java.util.Optional;

/// All that this room knows of a line, for whoever looks after it. Without `service` nobody ever
/// wanted anything of it.
public record LineState(
        Optional<LineDrift> service,
        Optional<Endpoint> endpoint,
        Optional<LinePasswords.Made> password,
        List<Hold> holds) {
    /// Within a unit of work.
    public static LineState of(int line, NetworkStores stores) {
        return new LineState(
                stores.drifts().ofLine(line),
                stores.endpoints().find(line),
                stores.passwords().made(line),
                stores.holds().ofLine(line));
    }
}
