package io.lastmile.core.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.lastmile.core.TestApi;
import io.lastmile.core.platform.Actor;
import io.lastmile.core.platform.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HoldsTest {
    private static final Page.Request ALL = new Page.Request(200, Optional.empty());

    private TestApi api;
    private NetworkStores stores;

    @BeforeEach
    void start() {
        api = TestApi.start();
        stores = api.core.network().stores();
    }

    @AfterEach
    void stop() {
        api.close();
    }

    private <T> T within(Supplier<T> work) {
        return Actor.system("test").call(() -> api.core.database().transact(work));
    }

    private List<Integer> lines(int count) {
        List<Integer> lines =
                IntStream.range(0, count)
                        .mapToObj(i ->
                                Integer.parseInt(
                                        api.value(
                                                """
                                                insert into core.line
                                                    (source, name, created, changed, changed_by)
                                                values (1, 'u%d', now(), now(), 'test')
                                                returning id
                                                """
                                                        .formatted(i))))
                        .toList();
        within(() -> stores.intents().settle(lines, "test"));
        return lines;
    }

    private Intent wanted(int line) {
        return within(() -> stores.intents().wanted(line).orElseThrow());
    }

    private Holding hold(int line, HoldReason reason) {
        return within(
                () -> stores.holds().place(HoldRun.of(line, reason, "test", Optional.empty())));
    }

    @Test
    void aLineIsOnWhileItHasNoReason() {
        int line = lines(1).getFirst();
        assertThat(wanted(line).open()).isTrue();
        assertThat(hold(line, HoldReason.NONPAY)).isEqualTo(new Holding.Placed(1, 1));
        assertThat(hold(line, HoldReason.FRAUD)).isEqualTo(new Holding.Placed(1, 0));
        assertThat(hold(line, HoldReason.FRAUD)).isEqualTo(new Holding.Placed(0, 0));
        assertThat(wanted(line).reasons()).containsExactly(HoldReason.FRAUD, HoldReason.NONPAY);
        assertThat(wanted(line).open()).isFalse();
        assertThat(within(() -> stores.holds().lift(line, HoldReason.NONPAY, "paid"))).isTrue();
        assertThat(wanted(line).open()).isFalse();
        assertThat(within(() -> stores.holds().lift(line, HoldReason.FRAUD, "clear"))).isTrue();
        assertThat(wanted(line).open()).isTrue();
        assertThat(within(() -> stores.holds().lift(line, HoldReason.FRAUD, "again"))).isFalse();
        assertThat(within(() -> stores.intents().versions(line, ALL)).items())
                .extracting(Intent::number)
                .containsExactly(5, 4, 3, 2, 1);
    }

    @Test
    void aRunThatSuspendsManyAsksFirst() {
        List<Integer> lines = lines(30);
        var run =
                new HoldRun(lines, HoldReason.NONPAY, "month", Optional.empty(), Optional.empty());
        assertThat(within(() -> stores.holds().place(run))).isEqualTo(new Holding.TooMany(30, 20));
        assertThat(wanted(lines.getFirst()).open()).isTrue();
        var wrong = new HoldRun(lines, HoldReason.NONPAY, "", Optional.empty(), Optional.of(29));
        assertThat(within(() -> stores.holds().place(wrong)))
                .isEqualTo(new Holding.TooMany(30, 20));
        var agreed = new HoldRun(lines, HoldReason.NONPAY, "", Optional.empty(), Optional.of(30));
        assertThat(within(() -> stores.holds().place(agreed)))
                .isEqualTo(new Holding.Placed(30, 30));
    }

    @Test
    void aLineThatIsNotThereIsNamed() {
        assertThat(hold(4711, HoldReason.ADMIN)).isEqualTo(new Holding.Missing(4711));
    }

    @Test
    void sixteenWhoHoldAndReleaseAgreeInTheEnd() throws Exception {
        int line = lines(1).getFirst();
        long seed = System.nanoTime();
        List<Callable<Integer>> work = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            var random = new Random(seed + i);
            work.add(() -> churn(line, random));
        }
        try (var threads = Executors.newFixedThreadPool(16)) {
            for (Future<Integer> done : threads.invokeAll(work)) {
                assertThat(done.get()).as("seed %d", seed).isEqualTo(20);
            }
        }
        List<HoldReason> open =
                within(() -> stores.holds().open(line)).stream().map(Hold::reason).toList();
        Intent wanted = wanted(line);
        assertThat(wanted.reasons()).as("seed %d", seed).containsExactlyInAnyOrderElementsOf(open);
        assertThat(wanted.open()).as("seed %d", seed).isEqualTo(open.isEmpty());
        List<Intent> versions = within(() -> stores.intents().versions(line, ALL)).items();
        assertThat(versions).extracting(Intent::number).doesNotHaveDuplicates();
    }

    private int churn(int line, Random random) {
        HoldReason[] reasons = HoldReason.values();
        for (int i = 0; i < 20; i++) {
            HoldReason reason = reasons[random.nextInt(reasons.length)];
            if (random.nextBoolean()) {
                hold(line, reason);
            } else {
                within(() -> stores.holds().lift(line, reason, "test"));
            }
        }
        return 20;
    }
}
