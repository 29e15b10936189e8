package io.lastmile.core.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.lastmile.collector.simulator.Fault;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What cannot be written, and that nobody else has to suffer for it.
class RefusalTest {
    private NetworkSite site;
    private String first;

    @BeforeEach
    void start() {
        site = new NetworkSite(40);
        site.settleLines();
        first = site.users().getFirst();
    }

    @AfterEach
    void stop() {
        site.close();
    }

    private void begin() {
        site.manage();
        site.start();
        site.awaitInStep();
    }

    private static boolean isAnother(String before, String now) {
        return !now.equals("none") && !now.equals(before);
    }

    @Test
    void aSpeedThatTheRouterRefusesThrowsNobodyOut() {
        begin();
        String profile = site.profileOf(first);
        String session = site.sessionId(first);
        site.router.set(Fault.EDITS_REFUSED, 1);
        site.changeSpeed(profile, "33M/66M");
        site.await("refused twice", () -> attempts(profile) >= 2);
        assertThat(site.api.value("select count(*) from core.line_sync where kick <> ''"))
                .isEqualTo("0");
        assertThat(site.sessionId(first)).isEqualTo(session);
        site.router.clear(Fault.EDITS_REFUSED);
        site.awaitInStep();
        site.await("dialled again", () -> isAnother(session, site.sessionId(first)));
    }

    private int attempts(String profile) {
        return Integer.parseInt(
                site.api.value(
                        "select attempts from core.router_profile where name = '" + profile + "'"));
    }

    @Test
    void aPasswordThatCannotBeReadHoldsUpNobodyElse() {
        site.password(first, "secret of " + first);
        begin();
        site.api.sql(
                "alter table core.line_credential disable trigger user;"
                        + " update core.line_credential set secret = secret || '\\x00'");
        site.compare();
        site.await("told", () -> site.error(first).contains("password cannot be read"));
        String other =
                site.users().stream().filter(user -> !user.equals(first)).findFirst().orElseThrow();
        site.hold(other, HoldReason.NONPAY);
        site.await("walled", () -> site.profileOf(other).equals(WalledGarden.PROFILE));
        site.password(first, "another");
        site.awaitInStep();
        assertThat(site.secret(first, "password")).isEqualTo("another");
    }
}
