package io.lastmile.core.lines;

import io.lastmile.core.platform.Fields;
import java.util.Optional;

/// A router as somebody wants it to be.
record RouterDraft(String name, String area, Connection connection, Polling polling) {
    private static final int NAME_LENGTH_MAX = 100;

    /// What is polled and how often; no interval means the installation's.
    record Polling(
            Optional<Integer> intervalSeconds, boolean ppp, boolean queues, long lineRateBps) {
        private static final int INTERVAL_SECONDS_MAX = 3600;
        private static final long RATE_BPS = 1_000_000_000;
        private static final long RATE_BPS_MAX = 400_000_000_000L;

        static Polling read(Fields fields) {
            var interval = fields.optionalNumber("intervalSeconds", 1, INTERVAL_SECONDS_MAX);
            Polling polling =
                    new Polling(
                            interval.isPresent()
                                    ? Optional.of((int) interval.getAsLong())
                                    : Optional.empty(),
                            fields.flag("pollPpp", true),
                            fields.flag("pollQueues", false),
                            fields.number("lineRateBps", 1, RATE_BPS_MAX, RATE_BPS));
            if (!polling.ppp() && !polling.queues()) {
                fields.refuse("pollPpp", "false", "true, unless pollQueues is: something to poll");
            }
            return polling;
        }
    }

    static RouterDraft read(Fields fields) {
        return new RouterDraft(
                fields.text("name", NAME_LENGTH_MAX),
                fields.text("area", NAME_LENGTH_MAX, ""),
                Connection.read(fields),
                Polling.read(fields));
    }
}
