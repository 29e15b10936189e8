package io.lastmile.collector.routeros;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// A logged-in connection to one router: one channel, many commands at a time. Thread-safe.
///
/// ```java
/// Command print = Command.of("/interface/print").proplist(Field.ID, Field.NAME, RX_BYTE);
/// try (RouterClient client = RouterClient.open(config, transport, events)) {
///     client.run(print, RowHandler.each(row -> sum.add(row.unsigned(RX_BYTE))));
/// }
/// ```
///
/// All failures are [RouterException]; one whose [RouterFailure#ofConnection] holds ended the
/// connection, and a new client is needed.
public final class RouterClient implements AutoCloseable {
    private final RouterAddress address;
    private final Conversation conversation;

    RouterClient(RouterAddress address, Conversation conversation) {
        this.address = address;
        this.conversation = conversation;
    }

    /// Connects and logs in. Completes on an event loop; the caller closes the client. Who cancels
    /// the future gets none.
    public static CompletableFuture<RouterClient> connect(
            RouterConfig config, Transport transport, RouterOsEvents events) {
        CompletableFuture<RouterClient> result = new CompletableFuture<>();
        new Connecting(config, transport, events)
                .client()
                .whenComplete((client, thrown) -> {
                    if (thrown != null) {
                        result.completeExceptionally(thrown);
                    } else if (!result.complete(client)) {
                        client.close();
                    }
                });
        return result;
    }

    /// The same for a virtual thread that waits.
    public static RouterClient open(
            RouterConfig config, Transport transport, RouterOsEvents events) {
        return Waiting.await(connect(config, transport, events), config.address());
    }

    /// For "test connection": the certificate that the router shows, for a person to confirm. No
    /// credentials are sent.
    public static CompletableFuture<Fingerprint> fingerprint(
            RouterConfig config, Transport transport, RouterOsEvents events) {
        RouterConfig unpinned = config.withSecurity(new Security.Unpinned());
        return new Connecting(unpinned, transport, events).fingerprint();
    }

    /// Sends a command; its rows go to the handler as they come.
    public Call call(Command command, RowHandler handler) {
        return conversation.start(command, handler);
    }

    /// Sends a command and waits for its end.
    public Reply run(Command command, RowHandler handler) {
        conversation.refuseToBlock();
        return call(command, handler).await();
    }

    /// The same for commands without rows of interest: `add`, `set`, `remove`.
    public Reply run(Command command) {
        return run(command, RowHandler.none());
    }

    /// All rows, copied; for small tables and single rows.
    public List<Sentence> rows(Command command) {
        List<Sentence> rows = new ArrayList<>();
        run(command, RowHandler.each(row -> rows.add(row.copy())));
        return rows;
    }

    public RouterAddress address() {
        return address;
    }

    public boolean isOpen() {
        return !conversation.closed().isDone();
    }

    /// Completes, on the event loop, with what ended the connection.
    public CompletableFuture<RouterFailure> closed() {
        return conversation.closed().copy();
    }

    /// Closes the connection; pending commands fail with [RouterFailure.ClosedHere].
    @Override
    public void close() {
        conversation.onLoop(() -> conversation.close(new RouterFailure.ClosedHere()));
    }

    @Override
    public String toString() {
        return "client of " + address;
    }
}
