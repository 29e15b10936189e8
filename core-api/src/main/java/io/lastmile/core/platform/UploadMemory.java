package io.lastmile.core.platform;

import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Bounds what uploads that run at the same time hold in memory: each takes its share as its bytes
/// arrive, and an account has one at a time. Whoever comes when it is full is asked to come again:
/// a slow sender must not make others wait.
final class UploadMemory {
    static final int BYTES_MAX = 128 * 1024 * 1024;

    private static final Duration TURN_WAIT_MAX = Duration.ofSeconds(5);
    private static final int RETRY_SECONDS = 10;

    private final Semaphore free = new Semaphore(BYTES_MAX);
    private final Map<String, Turn> turns = new ConcurrentHashMap<>();

    /// One sender's; `users` have it or wait for it.
    private record Turn(Semaphore free, int users) {
        Turn() {
            this(new Semaphore(1), 0);
        }

        Turn with(int more) {
            return new Turn(free, users + more);
        }
    }

    /// What one upload holds.
    static final class Share {
        private final Semaphore free;
        private int bytes;

        Share(Semaphore free) {
            this.free = free;
        }

        void take(int more) {
            if (!free.tryAcquire(more)) {
                throw busy(
                        503,
                        "uploads-busy",
                        "Too many uploads at once",
                        "Others are uploading much now. Try again in a moment.");
            }
            bytes += more;
        }

        void giveBack() {
            free.release(bytes);
        }
    }

    Handler within(Upload.Limits limits, Handler handler) {
        return (request, response) -> {
            request.context().register(limits);
            String sender = sender();
            Turn turn = turns.compute(sender, (_, old) -> (old == null ? new Turn() : old).with(1));
            try {
                alone(turn, handler, request, response);
            } finally {
                turns.compute(sender, (_, old) -> left(old));
            }
        };
    }

    /// Somebody who sends the same form twice waits for the first answer, not for long.
    private void alone(Turn turn, Handler handler, ServerRequest request, ServerResponse response)
            throws Exception {
        if (!turn.free().tryAcquire(TURN_WAIT_MAX.toMillis(), TimeUnit.MILLISECONDS)) {
            throw busy(
                    429,
                    "upload-running",
                    "Another upload of yours is running",
                    "uploads: 2 at once (expected: one after the other)");
        }
        var share = new Share(free);
        request.context().register(share);
        try {
            handler.handle(request, response);
        } finally {
            share.giveBack();
            turn.free().release();
        }
    }

    private static @Nullable Turn left(@Nullable Turn turn) {
        return turn == null || turn.users() == 1 ? null : turn.with(-1);
    }

    private static String sender() {
        Actor actor = Actor.current();
        return actor.role().word() + ":" + actor.login();
    }

    /// Its body is not read to the end, so the connection ends with it.
    private static Refusal busy(int status, String type, String title, String detail) {
        return new Refusal(
                Problem.of(status, type, title, detail),
                Map.of("Retry-After", "" + RETRY_SECONDS, "Connection", "close"));
    }
}
