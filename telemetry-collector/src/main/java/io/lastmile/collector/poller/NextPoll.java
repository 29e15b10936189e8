package io.lastmile.collector.poller;

import java.util.OptionalLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// When a router is asked again. Its own thread waits here; the pipeline's puts the poll off after
/// a mass disconnect, the poller's brings it forward or ends it. Moments are of the steady clock.
final class NextPoll {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private long dueNanos;
    private OptionalLong crowdedNanos = OptionalLong.empty();
    private boolean waitsForSpool;
    private boolean ended;

    void at(long nanos, boolean becauseOfSpool) {
        change(() -> {
            dueNanos = nanos;
            waitsForSpool = becauseOfSpool;
        });
    }

    /// False when there is nothing more to wait for.
    boolean await() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!ended) {
                long left = dueNanos - System.nanoTime();
                if (left <= 0) {
                    return true;
                }
                changed.awaitNanos(left);
            }
            return false;
        } finally {
            lock.unlock();
        }
    }

    /// Many sessions ended: the next poll comes later by so much, the first time within a minute.
    void crowded(long laterNanos) {
        change(() -> {
            if (!isCrowded()) {
                dueNanos += laterNanos;
            }
            crowdedNanos = OptionalLong.of(System.nanoTime());
        });
    }

    /// Whether many sessions ended within the last minute.
    boolean isCrowded() {
        lock.lock();
        try {
            return crowdedNanos.isPresent()
                    && System.nanoTime() - crowdedNanos.getAsLong() < Disconnects.WINDOW_NANOS;
        } finally {
            lock.unlock();
        }
    }

    /// The spool has room again: who waits long because it had none comes at this moment.
    void spoolHasRoom(long nanos) {
        change(() -> {
            if (waitsForSpool) {
                waitsForSpool = false;
                dueNanos = nanos - dueNanos < 0 ? nanos : dueNanos;
            }
        });
    }

    void end() {
        change(() -> ended = true);
    }

    boolean hasEnded() {
        lock.lock();
        try {
            return ended;
        } finally {
            lock.unlock();
        }
    }

    private void change(Runnable change) {
        lock.lock();
        try {
            change.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
