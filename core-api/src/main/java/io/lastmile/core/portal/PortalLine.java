package io.lastmile.core.portal;

import io.lastmile.core.network.HoldReason;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A line as its owner sees it. `since` is when its session began or ended, `lastSeen` when it was
/// last known to be online. `outage`: since when the equipment that it is on does not answer.
/// `holds` are the open reasons of a suspended line.
public record PortalLine(
        int id,
        String label,
        String address,
        String area,
        Optional<PortalPlan> plan,
        LineState state,
        Optional<Instant> since,
        Optional<Instant> lastSeen,
        Optional<Instant> outage,
        List<HoldReason> holds) {
    public PortalLine {
        holds = List.copyOf(holds);
    }
}
