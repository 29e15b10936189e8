package io.lastmile.collector.live;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/// When watchers are told: as soon as there is news, but never within `least` of the last time, and
/// after `most` without any. News between two times is told once.
final class Pacer implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Pacer.class.getName());

    private final long leastNanos;
    private final long mostNanos;
    private final Runnable tell;
    private final AtomicBoolean news = new AtomicBoolean();
    private final ScheduledThreadPoolExecutor timer =
            new ScheduledThreadPoolExecutor(
                    1,
                    Thread.ofPlatform().name("live-tell").daemon().factory(),
                    new ThreadPoolExecutor.DiscardPolicy());
    private volatile boolean started;

    // Both belong to the timer's thread.
    private long toldNanos = System.nanoTime();
    private Optional<Future<?>> next = Optional.empty();

    Pacer(Duration least, Duration most, Runnable tell) {
        this.leastNanos = least.toNanos();
        this.mostNanos = most.toNanos();
        this.tell = tell;
        timer.setRemoveOnCancelPolicy(true);
    }

    void start() {
        started = true;
        timer.execute(() -> tellAfter(mostNanos));
    }

    /// From any thread, as often as one likes.
    void news() {
        if (started && news.compareAndSet(false, true)) {
            timer.execute(() -> tellAfter(leastNanos));
        }
    }

    private void tellAfter(long nanos) {
        next.ifPresent(later -> later.cancel(false));
        long left = toldNanos + nanos - System.nanoTime();
        next = Optional.of(timer.schedule(this::now, Math.max(0, left), TimeUnit.NANOSECONDS));
    }

    private void now() {
        toldNanos = System.nanoTime();
        news.set(false);
        try {
            tell.run();
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "watchers not told", e);
        }
        next = Optional.empty();
        tellAfter(mostNanos);
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
