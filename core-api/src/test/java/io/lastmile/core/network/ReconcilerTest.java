package io.lastmile.core.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Against a simulated router on a socket.
class ReconcilerTest {
    private NetworkSite site;
    private String first;
    private String second;

    @BeforeEach
    void start() {
        site = new NetworkSite(60);
        site.settleLines();
        first = site.users().get(0);
        second = site.users().get(1);
    }

    @AfterEach
    void stop() {
        site.close();
    }

    @Test
    void aRouterThatIsAsItShouldBeIsNotWritten() {
        site.manage();
        site.start();
        site.awaitInStep();
        site.compare();
        site.compare();
        assertThat(site.edits()).isZero();
    }

    @Test
    void whoIsSuspendedIsWalledAndThrownOutAndComesBack() {
        site.manage();
        site.start();
        site.awaitInStep();
        String bought = site.profileOf(first);
        String session = site.sessionId(first);
        String other = site.sessionId(second);
        site.hold(first, HoldReason.NONPAY);
        site.awaitInStep();
        assertThat(site.profileOf(first)).isEqualTo(WalledGarden.PROFILE);
        site.await("dialled again", () -> isAnother(session, site.sessionId(first)));
        assertThat(site.sessionId(second)).isEqualTo(other);
        String walled = site.sessionId(first);
        site.lift(first, HoldReason.NONPAY);
        site.awaitInStep();
        assertThat(site.profileOf(first)).isEqualTo(bought);
        site.await("dialled again", () -> isAnother(walled, site.sessionId(first)));
        long edits = site.edits();
        site.compare();
        site.compare();
        assertThat(site.edits()).isEqualTo(edits);
    }

    private static boolean isAnother(String before, String now) {
        return !now.equals("none") && !now.equals(before);
    }

    @Test
    void whatSomebodyTypedIsPutBack() {
        site.manage();
        site.start();
        site.awaitInStep();
        String bought = site.profileOf(first);
        site.type("/ppp/secret/set", first, Map.of("profile", "default"));
        site.type("/ppp/secret/set", second, Map.of("disabled", "yes"));
        site.type("/ppp/profile/set", bought, Map.of("rate-limit", "1M/1M"));
        site.compare();
        site.awaitInStep();
        assertThat(site.profileOf(first)).isEqualTo(bought);
        assertThat(site.secret(second, "disabled")).isEqualTo("false");
        assertThat(site.profileRate(bought)).isNotEqualTo("1M/1M");
    }
}
