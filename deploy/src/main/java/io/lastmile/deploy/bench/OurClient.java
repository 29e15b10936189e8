package io.lastmile.deploy.bench;

import io.lastmile.collector.routeros.Command;
import io.lastmile.collector.routeros.Credentials;
import io.lastmile.collector.routeros.Demand;
import io.lastmile.collector.routeros.Field;
import io.lastmile.collector.routeros.RouterAddress;
import io.lastmile.collector.routeros.RouterClient;
import io.lastmile.collector.routeros.RouterConfig;
import io.lastmile.collector.routeros.RowHandler;
import io.lastmile.collector.routeros.Security;
import io.lastmile.collector.routeros.Sentence;
import io.lastmile.collector.routeros.Transport;

/// The client as the poller uses it: sockets, tags, two typed counters per row.
final class OurClient implements Contender {
    static final Field RX = Field.of("rx-byte");
    static final Field TX = Field.of("tx-byte");

    private static final Command PRINT =
            Command.of("/interface/print")
                    .proplist(Field.ID, Field.NAME, RX, TX)
                    .rowsMax(1_000_000);

    private final Transport transport = Transport.start(1, "bench-loop");
    private final RouterClient client;

    OurClient(int port) {
        RouterConfig config =
                new RouterConfig(
                        new RouterAddress("127.0.0.1", port),
                        new Security.Plain(),
                        new Credentials("reader", "", false));
        client = RouterClient.open(config, transport, event -> {});
    }

    @Override
    public long sum() {
        Summing summing = new Summing();
        client.run(PRINT, summing);
        return summing.sum;
    }

    @Override
    public void close() {
        client.close();
        transport.close();
    }

    private static final class Summing implements RowHandler {
        long sum;

        @Override
        public Demand row(Sentence row) {
            sum += row.unsigned(RX) + row.unsigned(TX);
            return Demand.MORE;
        }
    }
}
