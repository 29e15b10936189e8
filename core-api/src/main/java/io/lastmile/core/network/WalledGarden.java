package io.lastmile.core.network;

import java.util.List;
import java.util.Map;

/// Names that a walled customer meets at every router. PPPoE sessions get into the list by their
/// profile, fixed addresses by an entry each.
public final class WalledGarden {
    public static final String PROFILE = "lastmile-walled";
    public static final String LIST = "lastmile-walled";
    public static final String POOL = "lastmile-walled";

    /// Fixed addresses of lines that are switched off: the generated rules drop all of them.
    public static final String BLOCKED_LIST = "lastmile-blocked";

    /// The hosts that whoever is walled in may reach.
    public static final String ALLOWED_LIST = "lastmile-allowed";

    private WalledGarden() {}

    /// The rules of `/ip/firewall/filter` that the script adds, in their order.
    public static List<Map<String, String>> filters() {
        return GardenRule.FILTERS.stream().map(GardenRule::written).toList();
    }
}
