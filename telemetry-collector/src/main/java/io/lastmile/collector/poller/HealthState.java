package io.lastmile.collector.poller;

import java.util.Locale;

/// How a router takes being polled.
public enum HealthState {
    /// Not polled yet.
    STARTING,
    ANSWERING,
    UNREACHABLE,
    AUTH_FAILED,
    /// It shows another certificate than the pinned one, or none is pinned.
    UNTRUSTED,
    /// It answers, but not what it should.
    FAILING;

    /// As the database and the API write it.
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
