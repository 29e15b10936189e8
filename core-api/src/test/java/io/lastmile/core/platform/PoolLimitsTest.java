package io.lastmile.core.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PoolLimitsTest {
    @Test
    void aDatabaseThatAcceptsAndSaysNothingIsGivenUp() throws IOException {
        try (var silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            HikariConfig config = PoolLimits.set(new HikariConfig());
            config.setJdbcUrl("jdbc:postgresql://127.0.0.1:%d/x".formatted(silent.getLocalPort()));
            config.setInitializationFailTimeout(-1);
            long start = System.nanoTime();
            try (var pool = new HikariDataSource(config)) {
                assertThatThrownBy(pool::getConnection).isInstanceOf(SQLException.class);
            }
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isLessThan(PoolLimits.CONNECTION.multipliedBy(5));
        }
    }

    @Test
    void anAnswerMayTakeLongerThanAStatement() {
        assertThat(PoolLimits.ANSWER).isGreaterThan(Database.STATEMENT_MAX);
    }
}
