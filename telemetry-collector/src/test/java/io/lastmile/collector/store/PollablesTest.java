package io.lastmile.collector.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.lastmile.collector.pipeline.Line;
import io.lastmile.collector.pipeline.Source;
import io.lastmile.collector.poller.PollableRouter;
import io.lastmile.collector.postgres.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class PollablesTest {
    private static final TestDatabase DATABASE = TestDatabase.start();

    /// As core-api's views look from here.
    private static final String VIEWS =
            """
            create schema core;
            create table core.pollable_router (
                id int, version bigint, name text, host text, port int, tls boolean,
                fingerprint text, username text, secret bytea, legacy_login boolean, charset text,
                interval_seconds int, poll_ppp boolean, poll_queues boolean, line_rate_bps bigint);
            create table core.pollable_line (
                router int, source smallint, name text, rate_bps bigint)
            """;

    private final Sql sql = new Sql(DATABASE.source());

    @AfterAll
    static void stop() {
        DATABASE.close();
    }

    @Test
    void routersAreToldAtTheStartAfterEachChangeAndOnceTheSchemaIsThere() {
        List<List<PollableRouter>> told = new CopyOnWriteArrayList<>();
        try (PollableRouters routers = new PollableRouters(DATABASE.address(), told::add)) {
            sql.run(VIEWS);
            sql.run(
                    "insert into core.pollable_router values (7, 3, 'north', '192.0.2.1', 8729,"
                            + " true, 'ab', 'reader', '\\x01'::bytea, false, 'windows-1252', null,"
                            + " true, false, 50000000)");
            sql.run("notify pollable_router");
            Await.until("one router told", () -> !told.isEmpty() && told.getLast().size() == 1);
            PollableRouter router = told.getLast().getFirst();
            assertThat(router.access().host()).isEqualTo("192.0.2.1");
            assertThat(router.access().fingerprint()).contains("ab");
            assertThat(router.task().intervalSeconds()).isEmpty();
            assertThat(routers.charsetOf(7).name()).isEqualTo("windows-1252");
            assertThat(routers.charsetOf(8)).isEqualTo(StandardCharsets.ISO_8859_1);

            sql.run("update core.pollable_router set version = 4, charset = 'none-such'");
            sql.run("notify pollable_router");
            Await.until("change told", () -> told.getLast().getFirst().version() == 4);
            assertThat(routers.charsetOf(7)).isEqualTo(StandardCharsets.ISO_8859_1);
        }
        sql.run("insert into core.pollable_line values (7, 1, 'karim', 10000000)");
        sql.run("insert into core.pollable_line values (null, 1, 'rahim', 20000000)");
        try (PollableLines lines = new PollableLines(DATABASE.address())) {
            Await.until("lines read", () -> limit(lines, 7, "karim") == 20_000_000);
            assertThat(limit(lines, 9, "rahim")).isEqualTo(40_000_000);
            assertThat(limit(lines, 7, "unknown")).isEqualTo(50_000_000);
            assertThat(limit(lines, 9, "unknown")).isEqualTo(10_000_000_000L);
        }
    }

    private static long limit(PollableLines lines, int router, String name) {
        return lines.bitsPerSecondMax(new Line(router, Source.PPP_INTERFACE, name, 0));
    }
}
