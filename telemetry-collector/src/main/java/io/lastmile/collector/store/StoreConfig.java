package io.lastmile.collector.store;

import java.time.Duration;

/// How the writer goes about it. A batch is closed by whichever limit comes first: the linger is
/// what a lone poll waits for company, the rows bound a transaction after an outage.
public record StoreConfig(
        int batchRowsMax,
        Duration linger,
        Duration retryFirst,
        Duration retryMax,
        Duration statementTimeout) {
    public static StoreConfig standard() {
        return new StoreConfig(
                20_000,
                Duration.ofMillis(200),
                Duration.ofMillis(100),
                Duration.ofSeconds(5),
                Duration.ofSeconds(60));
    }

    public StoreConfig {
        if (batchRowsMax < 1) {
            throw new IllegalArgumentException("batch: " + batchRowsMax + " rows (expected: >= 1)");
        }
    }
}
