package io.lastmile.collector.routeros;

import io.netty.util.concurrent.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// A command between its sending and its `!done`. Lives on the event loop.
final class Pending {
    private static final int TRAPS_MAX = 32;
    private static final int OTHERS_MAX = 10_000;

    private final Command command;
    private final RowHandler handler;
    private final CompletableFuture<Reply> reply = new CompletableFuture<>();
    private final List<Trap> traps = new ArrayList<>(1);
    private @Nullable Future<?> watch;
    private long rows;
    private int others;

    /// Of `System.nanoTime`, when its last sentence arrived.
    private long touchedNanos;

    private int tag;
    private boolean abandoned;

    Pending(Command command, RowHandler handler) {
        this.command = command;
        this.handler = handler;
    }

    Command command() {
        return command;
    }

    RowHandler handler() {
        return handler;
    }

    CompletableFuture<Reply> reply() {
        return reply;
    }

    int tag() {
        return tag;
    }

    void tag(int given) {
        tag = given;
    }

    void touch(long nanos) {
        touchedNanos = nanos;
    }

    long touchedNanos() {
        return touchedNanos;
    }

    void watch(Future<?> next) {
        watch = next;
    }

    void unwatch() {
        if (watch != null) {
            watch.cancel(false);
            watch = null;
        }
    }

    /// Whether this row is still within the limit.
    boolean countRow() {
        others = 0;
        return ++rows <= command.rowsLimit();
    }

    /// The same for sentences that are no rows: a router could otherwise keep a command for ever.
    boolean countOther() {
        return ++others <= OTHERS_MAX;
    }

    void trap(Trap trap) {
        if (traps.size() < TRAPS_MAX) {
            traps.add(trap);
        }
    }

    boolean abandoned() {
        return abandoned;
    }

    /// The tag stays taken until the router's `!done`.
    void abandon(RouterFailure failure) {
        abandoned = true;
        fail(failure, null);
    }

    void fail(RouterFailure failure, @Nullable Throwable cause) {
        unwatch();
        reply.completeExceptionally(new RouterException(failure, cause));
    }

    /// `!done`: well, unless traps came before.
    void done(String ret) {
        unwatch();
        if (traps.isEmpty()) {
            reply.complete(new Reply(rows, ret));
        } else {
            fail(new RouterFailure.Trapped(command.path(), traps), null);
        }
    }

    /// What it failed with if nothing more comes.
    RouterFailure idle(java.time.Duration waited) {
        return traps.isEmpty()
                ? new RouterFailure.Idle(command.path(), waited)
                : new RouterFailure.Trapped(command.path(), traps);
    }
}
