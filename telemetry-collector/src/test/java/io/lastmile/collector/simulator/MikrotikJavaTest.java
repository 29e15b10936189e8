package io.lastmile.collector.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import javax.net.SocketFactory;
import me.legrange.mikrotik.ApiConnection;
import me.legrange.mikrotik.MikrotikApiException;
import org.junit.jupiter.api.Test;

/// An independent client keeps the simulator honest. Only commands that have rows: this client
/// spins for ever on `!empty` (routeros.md 1.9).
class MikrotikJavaTest {
    private static final int MILLIS = 10_000;

    @Test
    void mikrotikJavaLogsInAndReadsInterfaces() throws Exception {
        try (Fleet fleet = Fleet.start(Dial.oneRouter(30));
                ApiConnection connection = connect(fleet.routers().getFirst())) {
            SimulatedRouter router = fleet.routers().getFirst();
            Account reader = router.accounts().getFirst();
            connection.login(reader.name(), reader.password());
            List<Map<String, String>> rows =
                    connection.execute(
                            "/interface/print where type=pppoe-in return .id,name,rx-byte,tx-byte");
            assertThat(rows).hasSize(30);
            assertThat(rows).allMatch(row -> row.getOrDefault("name", "").startsWith("<pppoe-mir"));
            assertThat(rows)
                    .allMatch(row -> Long.parseLong(row.getOrDefault("tx-byte", "-1")) >= 0);
            assertThat(connection.execute("/system/resource/print").getFirst())
                    .containsKey("uptime");
        }
    }

    @Test
    void mikrotikJavaLogsInToAnOldRouter() throws Exception {
        try (Fleet fleet = Fleet.start(Dial.oneRouter(3).with(Version.LEGACY));
                ApiConnection connection = connect(fleet.routers().getFirst())) {
            Account reader = fleet.routers().getFirst().accounts().getFirst();
            connection.login(reader.name(), reader.password());
            assertThat(connection.execute("/ppp/active/print")).hasSize(3);
        }
    }

    @Test
    void mikrotikJavaIsRefusedWithAWrongPassword() throws Exception {
        try (Fleet fleet = Fleet.start(Dial.oneRouter(1));
                ApiConnection connection = connect(fleet.routers().getFirst())) {
            assertThatThrownBy(() -> connection.login("lastmile", "guess"))
                    .isInstanceOf(MikrotikApiException.class)
                    .hasMessageContaining("invalid user name or password");
        }
    }

    private static ApiConnection connect(SimulatedRouter router) throws MikrotikApiException {
        return ApiConnection.connect(
                SocketFactory.getDefault(), router.host(), router.port(), MILLIS);
    }
}
