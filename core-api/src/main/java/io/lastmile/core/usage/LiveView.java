package io.lastmile.core.usage;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// One viewer's window. One stream shows it at a time: a newer one takes over.
final class LiveView {
    private final String id;
    private final String login;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition woken = lock.newCondition();
    private volatile Window window;
    private volatile boolean ended;
    private volatile Optional<LiveStream> shownBy = Optional.empty();
    private volatile long watchedNanos = System.nanoTime();

    LiveView(String id, String login, Window window) {
        this.id = id;
        this.login = login;
        this.window = window;
    }

    String id() {
        return id;
    }

    String login() {
        return login;
    }

    Window window() {
        return window;
    }

    void move(Window to) {
        window = to;
        wake();
    }

    void end() {
        ended = true;
        wake();
    }

    boolean ended() {
        return ended;
    }

    /// Ends it if nobody has watched it for that long.
    boolean isForgotten(Duration unwatched) {
        boolean left = System.nanoTime() - watchedNanos > unwatched.toNanos();
        if (shownBy.isEmpty() && left) {
            end();
        }
        return ended;
    }

    void wake() {
        lock.lock();
        try {
            woken.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// The former stream ends, at once if its client does not take what it is written.
    void take(LiveStream stream) {
        lock.lock();
        try {
            Optional<LiveStream> former = shownBy;
            shownBy = Optional.of(stream);
            former.ifPresent(before -> before.cutIfWriting(Duration.ZERO));
            woken.signalAll();
        } finally {
            lock.unlock();
        }
    }

    void leave(LiveStream stream) {
        lock.lock();
        try {
            if (isShownBy(stream)) {
                shownBy = Optional.empty();
                watchedNanos = System.nanoTime();
            }
        } finally {
            lock.unlock();
        }
    }

    boolean isShownBy(LiveStream stream) {
        return shownBy.filter(stream::equals).isPresent();
    }

    /// Whether the client of its stream has let it wait for that long.
    boolean isStuck(Duration longer) {
        return shownBy.filter(stream -> stream.isWriting(longer)).isPresent();
    }

    /// Until the stream has something to write or to end for.
    void await(LiveStream stream) throws IOException {
        lock.lock();
        try {
            for (long left = stream.idleNanos(); left > 0; left = stream.idleNanos()) {
                var _ = woken.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            lock.unlock();
        }
    }
}
