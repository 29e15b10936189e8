package io.lastmile.collector.poller;

import static org.assertj.core.api.Assertions.assertThat;

import io.lastmile.collector.pipeline.ActiveSessions;
import io.lastmile.collector.pipeline.CounterTable;
import io.lastmile.collector.pipeline.Source;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PppAddressesTest {
    private final PppAddresses sessions = new PppAddresses();

    PppAddressesTest() {
        sessions.heard(
                active("karim", "10.0.0.5", "rina", "200.1.2.3", "rina", "10.0.0.9", "odd", ""), 0);
        var table = new CounterTable(Source.PPP_INTERFACE, 2);
        table.add(1, "<pppoe-karim>", 0, 0);
        table.add(2, "pppoe-office", 0, 0);
        sessions.listed(table);
    }

    private static ActiveSessions active(String... userAndAddress) {
        var active = new ActiveSessions();
        for (int i = 0; i < userAndAddress.length; i += 2) {
            active.add(
                    new ActiveSessions.Active(
                            userAndAddress[i], 1_000, userAndAddress[i + 1], "", ""));
        }
        return active;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "10.0.0.5/32",
                "10.0.0.5",
                "200.1.2.3/32",
                "10.0.0.0/24",
                "10.0.0.4/31",
                "0.0.0.0/0",
                "128.0.0.0/1",
                "192.168.0.1/32,10.0.0.9/32",
                "2001:db8::/64,10.0.0.5/32",
                "pppoe-office",
                "ether1,pppoe-office"
            })
    void aTargetThatTakesInASessionIsKnown(String target) {
        assertThat(sessions.carries(target)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "10.0.0.6/32",
                "10.0.0.6/31",
                "10.0.1.0/24",
                "103.0.0.1/32",
                "2001:db8::5/128",
                "ether1",
                "",
                ",",
                "/",
                "10.0.0.5.6/32",
                "10.0.0.555",
                "10.0.0.",
                "10..0.5",
                "10.0.0.5x"
            })
    void anyOtherTargetIsNot(String target) {
        assertThat(sessions.carries(target)).isFalse();
    }

    @Test
    void onlyASingleAddressOfAUserWithOneSessionNamesThatUser() {
        assertThat(sessions.user("10.0.0.5/32")).contains("karim");
        assertThat(sessions.user("10.0.0.5")).contains("karim");
        assertThat(sessions.user("10.0.0.5/31")).isEmpty();
        assertThat(sessions.user("10.0.0.9/32")).isEmpty();
        assertThat(sessions.user("10.0.0.5/32,10.0.0.7/32")).isEmpty();
        assertThat(sessions.user("ether1")).isEmpty();
    }

    @Test
    void anAddressIsKeptForADayAfterItWasLastHeardOf() {
        sessions.heard(active("rina", "10.0.0.9"), PppAddresses.KEPT_NANOS);
        assertThat(sessions.carries("10.0.0.5/32")).isTrue();
        assertThat(sessions.user("10.0.0.5/32")).isEmpty();

        sessions.heard(active("rina", "10.0.0.9"), PppAddresses.KEPT_NANOS + 1);
        assertThat(sessions.carries("10.0.0.5/32")).isFalse();
        assertThat(sessions.carries("10.0.0.9/32")).isTrue();
    }
}
