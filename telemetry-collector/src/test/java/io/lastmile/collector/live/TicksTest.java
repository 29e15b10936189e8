package io.lastmile.collector.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TicksTest {
    private static final int WAIT_SECONDS = 30;

    /// Runs what it is given when told to, on the test's thread.
    private final ArrayDeque<Runnable> tasks = new ArrayDeque<>();

    private final Ticks ticks = new Ticks(tasks::add);

    /// A subscriber that writes down what it hears.
    private static final class Watcher implements Flow.Subscriber<Totals> {
        final BlockingQueue<Object> heard = new LinkedBlockingQueue<>();
        Optional<Flow.Subscription> subscription = Optional.empty();

        void request(long count) {
            subscription.orElseThrow().request(count);
        }

        @Override
        public void onSubscribe(Flow.Subscription given) {
            subscription = Optional.of(given);
        }

        @Override
        public void onNext(Totals totals) {
            heard.add(totals.timeMicros());
        }

        @Override
        public void onError(Throwable thrown) {
            heard.add(thrown);
        }

        @Override
        public void onComplete() {
            heard.add("complete");
        }
    }

    @Test
    void aSlowWatcherGetsTheNewestOnly() {
        Watcher watcher = watch();
        offer(1);
        offer(2);
        offer(3);
        watcher.request(5);
        run();
        offer(4);
        run();

        assertThat(watcher.heard).containsExactly(3L, 4L);
        assertThat(ticks.overtaken()).isEqualTo(2);
    }

    @Test
    void nothingIsDeliveredWithoutDemand() {
        Watcher watcher = watch();
        watcher.request(1);
        offer(1);
        run();
        offer(2);
        run();

        assertThat(watcher.heard).containsExactly(1L);
    }

    @Test
    void aCancelledWatcherHearsNoMore() {
        Watcher watcher = watch();
        watcher.request(Long.MAX_VALUE);
        watcher.subscription.orElseThrow().cancel();
        offer(1);
        run();

        assertThat(watcher.heard).isEmpty();
        assertThat(ticks.watchers()).isZero();
    }

    @Test
    void aWrongRequestIsTold() {
        Watcher watcher = watch();
        watcher.request(0);
        run();

        assertThat(watcher.heard).singleElement().isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theEndIsTheEndForAllAlsoForLateOnes() {
        Watcher watcher = watch();
        ticks.close();
        Watcher late = watch();
        run();

        assertThat(List.of(watcher.heard.remove(), late.heard.remove())).containsOnly("complete");
        assertThat(ticks.watchers()).isZero();
    }

    @Test
    void aBlockedWatcherDelaysNobody() throws InterruptedException {
        var real = new Ticks(Thread::startVirtualThread);
        var release = new CountDownLatch(1);
        var entered = new CountDownLatch(1);
        real.subscribe(
                new Flow.Subscriber<>() {
                    @Override
                    public void onSubscribe(Flow.Subscription given) {
                        given.request(1);
                    }

                    @Override
                    public void onNext(Totals totals) {
                        entered.countDown();
                        try {
                            release.await();
                        } catch (InterruptedException thrown) {
                            Thread.currentThread().interrupt();
                        }
                    }

                    @Override
                    public void onError(Throwable thrown) {}

                    @Override
                    public void onComplete() {}
                });
        var heard = new LinkedBlockingQueue<Long>();
        real.subscribe(
                new Flow.Subscriber<>() {
                    @Override
                    public void onSubscribe(Flow.Subscription given) {
                        given.request(Long.MAX_VALUE);
                    }

                    @Override
                    public void onNext(Totals totals) {
                        heard.add(totals.timeMicros());
                    }

                    @Override
                    public void onError(Throwable thrown) {}

                    @Override
                    public void onComplete() {}
                });
        real.offer(new Totals(1, 0, 0, 0, 0));
        assertThat(entered.await(WAIT_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(heard.poll(WAIT_SECONDS, TimeUnit.SECONDS)).isEqualTo(1);
        real.offer(new Totals(2, 0, 0, 0, 0));
        assertThat(heard.poll(WAIT_SECONDS, TimeUnit.SECONDS)).isEqualTo(2);
        release.countDown();
    }

    private Watcher watch() {
        var watcher = new Watcher();
        ticks.subscribe(watcher);
        run();
        return watcher;
    }

    private void offer(long time) {
        ticks.offer(new Totals(time, 0, 0, 0, 0));
    }

    private void run() {
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
        }
    }
}
