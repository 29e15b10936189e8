package io.lastmile.core.dunning;

import io.lastmile.core.platform.DomainEvent;
import java.util.List;

/// These services have to be off for want of money. As many as a run begins at once.
public record NonpayBegan(List<Dossier.Who> services) implements DomainEvent {
    public NonpayBegan {
        services = List.copyOf(services);
    }
}
