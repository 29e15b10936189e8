package io.lastmile.collector.routeros;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/// One command under way. Any thread may use it.
public final class Call {
    private final Conversation conversation;
    private final Pending pending;

    Call(Conversation conversation, Pending pending) {
        this.conversation = conversation;
        this.pending = pending;
    }

    /// Completes on the event loop, exceptionally with [RouterException]: go on with the `Async`
    /// methods if there is more to do than a moment's work.
    public CompletableFuture<Reply> reply() {
        return pending.reply();
    }

    /// Waits; meant for virtual threads. Throws [RouterException]; an interrupt cancels the
    /// command.
    public Reply await() {
        conversation.refuseToBlock();
        try {
            return pending.reply().get();
        } catch (InterruptedException interrupt) {
            Thread.currentThread().interrupt();
            cancel();
            throw new RouterException(
                    new RouterFailure.Cancelled(pending.command().path()), interrupt);
        } catch (ExecutionException failed) {
            throw Waiting.unwrapped(failed);
        }
    }

    /// Ends the pause that this call's handler asked for. May be called before its PAUSE is
    /// returned, not before its row came. A connection that ends during the pause takes the rows
    /// that were not yet handed over with it.
    public void resume() {
        conversation.onLoop(() -> conversation.resume(pending));
    }

    /// Gives the command up: the reply fails with [RouterFailure.Cancelled], the router is told,
    /// and what it still sends is dropped.
    public void cancel() {
        conversation.onLoop(() ->
                conversation.abandon(
                        pending,
                        RouterEvent.CANCEL,
                        new RouterFailure.Cancelled(pending.command().path())));
    }
}
