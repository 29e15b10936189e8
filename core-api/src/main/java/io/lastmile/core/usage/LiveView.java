package io.lastmile.core.usage;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// One viewer's window and its stream. The thread that streams it builds every event from the
/// newest pulse, so what a slow client misses is never queued.
final class LiveView {
    static final Duration UNWATCHED_MAX = Duration.ofSeconds(60);
    static final Duration BEAT = Duration.ofSeconds(15);
    private static final int RETRY_MILLIS_MIN = 1_000;
    private static final int RETRY_MILLIS_MAX = 5_000;
    private static final int[] NONE = {};

    private final String id;
    private final String login;
    private final LiveViews views;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition woken = lock.newCondition();
    private volatile Window window;
    private volatile boolean moved;
    private volatile boolean ended;
    private volatile int streams;
    private volatile long watchedNanos = System.nanoTime();

    LiveView(String id, String login, Window window, LiveViews views) {
        this.id = id;
        this.login = login;
        this.window = window;
        this.views = views;
    }

    String id() {
        return id;
    }

    String login() {
        return login;
    }

    void move(Window to) {
        window = to;
        moved = true;
        wake();
    }

    void end() {
        ended = true;
        wake();
    }

    boolean isForgotten() {
        boolean forgotten =
                ended || streams == 0 && System.nanoTime() - watchedNanos > UNWATCHED_MAX.toNanos();
        if (forgotten) {
            end();
        }
        return forgotten;
    }

    void wake() {
        lock.lock();
        try {
            woken.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Writes events until the client goes, the view or the server ends, or another stream of the
    /// same view takes over. `lastMillis` is the client's last event, 0 for a new one.
    void stream(OutputStream to, long lastMillis) throws IOException {
        int mine = claim();
        try {
            hello(to, lastMillis);
            pump(to, mine);
            if (views.closed() || ended) {
                String reason = views.closed() ? "shutdown" : "expired";
                event(to, "end", "{\"reason\":\"" + reason + "\"}");
                to.flush();
            }
        } finally {
            release(mine);
        }
    }

    private int claim() {
        lock.lock();
        try {
            streams = streams + 1;
            woken.signalAll();
            return streams;
        } finally {
            lock.unlock();
        }
    }

    private void release(int mine) {
        lock.lock();
        try {
            if (streams == mine) {
                streams = 0;
                watchedNanos = System.nanoTime();
            }
        } finally {
            lock.unlock();
        }
    }

    private void hello(OutputStream to, long lastMillis) throws IOException {
        int retry = ThreadLocalRandom.current().nextInt(RETRY_MILLIS_MIN, RETRY_MILLIS_MAX);
        write(to, "retry: " + retry + "\n\n");
        event(
                to,
                "hello",
                "{\"viewId\":\"%s\",\"intervalMillis\":%d,\"countMax\":%d}"
                        .formatted(id, views.intervalMillis(), Window.COUNT_MAX));
        event(to, "totals", views.frames().totals(lastMillis));
        to.flush();
    }

    private void pump(OutputStream to, int mine) throws IOException {
        int[] shown = NONE;
        long beatNanos = System.nanoTime();
        long seen = -1;
        boolean first = true;
        while (isMine(mine)) {
            Pulse pulse = views.pulse();
            Window at = window;
            boolean forced = moved || first;
            moved = false;
            first = false;
            Sorted sorted = views.sorted(at.order());
            int[] names = sorted.window(at.from(), at.count());
            if (forced || !Arrays.equals(names, shown)) {
                int matching = sorted.names().length;
                event(to, "window", views.frames().window(at.from(), matching, names, shown));
                shown = names;
            }
            if (forced || pulse.number() != seen) {
                write(to, "id: " + pulse.totals().timeMicros() / 1000 + "\n");
                event(to, "rates", views.rates(sorted, at, pulse));
                seen = pulse.number();
            }
            if (System.nanoTime() - beatNanos > BEAT.toNanos()) {
                write(to, ": beat\n\n");
                beatNanos = System.nanoTime();
            }
            to.flush();
            await(mine, seen);
        }
    }

    private boolean isMine(int mine) {
        return streams == mine && !ended && !views.closed();
    }

    /// Until the next pulse, a moved window or an end, but never past the next beat.
    private void await(int mine, long seen) throws IOException {
        lock.lock();
        try {
            long left = BEAT.toNanos();
            while (left > 0 && isMine(mine) && !moved && views.pulse().number() == seen) {
                left = woken.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            lock.unlock();
        }
    }

    private static void event(OutputStream to, String name, String json) throws IOException {
        write(to, "event: " + name + "\ndata: " + json + "\n\n");
    }

    private static void write(OutputStream to, String text) throws IOException {
        to.write(text.getBytes(StandardCharsets.UTF_8));
    }
}
