package io.lastmile.core.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.lastmile.collector.routeros.Command;
import io.lastmile.collector.simulator.Fault;
import io.lastmile.core.plans.RateLimit;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Against a simulated router on a socket: what is wanted comes true, and nothing is written twice.
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

    private void begin() {
        site.manage();
        site.start();
        site.awaitInStep();
    }

    /// In step, and over several whole comparisons nothing more is written.
    private void assertStill() {
        site.awaitInStep();
        long edits = site.edits();
        site.compare();
        site.compare();
        site.compare();
        assertThat(site.outOfStep()).isZero();
        assertThat(site.edits()).isEqualTo(edits);
    }

    private static boolean isAnother(String before, String now) {
        return !now.equals("none") && !now.equals(before);
    }

    @Test
    void aRouterThatIsAsItShouldBeIsNotWritten() {
        begin();
        assertStill();
        assertThat(site.edits()).isZero();
    }

    @Test
    void aRouterWithoutAWritingUserIsLeftAlone() {
        int asked = site.router.asked().size();
        site.start();
        site.hold(first, HoldReason.ADMIN);
        site.manage(
                new WriterDraft(
                        "admin", Optional.of("lastmile-writes"), 20, 100, 300, "", "", false));
        var search = new Drifts.Search(0, "unmanaged");
        assertThat(site.within(() -> site.stores.drifts().page(search, NetworkSite.ALL)).items())
                .extracting(drift -> drift.wanted().name())
                .contains(first);
        LockSupport.parkNanos(Duration.ofSeconds(2).toNanos());
        assertThat(site.router.asked()).hasSize(asked);
    }

    @Test
    void whoIsSuspendedIsWalledAndThrownOutAndComesBack() {
        begin();
        String bought = site.profileOf(first);
        String session = site.sessionId(first);
        String other = site.sessionId(second);
        site.hold(first, HoldReason.NONPAY);
        site.awaitInStep();
        assertThat(site.profileOf(first)).isEqualTo(WalledGarden.PROFILE);
        assertThat(site.row("/ppp/profile", WalledGarden.PROFILE).orElseThrow())
                .satisfies(row ->
                        assertThat(row.text(Property.ADDRESS_LIST.field()))
                                .isEqualTo(WalledGarden.LIST));
        site.await("dialled again", () -> isAnother(session, site.sessionId(first)));
        assertThat(site.sessionId(second)).isEqualTo(other);
        String walled = site.sessionId(first);
        site.lift(first, HoldReason.NONPAY);
        site.awaitInStep();
        assertThat(site.profileOf(first)).isEqualTo(bought);
        site.await("dialled again", () -> isAnother(walled, site.sessionId(first)));
        assertStill();
    }

    @Test
    void whereThePolicySaysSoWhoIsSuspendedIsOff() {
        begin();
        site.within(() -> {
            NetworkPolicy now = site.stores.policies().current();
            return site.stores
                    .policies()
                    .change(
                            new NetworkPolicy(
                                    now.version(), NetworkPolicy.Suspension.DISABLED, 20, 5, 180));
        });
        site.hold(first, HoldReason.FRAUD);
        site.awaitInStep();
        assertThat(site.secret(first, "disabled")).isEqualTo("true");
        site.await("gone", () -> site.sessionId(first).equals("none"));
        site.lift(first, HoldReason.FRAUD);
        site.await("back", () -> !site.sessionId(first).equals("none"));
        assertStill();
    }

    @Test
    void fixedAddressesAreWalledByTheList() {
        begin();
        String queue = site.queues().getFirst();
        site.hold(queue, HoldReason.NONPAY);
        site.awaitInStep();
        assertThat(site.listed(WalledGarden.LIST)).hasSize(1);
        site.lift(queue, HoldReason.NONPAY);
        site.awaitInStep();
        assertThat(site.listed(WalledGarden.LIST)).isEmpty();
        assertStill();
    }

    @Test
    void whatSomebodyTypedIsPutBackFieldByField() {
        begin();
        String bought = site.profileOf(first);
        String speed = site.profileRate(bought);
        String queue = site.queues().getFirst();
        site.password(first, "geheim");
        site.within(() -> {
            site.stores
                    .endpoints()
                    .put(site.line(second), endpoint("10.99.0.7", ""), "fixed address");
            site.stores
                    .endpoints()
                    .put(
                            site.line(queue),
                            new Endpoint(ServiceKind.STATIC, "103.9.9.9", "", ""),
                            "test");
            return 0;
        });
        site.awaitInStep();
        assertThat(site.secret(first, "password")).isEqualTo("geheim");
        assertThat(site.secret(second, "remote-address")).isEqualTo("10.99.0.7");
        site.type("/ppp/secret/set", first, Map.of("profile", "default", "password", "x"));
        site.type(
                "/ppp/secret/set",
                second,
                Map.of("disabled", "yes", "remote-address", "10.99.0.8"));
        site.type("/ppp/profile/set", bought, Map.of("rate-limit", "1M/1M"));
        site.type("/queue/simple/set", queue, Map.of("target", "103.9.9.8/32", "disabled", "yes"));
        site.compare();
        site.awaitInStep();
        assertThat(site.profileOf(first)).isEqualTo(bought);
        assertThat(site.secret(first, "password")).isEqualTo("geheim");
        assertThat(site.secret(second, "disabled")).isEqualTo("false");
        assertThat(site.secret(second, "remote-address")).isEqualTo("10.99.0.7");
        assertThat(RateLimit.read(site.profileRate(bought))).isEqualTo(RateLimit.read(speed));
        assertThat(site.queue(queue, "target")).startsWith("103.9.9.9");
        assertThat(site.queue(queue, "disabled")).isEqualTo("false");
        assertStill();
    }

    @Test
    void aFixedAddressThatNobodyWantsAnyMoreIsTakenBack() {
        begin();
        String session = site.sessionId(first);
        site.endpoint(first, endpoint("10.99.0.7", ""));
        site.awaitInStep();
        assertThat(site.secret(first, "remote-address")).isEqualTo("10.99.0.7");
        site.await("dialled again", () -> isAnother(session, site.sessionId(first)));
        site.endpoint(first, endpoint("", ""));
        site.awaitInStep();
        assertThat(site.secret(first, "remote-address")).isEmpty();
        site.type("/ppp/secret/set", first, Map.of("remote-address", "10.99.0.9"));
        assertStill();
        assertThat(site.secret(first, "remote-address")).isEqualTo("10.99.0.9");
    }

    private static Endpoint endpoint(String address, String profile) {
        return new Endpoint(ServiceKind.PPPOE, address, "", profile);
    }

    @Test
    void aNewLineIsAddedWithItsPasswordAndARemovedOneIsSwitchedOff() {
        begin();
        site.addLine("রহিম.নতুন", site.profileOf(first));
        site.await("failed for want of a password", () -> site.state("রহিম.নতুন").equals("failed"));
        String password = site.within(() -> site.stores.passwords().renew(site.line("রহিম.নতুন")));
        site.awaitInStep();
        assertThat(site.secret("রহিম.নতুন", "password")).isEqualTo(password);
        assertThat(site.secret("রহিম.নতুন", "comment"))
                .isEqualTo(Wishes.comment(site.line("রহিম.নতুন")));
        site.await("dials", () -> !site.sessionId("রহিম.নতুন").equals("none"));
        site.removeLine("রহিম.নতুন");
        site.awaitInStep();
        assertThat(site.secret("রহিম.নতুন", "disabled")).isEqualTo("true");
        site.await("gone", () -> site.sessionId("রহিম.নতুন").equals("none"));
        assertStill();
    }

    @Test
    void whatIsNotOursIsNeverTouched() {
        begin();
        site.operator()
                .run(
                        Command.of("/ppp/secret/add")
                                .with(Property.NAME.field(), first.toUpperCase(Locale.ROOT))
                                .with(Property.DISABLED.field(), "yes")
                                .with(Property.SERVICE.field(), "any"));
        site.hold(first, HoldReason.NONPAY);
        site.awaitInStep();
        String stranger = first.toUpperCase(Locale.ROOT);
        assertThat(site.profileOf(stranger)).isEqualTo("default");
        assertThat(site.secret(stranger, "service")).isEqualTo("any");
    }

    @Test
    void aLineThatGotAnotherNameLeavesTheOldOneOff() {
        begin();
        site.password(first, "geheim");
        site.rename(first, "renamed");
        site.await("added", () -> !site.secret("renamed", "profile").equals("none"));
        site.awaitInStep();
        assertThat(site.secret(first, "disabled")).isEqualTo("true");
        site.await("gone", () -> site.sessionId(first).equals("none"));
        site.rename("renamed", first);
        site.awaitInStep();
        assertThat(site.secret(first, "disabled")).isEqualTo("false");
        assertThat(site.secret("renamed", "disabled")).isEqualTo("true");
        assertStill();
    }

    @Test
    void theSpeedOfAPlanChangesForAllItsCustomers() {
        begin();
        String profile = site.profileOf(first);
        List<String> customers =
                site.users().stream().filter(user -> site.profileOf(user).equals(profile)).toList();
        List<String> sessions = customers.stream().map(site::sessionId).toList();
        String stranger =
                site.users().stream()
                        .filter(user -> !site.profileOf(user).equals(profile))
                        .findFirst()
                        .orElseThrow();
        String before = site.sessionId(stranger);
        long edits = site.edits();
        site.changeSpeed(profile, "33M/66M");
        site.awaitInStep();
        assertThat(site.profileRate(profile)).isEqualTo("33M/66M");
        for (int i = 0; i < customers.size(); i++) {
            String user = customers.get(i);
            String old = sessions.get(i);
            site.await("dialled again", () -> isAnother(old, site.sessionId(user)));
            assertThat(site.queue("<pppoe-" + user + ">", "max-limit"))
                    .isEqualTo("33000000/66000000");
        }
        assertThat(site.sessionId(stranger)).isEqualTo(before);
        assertThat(site.edits() - edits).isLessThanOrEqualTo(1 + customers.size());
        assertStill();
    }

    @Test
    void twoPlansThatWantOneProfileAreToldAndNeitherIsWritten() {
        begin();
        String profile = site.profileOf(first);
        String other =
                site.users().stream()
                        .map(site::profileOf)
                        .filter(name -> !name.equals(profile))
                        .findFirst()
                        .orElseThrow();
        site.api.sql(
                "update core.plan_version set profile = '%s' where profile = '%s'"
                        .formatted(profile, other));
        site.within(() -> site.stores.intents().settle(site.all(), "test"));
        site.await(
                "conflict",
                () ->
                        site.within(() -> site.stores.drifts().routers())
                                .getFirst()
                                .conflicts()
                                .contains(profile));
        String speed = site.profileRate(profile);
        site.compare();
        assertThat(site.profileRate(profile)).isEqualTo(speed);
    }

    @Test
    void aSlowRouterComesInStep() {
        site.manage();
        site.router.set(Fault.SLOW_ANSWERS, 400);
        site.hold(first, HoldReason.NONPAY);
        site.start();
        site.awaitInStep();
        assertThat(site.profileOf(first)).isEqualTo(WalledGarden.PROFILE);
    }

    @Test
    void aRouterThatRefusesEditsIsToldAndComesInStepWhenItTakesThem() {
        begin();
        site.router.set(Fault.EDITS_REFUSED, 1);
        site.hold(first, HoldReason.NONPAY);
        site.await("told", () -> site.state(first).equals("failed"));
        assertThat(site.error(first)).contains("can not change configuration now");
        site.router.clear(Fault.EDITS_REFUSED);
        site.within(() -> {
            site.stores.drifts().retry(site.line(first));
            return 0;
        });
        site.awaitInStep();
        assertThat(site.profileOf(first)).isEqualTo(WalledGarden.PROFILE);
        assertStill();
    }

    @Test
    void aUserWhoMayOnlyReadIsTold() {
        site.manage(new WriterDraft("lastmile", "lastmile-reads"));
        site.start();
        site.hold(first, HoldReason.NONPAY);
        site.await("told", () -> site.state(first).equals("failed"));
        assertThat(site.error(first)).contains("not enough permissions");
        assertThat(site.profileOf(first)).isNotEqualTo(WalledGarden.PROFILE);
    }

    @Test
    void hostileAnswersChangeNothingThatWasRight() {
        begin();
        for (Fault fault :
                List.of(
                        Fault.HOSTILE_TEXT,
                        Fault.UNKNOWN_REPLIES,
                        Fault.DUPLICATE_KEYS,
                        Fault.INTERLEAVED)) {
            site.router.set(fault, 1);
            site.compare();
            site.router.clear(fault);
        }
        assertThat(site.edits()).isZero();
        site.router.set(Fault.EMPTY_REPLIES, 1);
        site.compare();
        site.router.clear(Fault.EMPTY_REPLIES);
        site.router.once(Fault.TRUNCATED_LISTING, 5);
        site.compare();
        site.api.sql("update core.line_sync set retry_at = null");
        assertStill();
        assertThat(site.users())
                .allSatisfy(user -> assertThat(site.secret(user, "disabled")).isEqualTo("false"));
    }
}
