package io.lastmile.core.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientTest {
    private static final List<Cidr> PROXIES = List.of(Cidr.of("10.0.0.0/8"), Cidr.of("fd00::/8"));

    @ParameterizedTest
    @CsvSource({
        "'203.0.113.9', 10.0.0.1, 203.0.113.9",
        "'6.6.6.6, 203.0.113.9', 10.0.0.1, 203.0.113.9",
        "'6.6.6.6, 203.0.113.9, 10.1.2.3', 10.0.0.1, 203.0.113.9",
        "'203.0.113.9', 198.51.100.4, 198.51.100.4",
        "'', 10.0.0.1, 10.0.0.1",
        "'not an address', 10.0.0.1, 10.0.0.1",
        "'203.0.113.9, evil.example', 10.0.0.1, 10.0.0.1",
        "'2001:db8::7, fd00::5', 10.0.0.1, 2001:db8:0:0:0:0:0:7",
    })
    void theNearestHopThatIsNoTrustedProxyCounts(String header, String peer, String client) {
        assertThat(Client.behind(header, InetAddress.ofLiteral(peer), PROXIES)).isEqualTo(client);
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 10.255.0.1, true",
        "10.0.0.0/8, 11.0.0.1, false",
        "192.168.4.0/22, 192.168.7.255, true",
        "192.168.4.0/22, 192.168.8.0, false",
        "127.0.0.1, 127.0.0.1, true",
        "127.0.0.1, 127.0.0.2, false",
        "0.0.0.0/0, 8.8.8.8, true",
        "0.0.0.0/0, ::1, false",
        "fd00::/8, fdff::1, true",
        "2001:db8::/33, 2001:db8:8000::, false",
    })
    void aNetworkContainsItsAddresses(String network, String address, boolean contained) {
        assertThat(Cidr.of(network).contains(InetAddress.ofLiteral(address))).isEqualTo(contained);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/x", "localhost", "10.0/8x"})
    void whatIsNoNetworkIsRefusedInWords(String text) {
        assertThatThrownBy(() -> Cidr.of(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected");
    }
}
