package io.lastmile.collector;

import io.lastmile.collector.poller.PollerConfig;
import io.lastmile.collector.radius.RadiusConfig;
import io.lastmile.collector.rollup.RollupJob;
import io.lastmile.collector.store.StoreConfig;
import java.nio.file.Path;
import java.util.Optional;

/// Settings of the collector. `keyFile` holds the key of the routers' passwords unless the
/// environment does; `spoolBytesMax` bounds what waits in memory for the database; `networkThreads`
/// read all routers together; without `radius` no accounting packet is taken.
public record CollectorConfig(
        Path keyFile,
        PollerConfig poller,
        StoreConfig store,
        RollupJob.Settings rollup,
        long spoolBytesMax,
        int networkThreads,
        Optional<RadiusConfig> radius) {
    private static final long SPOOL_BYTES_STANDARD = 128L << 20;
    private static final long SPOOL_BYTES_MIN = 1L << 20;
    private static final int NETWORK_THREADS_STANDARD = 2;
    private static final int NETWORK_THREADS_MAX = 64;

    public CollectorConfig {
        if (spoolBytesMax < SPOOL_BYTES_MIN) {
            throw new IllegalArgumentException(
                    "spool: %d bytes (expected: >= %d)".formatted(spoolBytesMax, SPOOL_BYTES_MIN));
        }
        if (networkThreads < 1 || networkThreads > NETWORK_THREADS_MAX) {
            throw new IllegalArgumentException(
                    "network threads: %d (expected: 1 to %d)"
                            .formatted(networkThreads, NETWORK_THREADS_MAX));
        }
    }

    public static CollectorConfig standard(Path keyFile) {
        return new CollectorConfig(
                keyFile,
                PollerConfig.STANDARD,
                StoreConfig.standard(),
                RollupJob.Settings.standard(),
                SPOOL_BYTES_STANDARD,
                NETWORK_THREADS_STANDARD,
                Optional.empty());
    }

    public CollectorConfig polling(PollerConfig other) {
        return new CollectorConfig(
                keyFile, other, store, rollup, spoolBytesMax, networkThreads, radius);
    }

    public CollectorConfig rolling(RollupJob.Settings other) {
        return new CollectorConfig(
                keyFile, poller, store, other, spoolBytesMax, networkThreads, radius);
    }

    public CollectorConfig spooling(long bytesMax) {
        return new CollectorConfig(
                keyFile, poller, store, rollup, bytesMax, networkThreads, radius);
    }

    public CollectorConfig reading(int threads) {
        return new CollectorConfig(keyFile, poller, store, rollup, spoolBytesMax, threads, radius);
    }

    public CollectorConfig accounting(Optional<RadiusConfig> other) {
        return new CollectorConfig(
                keyFile, poller, store, rollup, spoolBytesMax, networkThreads, other);
    }
}
