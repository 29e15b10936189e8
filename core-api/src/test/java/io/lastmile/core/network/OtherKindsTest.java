package io.lastmile.core.network;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

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
