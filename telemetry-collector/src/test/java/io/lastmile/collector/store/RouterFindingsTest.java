package io.lastmile.collector.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lastmile.collector.pipeline.LineName;
import io.lastmile.collector.pipeline.Source;
import io.lastmile.collector.poller.Condition;
import io.lastmile.collector.poller.ConditionChange;
import io.lastmile.collector.poller.Findings;
import io.lastmile.collector.poller.HealthState;
import io.lastmile.collector.poller.IntervalReason;
import io.lastmile.collector.poller.RouterFacts;
import io.lastmile.collector.poller.RouterHealth;
import io.lastmile.collector.postgres.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RouterFindingsTest {
    private static final long T = 1_772_366_649_000_000L;
    private static final Condition SKEW = new Condition(Condition.Kind.CLOCK_SKEW, 7);
    private static final Condition ALL = new Condition(Condition.Kind.IMPLAUSIBLE_DELTA, 7);
    private static final Condition JUMP = new Condition(Condition.Kind.CLOCK_JUMP, 0);

    private TestDatabase database;
    private RouterFindings findings;

    @BeforeAll
    void start() {
        database = TestDatabase.startMigrated();
        findings = new RouterFindings(database.source());
    }

    @AfterAll
    void stop() {
        database.close();
    }

    @BeforeEach
    void empty() throws SQLException {
        rows("delete from telemetry.router_health returning router");
        rows("delete from telemetry.condition returning id");
    }

    @Test
    void theNewestHealthStandsAndKeepsWhatWasOnceLearnt() throws SQLException {
        findings.write(health(full(HealthState.ANSWERING, T)));
        findings.write(health(bare(HealthState.UNREACHABLE, T + 1_000_000)));

        assertThat(
                        rows(
                                """
                                select state, extract(epoch from since) * 1000000, failures,
                                    last_error, interval_ms, interval_reason, cpu_percent,
                                    clock_skew_ms, identity, version, board, sessions
                                from telemetry.router_health
                                """))
                .containsExactly(
                        "unreachable|1772366650000000.000000|3|no route|8000|backing-off"
                                + "|12|-1500|core-1|7.16.2|CCR2004|0");
    }

    @Test
    void aRestartInTheSameStateKeepsSinceWhen() throws SQLException {
        findings.write(health(full(HealthState.ANSWERING, T)));
        findings.write(health(full(HealthState.ANSWERING, T + 9_000_000)));

        assertThat(rows("select extract(epoch from since)::bigint from telemetry.router_health"))
                .containsExactly("1772366649");
    }

    @Test
    void aConditionOpensOnceAndClosesWhenOver() throws SQLException {
        findings.write(changes(opened(SKEW, T), opened(JUMP, T)));
        findings.write(changes(opened(SKEW, T + 1_000_000)));
        assertThat(conditions()).containsExactly("clock-jump|null|open", "clock-skew|7|open");

        findings.write(changes(closed(SKEW, T + 2_000_000), closed(SKEW, T + 3_000_000)));
        findings.write(changes(opened(SKEW, T + 4_000_000)));
        assertThat(conditions())
                .containsExactly("clock-jump|null|open", "clock-skew|7|2 s", "clock-skew|7|open");
    }

    @Test
    void evidenceThatChangedTakesThePlaceOfTheFormer() throws SQLException {
        findings.write(changes(new ConditionChange(SKEW, true, T, Map.of("n", "1"))));
        findings.write(changes(new ConditionChange(SKEW, true, T + 5, Map.of("n", "500"))));

        assertThat(
                        rows(
                                """
                                select extract(epoch from since)::bigint, evidence->>'n'
                                from telemetry.condition
                                """))
                .containsExactly("1772366649|500");
    }

    @Test
    void eachLineHasAConditionOfItsOwn() throws SQLException {
        line("karim");
        line("rina");
        findings.write(changes(opened(of("karim"), T), opened(of("rina"), T), opened(ALL, T)));
        findings.write(changes(closed(of("rina"), T + 1_000_000)));

        assertThat(
                        rows(
                                """
                                select line.name, condition.until is null
                                from telemetry.condition
                                left join telemetry.line on line.id = condition.line
                                order by line.name
                                """))
                .containsExactly("karim|t", "rina|f", "null|t");
    }

    @Test
    void aLineThatIsNotKnownYetIsToldAgain() throws SQLException {
        ConditionChange began = opened(of("newcomer"), T);
        assertThat(findings.write(changes(began, opened(SKEW, T)))).containsExactly(began);
        assertThat(rows("select kind from telemetry.condition")).containsExactly("clock-skew");

        line("newcomer");
        assertThat(findings.write(changes(began))).isEmpty();
        assertThat(rows("select kind from telemetry.condition where line is not null"))
                .containsExactly("implausible-delta");
    }

    @Test
    void whatBeganAndEndedOnALineThatIsNotKnownIsForgotten() {
        assertThat(findings.write(changes(opened(of("ghost"), T), closed(of("ghost"), T + 1_000))))
                .isEmpty();
    }

    @Test
    void whatAnEarlierRunLeftOpenAboutLinesIsOver() throws SQLException {
        line("old");
        findings.write(changes(opened(of("old"), T), opened(ALL, T)));
        new RouterFindings(database.source()).write(changes(opened(SKEW, T)));

        assertThat(rows("select kind, line is null from telemetry.condition where until is null"))
                .containsExactlyInAnyOrder("implausible-delta|t", "clock-skew|t");
    }

    private static Condition of(String name) {
        return new Condition(
                Condition.Kind.IMPLAUSIBLE_DELTA,
                7,
                Optional.of(new LineName(Source.PPP_INTERFACE, name)));
    }

    private void line(String name) throws SQLException {
        rows(
                """
                insert into telemetry.line (router, source, raw_name, name, first_seen)
                values (7, 1, convert_to('%1$s', 'UTF8'), '%1$s', now()) returning id
                """
                        .formatted(name));
    }

    @Test
    void evidenceIsKeptWhateverTheRouterSaid() throws SQLException {
        String hostile = "\"}'; drop\\ {a,b} \u00e9\n=x=";
        findings.write(
                changes(new ConditionChange(SKEW, true, T, Map.of("error", hostile, "n", "1"))));

        assertThat(rows("select evidence->>'error', evidence->>'n' from telemetry.condition"))
                .containsExactly(hostile + "|1");
    }

    @Test
    void whoIsNoLongerPolledHasNoHealthAndNoOpenCondition() throws SQLException {
        findings.write(health(full(HealthState.ANSWERING, T)));
        findings.write(changes(opened(SKEW, T), opened(JUMP, T)));
        findings.write(new Findings(List.of(), List.of(), Optional.of(Set.of(8, 9))));

        assertThat(rows("select router from telemetry.router_health")).isEmpty();
        assertThat(rows("select kind from telemetry.condition where until is null"))
                .containsExactly("clock-jump");
    }

    @Test
    void withoutADatabaseItSaysSo() {
        var nowhere = new org.postgresql.ds.PGSimpleDataSource();
        nowhere.setServerNames(new String[] {"127.0.0.1"});
        nowhere.setPortNumbers(new int[] {1});

        assertThatThrownBy(() -> new RouterFindings(nowhere).write(changes(opened(SKEW, T))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("sqlstate");
    }

    private static Findings health(RouterHealth health) {
        return new Findings(List.of(health), List.of(), Optional.empty());
    }

    private static Findings changes(ConditionChange... changes) {
        return new Findings(List.of(), List.of(changes), Optional.empty());
    }

    private static ConditionChange opened(Condition condition, long time) {
        return new ConditionChange(condition, true, time, Map.of("found", "it"));
    }

    private static ConditionChange closed(Condition condition, long time) {
        return new ConditionChange(condition, false, time, Map.of());
    }

    private static RouterHealth full(HealthState state, long time) {
        return new RouterHealth(
                7,
                new RouterHealth.State(state, time, time),
                OptionalLong.of(time),
                Optional.empty(),
                0,
                new RouterHealth.Pace(5_000, IntervalReason.CONFIGURED, 40),
                OptionalInt.of(12),
                OptionalLong.of(-1_500),
                new RouterFacts(
                        Optional.of("core-1"), Optional.of("7.16.2"), Optional.of("CCR2004")),
                400);
    }

    private static RouterHealth bare(HealthState state, long time) {
        return new RouterHealth(
                7,
                new RouterHealth.State(state, time, time),
                OptionalLong.empty(),
                Optional.of("no route"),
                3,
                new RouterHealth.Pace(8_000, IntervalReason.BACKING_OFF, 40),
                OptionalInt.empty(),
                OptionalLong.empty(),
                new RouterFacts(Optional.empty(), Optional.empty(), Optional.empty()),
                0);
    }

    private List<String> conditions() throws SQLException {
        return rows(
                """
                select kind, router,
                    coalesce(extract(epoch from until - since)::int || ' s', 'open')
                from telemetry.condition order by kind, since
                """);
    }

    private List<String> rows(String sql) throws SQLException {
        DataSource source = database.source();
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement();
                ResultSet results = statement.executeQuery(sql)) {
            List<String> rows = new ArrayList<>();
            int columns = results.getMetaData().getColumnCount();
            while (results.next()) {
                List<String> row = new ArrayList<>();
                for (int column = 1; column <= columns; column++) {
                    row.add(String.valueOf(results.getString(column)));
                }
                rows.add(String.join("|", row));
            }
            return rows;
        }
    }
}
