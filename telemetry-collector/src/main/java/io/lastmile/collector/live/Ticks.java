package io.lastmile.collector.live;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/// Tells every watcher the newest totals. Each watcher has one place for what it has not taken yet;
/// a newer tick takes that place, so a slow watcher costs nothing and delays nobody.
final class Ticks implements Flow.Publisher<Totals> {
    private final Executor executor;
    private final Set<Watch> watches = ConcurrentHashMap.newKeySet();
    private final AtomicLong overtaken = new AtomicLong();
    private volatile boolean closed;

    Ticks(Executor executor) {
        this.executor = executor;
    }

    @Override
    public void subscribe(Flow.Subscriber<? super Totals> subscriber) {
        var watch = new Watch(subscriber);
        watches.add(watch);
        watch.wake();
        if (closed) {
            watch.complete();
        }
    }

    void offer(Totals totals) {
        watches.forEach(watch -> watch.offer(totals));
    }

    int watchers() {
        return watches.size();
    }

    /// Ticks that a watcher never saw because a newer one came first.
    long overtaken() {
        return overtaken.get();
    }

    void close() {
        closed = true;
        watches.forEach(Watch::complete);
    }

    private final class Watch implements Flow.Subscription {
        private final Flow.Subscriber<? super Totals> subscriber;
        private final AtomicReference<Optional<Totals>> newest =
                new AtomicReference<>(Optional.empty());
        private final AtomicLong demand = new AtomicLong();
        private final AtomicInteger wakes = new AtomicInteger();
        private final AtomicBoolean over = new AtomicBoolean();
        private final AtomicReference<Optional<Throwable>> failure =
                new AtomicReference<>(Optional.empty());
        private boolean greeted;
        private volatile boolean complete;

        Watch(Flow.Subscriber<? super Totals> subscriber) {
            this.subscriber = subscriber;
        }

        void offer(Totals totals) {
            if (newest.getAndSet(Optional.of(totals)).isPresent()) {
                overtaken.incrementAndGet();
            }
            wake();
        }

        void complete() {
            complete = true;
            wake();
        }

        @Override
        public void request(long count) {
            if (count <= 0) {
                failure.set(
                        Optional.of(
                                new IllegalArgumentException(
                                        "request: " + count + " (expected: > 0)")));
            } else {
                demand.accumulateAndGet(count, Watch::plus);
            }
            wake();
        }

        private static long plus(long one, long more) {
            return one + more < 0 ? Long.MAX_VALUE : one + more;
        }

        @Override
        public void cancel() {
            end();
        }

        private boolean end() {
            watches.remove(this);
            return over.compareAndSet(false, true);
        }

        /// One task per watcher at a time; a wake during a run makes it look once more.
        private void wake() {
            if (wakes.getAndIncrement() == 0) {
                executor.execute(this::run);
            }
        }

        private void run() {
            int seen = wakes.get();
            do {
                try {
                    signal();
                } catch (RuntimeException thrown) {
                    System.getLogger(Ticks.class.getName())
                            .log(System.Logger.Level.WARNING, "watcher failed, dropped", thrown);
                    end();
                }
                seen = wakes.addAndGet(-seen);
            } while (seen != 0);
        }

        private void signal() {
            if (!greeted) {
                greeted = true;
                subscriber.onSubscribe(this);
            }
            if (failure.get().isPresent()) {
                Throwable thrown = failure.get().get();
                if (end()) {
                    subscriber.onError(thrown);
                }
            } else if (!over.get()) {
                deliver();
                if (complete && end()) {
                    subscriber.onComplete();
                }
            }
        }

        private void deliver() {
            if (demand.get() > 0) {
                newest.getAndSet(Optional.empty())
                        .ifPresent(totals -> {
                            if (demand.get() != Long.MAX_VALUE) {
                                demand.decrementAndGet();
                            }
                            subscriber.onNext(totals);
                        });
            }
        }
    }
}
