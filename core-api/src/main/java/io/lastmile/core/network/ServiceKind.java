package io.lastmile.core.network;

import java.util.Locale;

/// How a customer gets online, and so which row of a router is his: `/ppp/secret`, `/queue/simple`,
/// `/ip/hotspot/user` or `/ip/dhcp-server/lease`.
public enum ServiceKind {
    PPPOE,
    STATIC,
    HOTSPOT,
    DHCP;

    /// As the database spells it.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static ServiceKind of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
