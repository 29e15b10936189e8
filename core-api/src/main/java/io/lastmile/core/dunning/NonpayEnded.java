package io.lastmile.core.dunning;

import io.lastmile.core.platform.DomainEvent;
import java.util.List;

/// No money is missing any more, or somebody is spared: these services may be on again.
public record NonpayEnded(List<Dossier.Who> services) implements DomainEvent {
    public NonpayEnded {
        services = List.copyOf(services);
    }
}
