package io.lastmile.collector.poller;

import java.util.Locale;

/// Why a router is polled at the interval that it is polled at.
public enum IntervalReason {
    CONFIGURED,
    ROUTER_CPU,
    ANSWER_TIME,
    SPOOL_FILLING,
    MASS_DISCONNECT,
    /// The cause is over; the interval comes back step by step.
    RECOVERING,
    /// The router does not answer.
    BACKING_OFF;

    /// As the database and the API write it.
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
