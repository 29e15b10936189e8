package io.lastmile.core.network;

import io.lastmile.core.lines.SourceName;

/// A table of a router whose rows are customers' lines.
public enum FoundKind {
    /// `/ppp/secret`.
    SECRET(ServiceKind.PPPOE, SourceName.PPP),
    /// `/queue/simple` without the dynamic ones.
    QUEUE(ServiceKind.STATIC, SourceName.QUEUE),
    /// `/ip/dhcp-server/lease` without the dynamic ones.
    LEASE(ServiceKind.DHCP, SourceName.QUEUE),
    /// `/ip/hotspot/user`.
    HOTSPOT_USER(ServiceKind.HOTSPOT, SourceName.PPP);

    private final ServiceKind service;
    private final SourceName source;

    FoundKind(ServiceKind service, SourceName source) {
        this.service = service;
        this.source = source;
    }

    ServiceKind service() {
        return service;
    }

    /// Under which names its lines are counted.
    SourceName source() {
        return source;
    }

    static FoundKind of(ServiceKind service) {
        return switch (service) {
            case PPPOE -> SECRET;
            case STATIC -> QUEUE;
            case DHCP -> LEASE;
            case HOTSPOT -> HOTSPOT_USER;
        };
    }
}
