package io.lastmile.core.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lastmile.core.ForeignRows;
import io.lastmile.core.TestApi;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Row-level security fails closed, whoever asks and however.
class RowSecurityTest {
    private static TestApi api;
    private static Database database;

    @BeforeAll
    static void start() {
        api = TestApi.start();
        database = new Database(api.source(), api.meters, api.clock);
        ForeignRows.enter(api);
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    private static long lines() {
        return rows("core.line");
    }

    private static long rows(String table) {
        return database.read(() ->
                database.client()
                        .execute()
                        .createGet("select count(*) as n from " + table)
                        .execute()
                        .map(row -> new Row(row).number("n"))
                        .orElseThrow());
    }

    @Test
    void nobodySeesNothing() {
        assertThat(lines()).isZero();
        assertThat(Actor.system("test").call(RowSecurityTest::lines)).isEqualTo(1);
    }

    @Test
    void aUnitOfWorkHasOneActor() {
        Actor other = Actor.system("other");
        Actor.system("test")
                .run(() ->
                        database.read(() -> {
                            assertThat(lines()).isEqualTo(1);
                            assertThatThrownBy(() -> other.call(RowSecurityTest::lines))
                                    .hasMessageContaining("entered by other (expected: test");
                            return true;
                        }));
    }

    @Test
    void theLoginItselfMayNotEvenLook() {
        assertRefused("select count(*) from core.line", "42501");
        assertRefused("set role lastmile_reader", "42501");
        assertRefused("select secret from core.app_login", "42501");
    }

    @Test
    void nobodyRewritesTheAudit() {
        String role = "set local role lastmile_app; set local app.role = 'owner'; ";
        assertThat(
                        api.value(
                                """
                                select count(*) from core.audit
                                where relation = 'line' and row_id = '4242'
                                """))
                .isEqualTo("1");
        assertRefused(role + "update core.audit set login = 'other'", "42501");
        assertRefused(role + "delete from core.audit", "42501");
        assertRefused(role + "truncate core.audit", "42501");
    }

    /// Tables as the catalogue knows them. Two are no one's but the owner's: the application may
    /// not touch them at all, so there is nothing to shut.
    private static List<String> tables() throws SQLException {
        return column(
                """
                select oid::regclass::text from pg_class
                where relnamespace = 'core'::regnamespace and relkind in ('r', 'p', 'm', 'f')
                  and relname not in ('flyway_history', 'app_login')
                """);
    }

    @Test
    void whatIsNotShutIsOutOfTheApplicationsReach() throws SQLException {
        assertThat(
                        column(
                                """
                                select relname || ' for ' || rolname from pg_class, pg_roles
                                where relnamespace = 'core'::regnamespace
                                  and relkind in ('r', 'p', 'm', 'f')
                                  and not (relrowsecurity and relforcerowsecurity)
                                  and (rolname like 'lastmile\\_%' or rolname = session_user)
                                  and (has_table_privilege(rolname, pg_class.oid,
                                           'select, insert, update, delete, truncate')
                                       or has_any_column_privilege(rolname, pg_class.oid,
                                           'select, insert, update'))
                                """))
                .isEmpty();
        assertThat(tables())
                .containsExactlyInAnyOrderElementsOf(
                        column(
                                """
                                select oid::regclass::text from pg_class
                                where relnamespace = 'core'::regnamespace
                                  and relrowsecurity and relforcerowsecurity
                                """));
    }

    /// A policy without a condition would let everybody in, were it for the application.
    @Test
    void everyPolicyOfTheApplicationAsksWhoItIs() throws SQLException {
        assertThat(
                        column(
                                """
                                select tablename || '.' || policyname from pg_policies
                                where schemaname = 'core'
                                  and roles && '{lastmile_app,public}'::name[]
                                  and coalesce(qual, with_check) = 'true'
                                """))
                // Written by the trigger of whatever table was changed.
                .containsExactly("audit.added");
        assertThat(
                        column(
                                """
                                select tablename from pg_policies
                                where schemaname = 'core' and cmd in ('SELECT', 'ALL')
                                  and 'lastmile_app' = any (roles)
                                """))
                .hasSameSizeAs(tables());
    }

    /// Each table has a row (`foreign-rows.sql`), or that nobody sees it would prove nothing.
    @TestFactory
    Stream<DynamicTest> nobodySeesARowOfAnyTable() throws SQLException {
        return tables().stream()
                .map(table ->
                        DynamicTest.dynamicTest(
                                table,
                                () -> {
                                    assertThat(api.value("select count(*) from " + table))
                                            .isNotEqualTo("0");
                                    assertThat(rows(table)).isZero();
                                }));
    }

    @Test
    void theApplicationOwnsNothingAndByPassesNothing() throws SQLException {
        assertThat(
                        column(
                                """
                                select rolname from pg_roles
                                where rolname like 'lastmile\\_%' and (rolbypassrls or rolsuper)
                                """))
                .isEmpty();
        assertThat(
                        column(
                                """
                                select relname from pg_class
                                where pg_get_userbyid(relowner) in ('lastmile_app', session_user)
                                """))
                .isEmpty();
    }

    private static List<String> column(String sql) throws SQLException {
        try (Connection connection = api.source().getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> values = new ArrayList<>();
            while (rows.next()) {
                values.add(rows.getString(1));
            }
            return values;
        }
    }

    private static void assertRefused(String sql, String state) {
        assertThatThrownBy(
                        () -> {
                            try (Connection connection = api.source().getConnection();
                                    Statement statement = connection.createStatement()) {
                                connection.setAutoCommit(false);
                                statement.execute(sql);
                            }
                        })
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo(state));
    }
}
