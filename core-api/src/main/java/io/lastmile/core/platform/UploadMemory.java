package io.lastmile.core.platform;

import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import java.util.Map;
import java.util.concurrent.Semaphore;

/// Bounds what uploads that run at the same time hold in memory. Whoever comes when it is full is
/// asked to come again: a slow sender must not make others wait.
final class UploadMemory {
    static final int KILOBYTES_MAX = 128 * 1024;

    private static final int KILOBYTE = 1024;
    private static final int RETRY_SECONDS = 10;

    private final Semaphore free = new Semaphore(KILOBYTES_MAX);

    Handler within(Upload.Limits limits, Handler handler) {
        return (request, response) -> {
            request.context().register(limits);
            int kilobytes = kilobytes(request, limits);
            if (!free.tryAcquire(kilobytes)) {
                throw new Refusal(
                        Problem.of(
                                503,
                                "uploads-busy",
                                "Too many uploads at once",
                                "Others are uploading much now. Try again in a moment."),
                        Map.of("Retry-After", "" + RETRY_SECONDS));
            }
            try {
                handler.handle(request, response);
            } finally {
                free.release(kilobytes);
            }
        };
    }

    /// What it says it is, at most what its route takes; one that does not say may be all of that.
    private static int kilobytes(ServerRequest request, Upload.Limits limits) {
        long bytes = request.headers().contentLength().orElse(limits.bytesMax());
        return (int) (Math.min(bytes, limits.bytesMax()) / KILOBYTE) + 1;
    }
}
