package io.lastmile.collector.pipeline;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;

/// Outcomes between the pipeline and the database, in order, bounded in bytes. The writer peeks a
/// batch and removes it only when the database has confirmed it. When the spool fills, pollers
/// stretch their intervals: counters are cumulative, so a later poll carries what an earlier one
/// would have.
public final class Spool {
    /// A batch to write and the routers whose memory the pipeline is waiting for.
    public record Work(List<PollOutcome> outcomes, Set<Integer> recalls) {
        public boolean isEmpty() {
            return outcomes.isEmpty() && recalls.isEmpty();
        }
    }

    private final long bytesMax;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final ArrayDeque<PollOutcome> outcomes = new ArrayDeque<>();
    private final Set<Integer> recalls = new HashSet<>();
    private long bytes;
    private long rows;

    public Spool(long bytesMax) {
        if (bytesMax <= 0) {
            throw new IllegalArgumentException("spool: " + bytesMax + " bytes (expected: > 0)");
        }
        this.bytesMax = bytesMax;
    }

    /// How full the spool is, 0 to 1 and, for the poll that went over, a little above.
    public double fill() {
        lock.lock();
        try {
            return (double) bytes / bytesMax;
        } finally {
            lock.unlock();
        }
    }

    public int size() {
        lock.lock();
        try {
            return outcomes.size();
        } finally {
            lock.unlock();
        }
    }

    /// The oldest outcomes with at most `rowsMax` samples together (but at least one outcome), left
    /// in place. Waits up to `idle` for the first and then up to `linger` for more.
    public Work take(int rowsMax, Duration idle, Duration linger) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            await(idle, 1);
            if (!outcomes.isEmpty() && recalls.isEmpty()) {
                await(linger, rowsMax);
            }
            return new Work(oldest(rowsMax), Set.copyOf(recalls));
        } finally {
            lock.unlock();
        }
    }

    private void await(Duration limit, long rowsWanted) throws InterruptedException {
        long left = limit.toNanos();
        while (left > 0 && recalls.isEmpty() && (outcomes.isEmpty() || rows < rowsWanted)) {
            if (rowsWanted == 1 && !outcomes.isEmpty()) {
                return;
            }
            left = changed.awaitNanos(left);
        }
    }

    private List<PollOutcome> oldest(int rowsMax) {
        List<PollOutcome> batch = new ArrayList<>();
        int taken = 0;
        for (PollOutcome outcome : outcomes) {
            taken += outcome.samples().size();
            if (taken > rowsMax && !batch.isEmpty()) {
                break;
            }
            batch.add(outcome);
        }
        return batch;
    }

    /// Removes the `count` oldest outcomes: the database has them.
    public void committed(int count) {
        lock.lock();
        try {
            for (int i = 0; i < count; i++) {
                PollOutcome outcome = outcomes.remove();
                bytes -= outcome.bytes();
                rows -= outcome.samples().size();
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Waits until everything that is in the spool now has been written, or the limit is over.
    public boolean drained(Duration limit) throws InterruptedException {
        long left = TimeUnit.NANOSECONDS.toNanos(limit.toNanos());
        lock.lockInterruptibly();
        try {
            while (!outcomes.isEmpty() && left > 0) {
                left = changed.awaitNanos(left);
            }
            return outcomes.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    void add(PollOutcome outcome) {
        lock.lock();
        try {
            append(outcome);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void append(PollOutcome outcome) {
        outcomes.add(outcome);
        bytes += outcome.bytes();
        rows += outcome.samples().size();
    }

    boolean hasRoom() {
        return fill() < 1;
    }

    void needs(int router) {
        lock.lock();
        try {
            recalls.add(router);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Replaces what waits, in order, by what `rewrite` makes of it. Only the pipeline's thread
    /// adds, so nothing comes in between.
    void rewrite(Set<Integer> recalled, UnaryOperator<List<PollOutcome>> rewrite) {
        lock.lock();
        try {
            List<PollOutcome> anew = rewrite.apply(List.copyOf(outcomes));
            outcomes.clear();
            bytes = 0;
            rows = 0;
            anew.forEach(this::append);
            recalls.removeAll(recalled);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
