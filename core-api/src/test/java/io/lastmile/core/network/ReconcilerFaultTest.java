package io.lastmile.core.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.lastmile.collector.simulator.Asked;
import io.lastmile.collector.simulator.Fault;
import io.lastmile.core.CoreApi;
import io.lastmile.core.CoreConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Routers that are away, die or are worked on by two, and what they may be asked.
class ReconcilerFaultTest {
    private static final int RATE = 40;
    private static final int BURST = 20;

    /// The rest takes half a minute, so that whoever looks late sees it wait all the same.
    private static final WriterDraft SLOW =
            new WriterDraft("admin", Optional.of("lastmile-writes"), 5, BURST, 6000, "", "", true);

    private static final WriterDraft SMALL =
            new WriterDraft(
                    "admin", Optional.of("lastmile-writes"), RATE, BURST, 6000, "", "", true);

    private NetworkSite site;
    private String first;

    @BeforeEach
    void start() {
        site = new NetworkSite(150);
        site.settleLines();
        first = site.users().getFirst();
    }

    @AfterEach
    void stop() {
        site.close();
    }

    /// Each password is a request of its own.
    private void newPasswords(String prefix) {
        Map<Integer, String> passwords = new HashMap<>();
        for (String user : site.users()) {
            passwords.put(site.line(user), prefix + user);
        }
        site.within(() -> {
            site.stores.passwords().put(passwords, "test");
            return 0;
        });
    }

    private void assertPasswords(String prefix) {
        assertThat(site.users())
                .allSatisfy(
                        user -> assertThat(site.secret(user, "password")).isEqualTo(prefix + user));
    }

    /// No span of time saw more than a full bucket and what flowed into it meanwhile.
    private void assertWithinBudget(List<Asked> asked) {
        for (int from = 0; from < asked.size(); from++) {
            for (int to = from; to < asked.size(); to++) {
                double seconds = (asked.get(to).nanos() - asked.get(from).nanos()) / 1e9;
                // One is under way when the clock is read on the other side.
                assertThat(to - from).isLessThanOrEqualTo((int) (BURST + RATE * seconds) + 1);
            }
        }
    }

    /// Those of the reconciler: the test itself asks one row at a time.
    private List<Asked> ours(int from) {
        return List.copyOf(site.router.asked().subList(from, site.router.asked().size()));
    }

    @Test
    void theBudgetIsNeverExceeded() {
        site.manage(SMALL);
        newPasswords("a-");
        int from = site.router.asked().size();
        site.start();
        site.awaitInStep();
        List<Asked> asked = ours(from);
        assertThat(asked).hasSizeGreaterThan(site.users().size());
        assertWithinBudget(asked);
        assertPasswords("a-");
    }

    @Test
    void twoInstancesTakeTurnsAndShareTheBudget() {
        site.manage(SMALL);
        newPasswords("b-");
        int from = site.router.asked().size();
        try (CoreApi second =
                new CoreApi(
                        CoreConfig.defaults(),
                        new CoreApi.Ground(
                                site.api.source(),
                                Optional.empty(),
                                site.api.cipher(),
                                site.api.meters,
                                site.api.clock))) {
            second.network().start();
            site.start();
            site.awaitInStep();
            assertWithinBudget(ours(from));
            newPasswords("c-");
            site.awaitInStep();
            assertPasswords("c-");
            long edits = site.edits();
            site.compare();
            site.compare();
            assertThat(site.edits()).isEqualTo(edits);
        }
    }

    @Test
    void whoHasPaidIsLetInBeforeAllOthers() {
        site.manage(SLOW);
        site.start();
        site.awaitInStep();
        String bought = site.profileOf(first);
        site.hold(first, HoldReason.NONPAY);
        site.awaitInStep();
        site.router.set(Fault.REFUSED, 1);
        newPasswords("d-");
        site.lift(first, HoldReason.NONPAY);
        site.await(
                "seen to be away",
                () -> site.api.value("select state from core.router_turn").equals("unreachable"));
        site.router.clear(Fault.REFUSED);
        int before = site.router.asked().size();
        site.reconnect();
        site.await("let in", () -> site.profileOf(first).equals(bought));
        assertThat(site.outOfStep()).isGreaterThan(10);
        List<Asked> edits = ours(before).stream().filter(Asked::edits).toList();
        assertThat(edits).hasSizeLessThan(40);
        site.awaitInStep();
        assertPasswords("d-");
    }

    @Test
    void aRouterThatWasAwayIsServedWithinAMinute() {
        site.manage();
        site.start();
        site.awaitInStep();
        String bought = site.profileOf(first);
        site.hold(first, HoldReason.NONPAY);
        site.awaitInStep();
        site.router.set(Fault.REFUSED, 1);
        site.lift(first, HoldReason.NONPAY);
        site.await(
                "seen to be away",
                () ->
                        site.within(() -> site.stores.drifts().routers())
                                .getFirst()
                                .state()
                                .equals("unreachable"));
        site.router.clear(Fault.REFUSED);
        long back = System.nanoTime();
        site.reconnect();
        site.await("let in", () -> site.profileOf(first).equals(bought));
        assertThat(Duration.ofNanos(System.nanoTime() - back)).isLessThan(Duration.ofSeconds(60));
        site.awaitInStep();
    }

    @Test
    void rebootsAndBrokenConnectionsInTheMiddleAreOvercome() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        site.manage(SMALL);
        newPasswords("e-");
        site.hold(first, HoldReason.NONPAY);
        site.start();
        for (int i = 0; i < 8; i++) {
            LockSupport.parkNanos(Duration.ofMillis(200 + random.nextInt(900)).toNanos());
            if (random.nextBoolean()) {
                site.router.reboot();
            } else {
                site.router.dropConnections();
            }
        }
        site.reconnect();
        site.awaitInStep();
        assertThat(site.profileOf(first)).as("seed %d", seed).isEqualTo(WalledGarden.PROFILE);
        assertPasswords("e-");
        long edits = site.edits();
        site.compare();
        site.compare();
        assertThat(site.edits()).as("seed %d", seed).isEqualTo(edits);
    }

    @Test
    void aChangeOfSpeedThrowsOutAFewAtATime() {
        var slow =
                new WriterDraft(
                        "admin", Optional.of("lastmile-writes"), 100, 100, 60, "", "", true);
        site.manage(slow);
        site.start();
        site.awaitInStep();
        List<String> profiles = new ArrayList<>();
        for (String user : site.users()) {
            String profile = site.profileOf(user);
            if (!profiles.contains(profile)) {
                profiles.add(profile);
            }
        }
        long begin = System.nanoTime();
        profiles.forEach(profile -> site.changeSpeed(profile, "7M/7M"));
        double kicks;
        do {
            kicks = site.api.meters.counter("lastmile.core.network.kicks").count();
            double seconds = (System.nanoTime() - begin) / 1e9;
            assertThat(kicks).isLessThanOrEqualTo(10 + seconds + 1);
            assertThat(seconds).as("%s kicks", kicks).isLessThan(60);
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        } while (kicks <= 5);
        assertThat(site.outOfStep()).isPositive();
    }
}
