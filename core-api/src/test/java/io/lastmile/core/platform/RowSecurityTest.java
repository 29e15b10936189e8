package io.lastmile.core.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lastmile.core.TestApi;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Row-level security fails closed, whoever asks and however.
class RowSecurityTest {
    /// Tables of the machine itself; nobody is in them. `app_login` is the owner's alone.
    private static final Set<String> NO_PEOPLE = Set.of("flyway_history", "app_login");

    private static TestApi api;
    private static Database database;

    @BeforeAll
    static void start() {
        api = TestApi.start();
        database = new Database(api.source(), api.meters, api.clock);
        api.sql(
                """
                insert into core.line (source, name, created, changed, changed_by)
                values (1, 'karim', now(), now(), 'test')
                """);
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    private static long lines() {
        return database.read(() ->
                database.client()
                        .execute()
                        .createGet("select count(*) as n from core.line")
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
        assertThat(api.value("select count(*) from core.audit where relation = 'line'"))
                .isEqualTo("1");
        assertRefused(role + "update core.audit set login = 'other'", "42501");
        assertRefused(role + "delete from core.audit", "42501");
        assertRefused(role + "truncate core.audit", "42501");
    }

    @Test
    void everyTableIsShutEvenForItsOwner() throws SQLException {
        assertThat(
                        column(
                                """
                                select relname from pg_class
                                where relnamespace = 'core'::regnamespace and relkind in ('r', 'p')
                                  and not (relrowsecurity and relforcerowsecurity)
                                """))
                .isSubsetOf(NO_PEOPLE);
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
