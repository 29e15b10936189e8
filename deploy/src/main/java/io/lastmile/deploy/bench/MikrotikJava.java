package io.lastmile.deploy.bench;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.SocketFactory;
import me.legrange.mikrotik.ApiConnection;
import me.legrange.mikrotik.MikrotikApiException;
import me.legrange.mikrotik.ResultListener;

/// The well-known Java library, by its listener, its faster way. Its threads end with `close`, as
/// long as the router has not hung up first: after that they would spin (routeros.md 1.9).
final class MikrotikJava implements Contender {
    private static final int TIMEOUT_MILLIS = 20_000;

    private final ApiConnection connection;

    MikrotikJava(SocketFactory sockets, int port) throws MikrotikApiException {
        connection = ApiConnection.connect(sockets, "127.0.0.1", port, TIMEOUT_MILLIS);
        connection.login("reader", "none");
    }

    @Override
    public long sum() throws Exception {
        Summing summing = new Summing();
        connection.execute("/interface/print return .id,name,rx-byte,tx-byte", summing);
        return summing.done.get(TIMEOUT_MILLIS, TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() throws IOException {
        try {
            connection.close();
        } catch (MikrotikApiException failed) {
            throw new IOException(failed);
        }
    }

    private static final class Summing implements ResultListener {
        final CompletableFuture<Long> done = new CompletableFuture<>();
        long sum;

        @Override
        public void receive(Map<String, String> row) {
            sum +=
                    Long.parseUnsignedLong(row.get("rx-byte"))
                            + Long.parseUnsignedLong(row.get("tx-byte"));
        }

        @Override
        public void error(MikrotikApiException failed) {
            done.completeExceptionally(failed);
        }

        @Override
        public void completed() {
            done.complete(sum);
        }
    }
}
