package io.lastmile.core.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Who is suspended is held, whether or not the walled garden's rules stand at his router.
class GardenCheckTest {
    private static final String MAC = "64:D1:54:0A:1B:2C";

    private NetworkSite site;
    private String user;
    private String queue;

    @BeforeEach
    void start() {
        site = new NetworkSite(60);
        site.settleLines();
        user = site.users().getFirst();
        queue = site.queues().getFirst();
        site.endpoint(queue, new Endpoint(ServiceKind.STATIC, "103.9.9.9", "", ""));
        site.addUnsettledLine("shop", site.profileOf(user));
        site.endpoint("shop", new Endpoint(ServiceKind.DHCP, "192.168.88.20", MAC, ""));
        site.manage();
    }

    @AfterEach
    void stop() {
        site.close();
    }

    private void set(String rule, String property, String value) {
        site.type("/ip/firewall/filter/set", site.rule(rule), Map.of(property, value));
        site.compare();
        site.awaitInStep();
    }

    private void assertShut() {
        assertThat(site.secret(user, "disabled")).isEqualTo("true");
        site.await("gone", () -> site.sessionId(user).equals("none"));
        assertThat(site.queue(queue, "max-limit")).isEqualTo("1000/1000");
        assertThat(site.queue(queue, "disabled")).isEqualTo("false");
        assertThat(site.lease(MAC, "block-access")).isEqualTo("true");
        assertThat(site.listed(WalledGarden.LIST)).isEmpty();
    }

    private void assertWalled() {
        assertThat(site.profileOf(user)).isEqualTo(WalledGarden.PROFILE);
        assertThat(site.secret(user, "disabled")).isEqualTo("false");
        assertThat(site.queue(queue, "max-limit")).isNotEqualTo("1000/1000");
        assertThat(site.lease(MAC, "block-access")).isEqualTo("false");
        assertThat(site.listed(WalledGarden.LIST)).contains("103.9.9.9", "192.168.88.20");
        assertThat(site.listed(WalledGarden.BLOCKED_LIST)).isEmpty();
    }

    private RouterDrift router() {
        return site.within(() -> site.stores.drifts().routers()).getFirst();
    }

    @Test
    void whoIsSuspendedIsShutOutUntilTheRulesStandAndWheneverTheyDoNot() {
        site.type("/ip/firewall/filter/set", site.rule("the rest"), Map.of("disabled", "yes"));
        String bought = site.queue(queue, "max-limit");
        site.start();
        site.awaitInStep();
        site.hold(user, HoldReason.NONPAY);
        site.hold(queue, HoldReason.NONPAY);
        site.hold("shop", HoldReason.NONPAY);
        site.awaitInStep();
        assertShut();
        assertThat(router().rulesMissing()).isEqualTo("the rest");
        set("the rest", "disabled", "no");
        assertWalled();
        assertThat(router().rulesMissing()).isEmpty();
        assertThat(router().rulesRead()).isPresent();
        set("switched off", "src-address", "10.0.0.1");
        assertShut();
        assertThat(router().rulesMissing()).isEqualTo("switched off");
        site.lift(user, HoldReason.NONPAY);
        site.lift(queue, HoldReason.NONPAY);
        site.lift("shop", HoldReason.NONPAY);
        site.awaitInStep();
        assertThat(site.secret(user, "disabled")).isEqualTo("false");
        assertThat(Property.MAX_LIMIT.same(bought, site.queue(queue, "max-limit"))).isTrue();
        assertThat(site.lease(MAC, "block-access")).isEqualTo("false");
        assertThat(site.listed(WalledGarden.BLOCKED_LIST)).isEmpty();
    }

    @Test
    void aProfileOfTheGardenThatEntersNobodyInTheListHoldsNobody() {
        site.start();
        site.awaitInStep();
        site.hold(user, HoldReason.NONPAY);
        site.awaitInStep();
        assertThat(site.profileOf(user)).isEqualTo(WalledGarden.PROFILE);
        site.type("/ppp/profile/set", WalledGarden.PROFILE, Map.of("address-list", "others"));
        site.compare();
        site.awaitInStep();
        assertThat(site.secret(user, "disabled")).isEqualTo("true");
        assertThat(router().rulesMissing()).contains(WalledGarden.PROFILE);
    }

    @Test
    void whoWasDisabledWhenHeWasImportedStaysOffWhereOthersAreWalled() {
        site.start();
        site.awaitInStep();
        site.within(() ->
                site.stores
                        .holds()
                        .place(
                                new HoldRun(
                                        java.util.List.of(site.line(user)),
                                        HoldReason.ADMIN,
                                        "was disabled",
                                        java.util.Optional.empty(),
                                        java.util.Optional.of(1),
                                        true))
                        .placedOrRefuse());
        site.awaitInStep();
        assertThat(site.secret(user, "disabled")).isEqualTo("true");
        site.hold(user, HoldReason.NONPAY);
        site.awaitInStep();
        assertThat(site.secret(user, "disabled")).isEqualTo("true");
        site.lift(user, HoldReason.ADMIN);
        site.awaitInStep();
        assertThat(site.profileOf(user)).isEqualTo(WalledGarden.PROFILE);
    }
}
