package io.lastmile.collector.poller;

import io.lastmile.collector.pipeline.LineName;
import java.util.Locale;
import java.util.Optional;

/// Something about a router, one line of it or the collector that a person may have to act on.
/// `router` is 0 where it is about the collector itself.
public record Condition(Kind kind, int router, Optional<LineName> line) {
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
        UNACCOUNTED_SESSIONS,
        /// Two counters of the same bytes tell different stories.
        SOURCE_DISAGREEMENT;

        /// As the database and the API write it.
        public String text() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    public Condition(Kind kind, int router) {
        this(kind, router, Optional.empty());
    }

    static Condition ofCollector(Kind kind) {
        return new Condition(kind, 0);
    }
}
