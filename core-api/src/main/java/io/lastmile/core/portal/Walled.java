package io.lastmile.core.portal;

import io.lastmile.core.network.HoldReason;
import java.util.List;

/// What whoever is on a line may know of it without a login: that it is off, and why. No name, no
/// number. `known` is false where the address belongs to no line that we see.
public record Walled(boolean known, List<HoldReason> reasons) {
    static final Walled UNKNOWN = new Walled(false, List.of());

    public Walled {
        reasons = List.copyOf(reasons);
    }
}
