package io.lastmile.collector.routeros;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/// From futures to blocking calls.
final class Waiting {
    private Waiting() {}

    static <T> T await(CompletableFuture<T> future, RouterAddress address) {
        try {
            return future.get();
        } catch (InterruptedException interrupt) {
            Thread.currentThread().interrupt();
            future.cancel(false);
            throw new RouterException(
                    new RouterFailure.Unreachable(address, "interrupted"), interrupt);
        } catch (ExecutionException failed) {
            throw unwrapped(failed);
        }
    }

    /// A new exception, so that the stack trace is the waiting thread's.
    static RouterException unwrapped(ExecutionException failed) {
        if (failed.getCause() instanceof RouterException known) {
            return new RouterException(known.failure(), known);
        }
        throw new IllegalStateException("reply: no named failure (expected: one)", failed);
    }
}
