package io.lastmile.core.usage;

import io.lastmile.core.platform.Standing;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;

/// One connection that shows a view. Its thread builds every frame from the newest pulse, so what a
/// slow client misses is never queued. It lasts as long as its view, its login and its client.
final class LiveStream {
    private static final int RETRY_MILLIS_MIN = 1_000;
    private static final int RETRY_MILLIS_MAX = 5_000;
    private static final String BEAT = ": beat\n\n";

    private final LiveView view;
    private final LiveViews views;
    private final Standing standing;
    private final OutputStream to;
    private final Thread thread = Thread.currentThread();
    private final AtomicBoolean asking = new AtomicBoolean();
    private volatile boolean revoked;

    // Only its own thread knows what it has shown.
    private Window window;
    private Rows rows = Rows.NONE;
    private long pulse = -1;
    private long movedNanos;
    private long beatNanos = System.nanoTime();

    private boolean writing;
    private boolean cut;
    private long writingNanos;

    /// Belongs to the thread that makes it.
    LiveStream(LiveView view, LiveViews views, Standing standing, OutputStream to) {
        this.view = view;
        this.views = views;
        this.standing = standing;
        this.to = to;
        this.window = view.window();
    }

    /// Writes events until the client goes, the login, the view or the server ends, or another
    /// stream of the same view takes over. `lastMillis` is the client's last event, 0 for a new
    /// one.
    void run(long lastMillis) throws IOException {
        views.opened(this);
        view.take(this);
        try {
            write(hello(lastMillis));
            while (lasts()) {
                show();
                view.await(this);
            }
            if (view.isShownBy(this)) {
                write(bytes(event("end", "{\"reason\":\"%s\"}".formatted(reason()))));
            }
        } finally {
            view.leave(this);
            views.closed(this);
        }
    }

    private boolean lasts() {
        return view.isShownBy(this) && !view.ended() && !views.isClosed() && !revoked;
    }

    private String reason() {
        return views.isClosed() ? "shutdown" : revoked ? "login" : "expired";
    }

    private byte[] hello(long lastMillis) {
        int retry = ThreadLocalRandom.current().nextInt(RETRY_MILLIS_MIN, RETRY_MILLIS_MAX);
        String viewer =
                "{\"viewId\":\"%s\",\"intervalMillis\":%d,\"countMax\":%d}"
                        .formatted(view.id(), views.intervalMillis(), Window.COUNT_MAX);
        return bytes(
                "retry: "
                        + retry
                        + "\n\n"
                        + event("hello", viewer)
                        + event("totals", views.frames().totals(lastMillis)));
    }

    /// What is new since the last time: the window if it moved or its rows did, the rates of a new
    /// pulse, a sign of life.
    private void show() throws IOException {
        var frame = new ByteArrayOutputStream();
        Pulse now = views.pulse();
        boolean moved = pulse < 0 || isMoved() && moveNanos() <= 0;
        Rows before = rows;
        if (moved) {
            window = view.window();
            movedNanos = System.nanoTime();
        }
        if (moved || System.nanoTime() - rows.atNanos() > views.orders().ageNanosMax()) {
            rows = views.orders().rows(window);
        }
        if (moved || !Arrays.equals(rows.names(), before.names())) {
            String described = views.frames().window(window.from(), rows, before.names());
            frame.writeBytes(bytes(event("window", described)));
        }
        if (moved || now.number() != pulse) {
            frame.writeBytes(views.rates(rows, now));
            pulse = now.number();
        }
        if (beatLeftNanos() <= 0) {
            beatNanos = System.nanoTime();
            frame.writeBytes(bytes(BEAT));
            askStanding();
        }
        if (frame.size() > 0) {
            write(frame.toByteArray());
        }
    }

    private boolean isMoved() {
        return !view.window().equals(window);
    }

    private long moveNanos() {
        return movedNanos + views.limits().move().toNanos() - System.nanoTime();
    }

    private long beatLeftNanos() {
        return beatNanos + views.limits().beat().toNanos() - System.nanoTime();
    }

    /// How long there is nothing to do, as things are.
    long idleNanos() {
        if (!lasts() || views.pulse().number() != pulse) {
            return 0;
        }
        return isMoved() ? Math.min(moveNanos(), beatLeftNanos()) : beatLeftNanos();
    }

    /// On a thread of its own: the database may be slow, and the rates do not wait for it.
    private void askStanding() {
        if (asking.compareAndSet(false, true)) {
            Thread.startVirtualThread(() -> {
                revoked = !standing.holds();
                asking.set(false);
                if (revoked) {
                    views.revoked();
                    view.wake();
                }
            });
        }
    }

    private void write(byte[] bytes) throws IOException {
        begin();
        try {
            to.write(bytes);
            to.flush();
        } finally {
            done();
        }
    }

    private synchronized void begin() throws IOException {
        if (cut) {
            throw new IOException("cut off: the client takes nothing");
        }
        writing = true;
        writingNanos = System.nanoTime();
    }

    private synchronized void done() {
        writing = false;
    }

    /// Whether a write has been under way for longer than that.
    synchronized boolean isWriting(Duration longer) {
        return writing && System.nanoTime() - writingNanos >= longer.toNanos();
    }

    /// Closes the connection if a write has been under way for longer than that: an interrupt does
    /// so to a virtual thread that waits for its socket. Never hits what the thread does later.
    synchronized boolean cutIfWriting(Duration longer) {
        boolean stuck = !cut && isWriting(longer);
        if (stuck) {
            cut = true;
            thread.interrupt();
        }
        return stuck;
    }

    static String event(String name, String json) {
        return "event: " + name + "\ndata: " + json + "\n\n";
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
