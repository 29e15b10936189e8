package io.lastmile.core.network;

import java.util.List;

/// A menu that we read and write, by which property we know its rows, and what else we read.
enum RouterMenu {
    PROFILE("/ppp/profile", Property.NAME, Property.RATE_LIMIT),
    HOTSPOT_PROFILE("/ip/hotspot/user/profile", Property.NAME, Property.RATE_LIMIT),
    SECRET(
            "/ppp/secret",
            Property.NAME,
            Property.PASSWORD,
            Property.PROFILE,
            Property.REMOTE_ADDRESS,
            Property.CALLER_ID,
            Property.DISABLED),
    HOTSPOT_USER(
            "/ip/hotspot/user",
            Property.NAME,
            Property.PASSWORD,
            Property.PROFILE,
            Property.DISABLED),
    QUEUE(
            "/queue/simple",
            Property.NAME,
            Property.TARGET,
            Property.MAX_LIMIT,
            Property.BURST_LIMIT,
            Property.BURST_THRESHOLD,
            Property.BURST_TIME,
            Property.DYNAMIC,
            Property.DISABLED),
    LEASE(
            "/ip/dhcp-server/lease",
            Property.MAC_ADDRESS,
            Property.ADDRESS,
            Property.RATE_LIMIT,
            Property.DYNAMIC,
            Property.BLOCK_ACCESS,
            Property.DISABLED),
    LIST(
            "/ip/firewall/address-list",
            Property.ADDRESS,
            Property.LIST,
            Property.DYNAMIC,
            Property.COMMENT);

    private final String path;
    private final Property key;
    private final List<Property> reads;

    RouterMenu(String path, Property key, Property... reads) {
        this.path = path;
        this.key = key;
        this.reads = List.of(reads);
    }

    String path() {
        return path;
    }

    Property key() {
        return key;
    }

    List<Property> reads() {
        return reads;
    }
}
