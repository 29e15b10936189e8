package io.lastmile.deploy.bench;

import io.lastmile.collector.pipeline.ActiveSessions;
import io.lastmile.collector.pipeline.CounterTable;
import io.lastmile.collector.pipeline.PollReading;
import io.lastmile.collector.pipeline.Source;
import io.lastmile.collector.routeros.Command;
import io.lastmile.collector.routeros.Credentials;
import io.lastmile.collector.routeros.Demand;
import io.lastmile.collector.routeros.Field;
import io.lastmile.collector.routeros.RouterAddress;
import io.lastmile.collector.routeros.RouterClient;
import io.lastmile.collector.routeros.RouterConfig;
import io.lastmile.collector.routeros.Security;
import io.lastmile.collector.routeros.Transport;
import java.util.List;
import java.util.Optional;

/// Polls one router over a socket, as the poller does. The router repeats itself, so each poll adds
/// to what was decoded: every session moves at every poll.
final class PolledRows implements AutoCloseable {
    static final int ROUTER = 1;
    static final int INTERVAL_MILLIS = 10_000;

    private static final long FIRST_MICROS = 1_790_000_000_000_000L;
    private static final long BYTES_PER_POLL = 1_234_567;
    private static final Command PRINT =
            Command.of("/interface/print")
                    .proplist(Field.ID, Field.NAME, OurClient.RX, OurClient.TX)
                    .rowsMax(1_000_000);

    private final Transport transport = Transport.start(1, "bench-loop");
    private final RouterClient client;
    private final int rows;
    private long polls;

    PolledRows(RowServer server) {
        rows = server.printed().rows();
        RouterConfig config =
                new RouterConfig(
                        new RouterAddress("127.0.0.1", server.port()),
                        new Security.Plain(),
                        new Credentials("reader", "", false));
        client = RouterClient.open(config, transport, event -> {});
    }

    PollReading next() {
        polls++;
        long moved = polls * BYTES_PER_POLL;
        CounterTable table = new CounterTable(Source.PPP_INTERFACE, rows);
        client.run(
                PRINT,
                row -> {
                    table.add(
                            row.id(Field.ID),
                            row.text(Field.NAME),
                            row.unsigned(OurClient.TX) + moved,
                            row.unsigned(OurClient.RX) + moved);
                    return Demand.MORE;
                });
        return new PollReading(
                ROUTER,
                FIRST_MICROS + polls * INTERVAL_MILLIS * 1000L,
                System.nanoTime(),
                polls * INTERVAL_MILLIS,
                new PollReading.Pace(INTERVAL_MILLIS, 1),
                List.of(table),
                Optional.of(new ActiveSessions()));
    }

    @Override
    public void close() {
        client.close();
        transport.close();
    }
}
