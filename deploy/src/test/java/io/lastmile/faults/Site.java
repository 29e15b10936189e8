package io.lastmile.faults;

import com.fasterxml.jackson.databind.JsonNode;
import io.lastmile.collector.credentials.Purpose;
import io.lastmile.collector.credentials.SecretCipher;
import io.lastmile.collector.postgres.TestDatabase;
import io.lastmile.core.platform.Migrations;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A small ISP in three processes: simulated routers, a durable database, and a collector that can
/// be killed and started again.
final class Site implements AutoCloseable {
    static final int ROUTERS = 4;
    static final int LINES = 400;

    private static final String ADD_ROUTER =
            """
            insert into core.router
                (id, name, host, port, tls, username, secret, interval_seconds, poll_ppp,
                 poll_queues, line_rate_bps, created, changed, changed_by)
            overriding system value
            values (?, ?, '127.0.0.1', ?, false, ?, ?, 1, true, true, 10000000000, now(), now(),
                    'test')
            """;
    private static final String SESSIONS =
            "select count(*) from telemetry.session where ended is null";
    private static final String UNSETTLED =
            """
            select count(*) from core.router as r
            where (select count(*) from telemetry.poll as p
                   where p.router = r.id and p.time > to_timestamp(? / 1000.0)) < 4
            """;

    private final Path folder;
    private final SimulatorProcess simulator;
    private final TestDatabase database;
    private ChildJvm collector;

    private Site(Path folder, SimulatorProcess simulator, TestDatabase database) {
        this.folder = folder;
        this.simulator = simulator;
        this.database = database;
        this.collector = null;
    }
}
