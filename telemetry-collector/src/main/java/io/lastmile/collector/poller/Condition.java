package io.lastmile.collector.poller;

import java.util.Locale;

/// Something about a router or the collector that a person may have to act on. `router` is 0 where
/// it is about the collector itself.
public record Condition(Kind kind, int router) {
    public enum Kind {
        ROUTER_UNREACHABLE,
        AUTH_FAILED,
        FINGERPRINT_CHANGED,
        POLL_FAILING,
        POLL_REFUSED,
        CLOCK_SKEW,
        MASS_DISCONNECT,
        INTERVAL_NOT_KEPT,
        IMPLAUSIBLE_DELTA,
        SPOOL_FILLING,
        CLOCK_JUMP,
        UNACCOUNTED_SESSIONS;

        /// As the database and the API write it.
        public String text() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    static Condition ofCollector(Kind kind) {
        return new Condition(kind, 0);
    }
}
