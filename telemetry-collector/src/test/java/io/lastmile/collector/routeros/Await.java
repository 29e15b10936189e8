package io.lastmile.collector.routeros;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// Waiting with a deadline.
final class Await {
    static final Duration SOON = Duration.ofSeconds(60);

    private Await() {}

    static void until(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + SOON.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError("not within " + SOON + ": " + what);
            }
            LockSupport.parkNanos(1_000_000);
        }
    }

    static <T> T value(CompletableFuture<T> future) {
        try {
            return future.get(SOON.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | InterruptedException | TimeoutException failed) {
            throw new AssertionError("no value", failed);
        }
    }

    /// The name that the future fails with.
    static RouterFailure failure(CompletableFuture<?> future) {
        return failure(future, SOON);
    }

    static RouterFailure failure(CompletableFuture<?> future, Duration within) {
        try {
            Object value = future.get(within.toMillis(), TimeUnit.MILLISECONDS);
            throw new AssertionError("no failure but " + value);
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof RouterException named) {
                return named.failure();
            }
            throw new AssertionError("not a named failure", failed);
        } catch (InterruptedException | TimeoutException late) {
            throw new AssertionError("no failure within " + within, late);
        }
    }
}
