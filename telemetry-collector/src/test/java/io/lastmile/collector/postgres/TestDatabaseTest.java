package io.lastmile.collector.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

class TestDatabaseTest {
    @Test
    void aFreshDatabaseHasTheExtensionAndTheSchema() throws SQLException {
        try (TestDatabase database = TestDatabase.startMigrated();
                Connection connection = database.source().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery(
                                "select count(*) from timescaledb_information.hypertables")) {
            row.next();
            assertThat(row.getInt(1)).isGreaterThanOrEqualTo(8);
        }
    }
}
