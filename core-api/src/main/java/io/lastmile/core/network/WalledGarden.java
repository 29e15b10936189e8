package io.lastmile.core.network;

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
}
