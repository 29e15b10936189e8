package io.lastmile.core.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Lines that are neither PPPoE nor a queue, against a simulated router.
class OtherKindsTest {
    private static final String MAC = "64:D1:54:0A:1B:2C";

    private NetworkSite site;

    @BeforeEach
    void start() {
        site = new NetworkSite(20);
        site.settleLines();
        site.manage();
        site.start();
        site.awaitInStep();
    }

    @AfterEach
    void stop() {
        site.close();
    }

    private void assertStill() {
        site.awaitInStep();
        long edits = site.edits();
        site.compare();
        site.compare();
        assertThat(site.edits()).isEqualTo(edits);
    }

    @Test
    void aLeaseIsMadeLimitedAndWalledByTheList() {
        String plan = site.profileOf(site.users().getFirst());
        site.addUnsettledLine("shop-12", plan);
        site.endpoint("shop-12", new Endpoint(ServiceKind.DHCP, "192.168.88.20", MAC, ""));
        site.awaitInStep();
        assertThat(site.lease(MAC, "address")).isEqualTo("192.168.88.20");
        assertThat(Property.RATE_LIMIT.same(site.profileRate(plan), site.lease(MAC, "rate-limit")))
                .isTrue();
        site.hold("shop-12", HoldReason.NONPAY);
        site.awaitInStep();
        assertThat(site.listed(WalledGarden.LIST)).containsExactly("192.168.88.20");
        site.endpoint("shop-12", new Endpoint(ServiceKind.DHCP, "192.168.88.21", MAC, ""));
        site.awaitInStep();
        assertThat(site.listed(WalledGarden.LIST)).containsExactly("192.168.88.21");
        site.lift("shop-12", HoldReason.NONPAY);
        assertStill();
        assertThat(site.listed(WalledGarden.LIST)).isEmpty();
        site.removeLine("shop-12");
        site.awaitInStep();
        assertThat(site.listed(WalledGarden.BLOCKED_LIST)).containsExactly("192.168.88.21");
    }

    @Test
    void whatARemovedLineHadIsItsHeirsWhetherAddressOrLease() {
        String plan = site.profileOf(site.users().getFirst());
        site.addUnsettledLine("shop-1", plan);
        site.endpoint("shop-1", new Endpoint(ServiceKind.DHCP, "192.168.88.30", MAC, ""));
        site.addUnsettledLine("shop-2", plan);
        assertThatThrownBy(() ->
                        site.endpoint(
                                "shop-2", new Endpoint(ServiceKind.DHCP, "192.168.88.31", MAC, "")))
                .hasMessageContaining("the line's called shop-1");
        site.removeLine("shop-1");
        site.awaitInStep();
        assertThat(site.listed(WalledGarden.BLOCKED_LIST)).containsExactly("192.168.88.30");
        site.endpoint("shop-2", new Endpoint(ServiceKind.DHCP, "192.168.88.31", MAC, ""));
        assertStill();
        assertThat(site.lease(MAC, "address")).isEqualTo("192.168.88.31");
        assertThat(site.lease(MAC, "disabled")).isEqualTo("false");
        assertThat(site.listed(WalledGarden.BLOCKED_LIST)).isEmpty();
        site.rename("shop-2", "shop-two");
        assertStill();
        assertThat(site.lease(MAC, "disabled")).isEqualTo("false");
        site.removeLine("shop-two");
        site.awaitInStep();
        site.addUnsettledLine("shop-3", plan);
        site.endpoint(
                "shop-3", new Endpoint(ServiceKind.DHCP, "192.168.88.31", "64:D1:54:00:00:03", ""));
        assertStill();
        assertThat(site.listed(WalledGarden.BLOCKED_LIST)).isEmpty();
    }

    /// As an import or a move to another router brings it about, past who looks when one is given.
    @ParameterizedTest
    @CsvSource({
        "STATIC, 192.168.88.40, 192.168.88.40",
        "DHCP, 192.168.88.40, 192.168.88.41",
    })
    void twoLinesWithOneAddressOrLeaseNeverFight(ServiceKind kind, String first, String second) {
        String mac = kind == ServiceKind.DHCP ? MAC : "";
        String plan = site.profileOf(site.users().getFirst());
        site.addUnsettledLine("shop-5", plan);
        site.endpoint("shop-5", new Endpoint(kind, first, mac, ""));
        site.hold("shop-5", HoldReason.NONPAY);
        site.awaitInStep();
        assertThat(site.listed(WalledGarden.LIST)).hasSize(1);
        site.addUnsettledLine("shop-6", plan);
        Endpoint theirs = new Endpoint(kind, second, mac, "");
        int line = site.line("shop-6");
        site.within(() -> {
            site.stores.endpoints().put(Map.of(line, theirs), "import");
            return line;
        });
        site.await("refused", () -> site.error("shop-6").contains("of the line shop-5 already"));
        long edits = site.edits();
        site.compare();
        site.compare();
        assertThat(site.edits()).isEqualTo(edits);
        assertThat(site.listed(WalledGarden.LIST)).hasSize(1);
        String free = kind == ServiceKind.DHCP ? "64:D1:54:00:00:06" : "";
        site.endpoint("shop-6", new Endpoint(kind, "192.168.88.60", free, ""));
        assertStill();
        assertThat(site.error("shop-6")).isEmpty();
        assertThat(site.listed(WalledGarden.LIST)).hasSize(1);
    }

    @Test
    void whoIsSuspendedHasHisLeaseBlockedEvenIfItWasTakenAway() {
        site.addUnsettledLine("shop-7", site.profileOf(site.users().getFirst()));
        site.endpoint("shop-7", new Endpoint(ServiceKind.DHCP, "192.168.88.50", MAC, ""));
        site.type("/ip/firewall/filter/set", site.rule("the rest"), Map.of("disabled", "yes"));
        site.hold("shop-7", HoldReason.NONPAY);
        site.compare();
        site.awaitInStep();
        assertThat(site.lease(MAC, "block-access")).isEqualTo("true");
        site.type("/ip/dhcp-server/lease/remove", site.lease(MAC, ".id"), Map.of());
        site.compare();
        site.awaitInStep();
        assertThat(site.lease(MAC, "block-access")).isEqualTo("true");
    }

    @Test
    void aHotspotUserIsAddedAndLosesTheLoginWhenCutOff() {
        String plan = site.profileOf(site.users().getFirst());
        site.addUnsettledLine("guest", plan);
        site.password("guest", "kaktus");
        site.endpoint("guest", new Endpoint(ServiceKind.HOTSPOT, "", "", ""));
        site.awaitInStep();
        assertThat(site.row("/ip/hotspot/user", "guest").orElseThrow())
                .satisfies(row -> {
                    assertThat(row.text(Property.PASSWORD.field())).isEqualTo("kaktus");
                    assertThat(row.text(Property.PROFILE.field())).isEqualTo(plan);
                });
        assertThat(site.row("/ip/hotspot/user/profile", plan)).isPresent();
        assertThat(site.router.hotspotLogin("guest")).isTrue();
        site.hold("guest", HoldReason.ADMIN);
        site.awaitInStep();
        assertThat(site.router.hotspotLogin("guest")).isFalse();
        assertThat(site.hotspotUsers()).isEmpty();
        site.lift("guest", HoldReason.ADMIN);
        site.awaitInStep();
        assertThat(site.router.hotspotLogin("guest")).isTrue();
        assertStill();
    }
}
