package io.lastmile.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// However `./run` ended, the next one goes on with what was committed; only `--fresh` forgets it.
class DemoRestartTest {
    private static final int BY_SIGINT = 130;
    private static final int BY_SIGKILL = 137;
    private static final int POLLS_ENOUGH = 3;

    private static final int MONTHS = 12;

    /// Receipts that are not there although their number was given.
    private static final String GAPS =
            """
            select (select sum(last) from core.document_series where kind = 'receipt')
                   - (select count(*) from core.receipt)
            """;

    @TempDir Path folder;

    /// Everything that was committed up to a batch.
    private record Committed(long batch, long polls, String firstPoll, String samples) {}

    private DemoProcess run(String... more) throws IOException {
        return start(more).awaitWelcome();
    }

    private DemoProcess start(String... more) throws IOException {
        List<String> words =
                new ArrayList<>(List.of("--routers", "1", "--lines", "20", "--interval", "1"));
        words.addAll(List.of("--data", data().toString(), "--port", "" + DemoProcess.freePort()));
        words.addAll(List.of(more));
        return DemoProcess.start(folder, Map.of(), words);
    }

    private Path data() {
        return folder.resolve("data");
    }

    @Test
    void ctrlCStopsItAndTheNextRunGoesOnUnlessItIsToBeFresh() throws IOException {
        Committed before;
        try (DemoProcess first = run()) {
            before = afterSomePolls();
            first.interrupt();
            assertThat(first.exitCode()).as(first.errors()).isEqualTo(BY_SIGINT);
            assertThat(first.output()).endsWith("lastmile: stopped, nothing is lost\n");
            assertThat(Files.exists(serverPid())).as("the database ended with it").isFalse();
        }
        try (DemoProcess second = run()) {
            assertThat(committed(before.batch())).isEqualTo(before);
            assertThat(afterSomePolls().batch()).isGreaterThan(before.batch());
            second.interrupt();
            assertThat(second.exitCode()).as(second.errors()).isEqualTo(BY_SIGINT);
        }
        try (DemoProcess fresh = run("--fresh")) {
            assertThat(afterSomePolls().firstPoll()).isGreaterThan(before.firstPoll());
            fresh.interrupt();
            assertThat(fresh.exitCode()).as(fresh.errors()).isEqualTo(BY_SIGINT);
        }
    }

    @Test
    void aKilledRunLosesNothingThatWasCommitted() throws IOException {
        Committed before;
        try (DemoProcess first = run()) {
            before = afterSomePolls();
            first.kill();
            assertThat(first.exitCode()).isEqualTo(BY_SIGKILL);
            assertThat(Files.exists(serverPid())).as("its database is an orphan").isTrue();
        }
        try (DemoProcess second = run()) {
            assertThat(committed(before.batch())).isEqualTo(before);
            assertThat(afterSomePolls().batch()).isGreaterThan(before.batch());
            second.interrupt();
            assertThat(second.exitCode()).as(second.errors()).isEqualTo(BY_SIGINT);
        }
    }

    /// Half a year of bills and payments is there when it is killed; the next run tells the rest,
    /// and no month twice.
    @Test
    void aPastThatWasKilledGoesOnWithTheMonthThatIsMissing() throws IOException {
        try (DemoProcess first = start()) {
            Await.until("some months are told", () -> first.errors().contains("money of 202"));
            String months = "select count(distinct date_trunc('month', day)) from core.receipt";
            Await.until("a year is not", () -> asStaff(months) > 2);
            first.kill();
            assertThat(first.exitCode()).isEqualTo(BY_SIGKILL);
        }
        assertThat(data().resolve("past-unfinished")).exists();
        try (DemoProcess second = start().awaitWelcome()) {
            assertThat(data().resolve("past-unfinished")).doesNotExist();
            assertThat(asStaff("select count(*) from core.billing_run")).isEqualTo(MONTHS);
            assertThat(asStaff("select count(distinct through) from core.billing_run"))
                    .isEqualTo(MONTHS);
            assertThat(asStaff(GAPS)).isZero();
            second.interrupt();
            assertThat(second.exitCode()).as(second.errors()).isEqualTo(BY_SIGINT);
        }
    }

    /// Of this start: the newest poll is later than those that were there.
    private Committed afterSomePolls() {
        long there = number("select coalesce(max(batch), 0) from telemetry.poll");
        String more = "select count(*) from telemetry.poll where batch > " + there;
        Await.until("some polls are committed", () -> number(more) >= POLLS_ENOUGH);
        return committed(number("select max(batch) from telemetry.poll"));
    }

    private Committed committed(long batch) {
        String upTo = " where batch <= " + batch;
        return new Committed(
                batch,
                number("select count(*) from telemetry.poll" + upTo),
                text("select min(time) at time zone 'UTC' from telemetry.poll"),
                text(
                        "select concat_ws(' ', count(*), sum(down), sum(up)) from telemetry.sample"
                                + upTo));
    }

    private long number(String sql) {
        return Long.parseLong(text(sql));
    }

    /// 0 while there is no answer: the server or its tables come later.
    private long asStaff(String sql) {
        try (Connection connection = open();
                Statement statement = connection.createStatement()) {
            statement.execute("set role lastmile_app; set app.role = 'system'");
            try (ResultSet row = statement.executeQuery(sql)) {
                row.next();
                return row.getLong(1);
            }
        } catch (SQLException | IOException | IndexOutOfBoundsException e) {
            return 0;
        }
    }

    private String text(String sql) {
        try (Connection connection = open();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        } catch (SQLException | IOException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    private Path serverPid() {
        return data().resolve("postgres/data/postmaster.pid");
    }

    /// The server's port is the fourth line of its lock file (PostgreSQL's `miscadmin.h`).
    private Connection open() throws SQLException, IOException {
        String port = Files.readAllLines(serverPid()).get(3).strip();
        String password = Files.readString(data().resolve("postgres/password")).strip();
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + port + "/lastmile", "lastmile", password);
    }
}
