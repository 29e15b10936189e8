package io.lastmile.core.platform;

import com.zaxxer.hikari.HikariConfig;
import java.time.Duration;

/// How long anything waits for a database that does not answer: whoever looks at a page learns of
/// an outage within seconds, and no thread is held by a network that swallows packets.
public final class PoolLimits {
    /// For a connection, new or out of the pool.
    public static final Duration CONNECTION = Duration.ofSeconds(2);

    /// For an answer; more than what a statement may take.
    static final Duration ANSWER = Duration.ofSeconds(20);

    private static final Duration PROBE = Duration.ofSeconds(1);
    private static final Duration START = Duration.ofSeconds(15);

    private PoolLimits() {}

    /// Sets them. Not for a pool that migrates: its statements may take as long as they need.
    public static HikariConfig set(HikariConfig pool) {
        pool.setConnectionTimeout(CONNECTION.toMillis());
        pool.setValidationTimeout(PROBE.toMillis());
        pool.setInitializationFailTimeout(START.toMillis());
        pool.addDataSourceProperty("connectTimeout", "" + CONNECTION.toSeconds());
        pool.addDataSourceProperty("socketTimeout", "" + ANSWER.toSeconds());
        pool.addDataSourceProperty("tcpKeepAlive", "true");
        return pool;
    }
}
