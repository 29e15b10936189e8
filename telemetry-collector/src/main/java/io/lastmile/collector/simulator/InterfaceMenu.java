package io.lastmile.collector.simulator;

import io.lastmile.collector.routeros.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// `/interface`: the router's own ports and one dynamic row for each PPPoE session. Seen from the
/// server, so `rx-byte` is what the customer sent (routeros.md 1.12).
record InterfaceMenu(Router router) implements Menu {
    private static final List<Field> PROPERTIES =
            Menu.fields(
                    ".id",
                    "name",
                    "default-name",
                    "type",
                    "mtu",
                    "actual-mtu",
                    "mac-address",
                    "last-link-up-time",
                    "link-downs",
                    "rx-byte",
                    "tx-byte",
                    "rx-packet",
                    "tx-packet",
                    "rx-drop",
                    "tx-drop",
                    "tx-queue-drop",
                    "rx-error",
                    "tx-error",
                    "fp-rx-byte",
                    "fp-tx-byte",
                    "running",
                    "dynamic",
                    "disabled",
                    "comment");
    private static final int DOWN_PACKET_BYTES = 1_150;
    private static final int UP_PACKET_BYTES = 190;

    @Override
    public List<Field> properties() {
        return PROPERTIES;
    }

    @Override
    public List<String> counters() {
        return List.of("rx-byte", "tx-byte");
    }

    @Override
    public List<Row> rows(long now) {
        List<Session> sessions = router.sessions(now);
        List<Row> rows = new ArrayList<>(sessions.size() + 8);
        router.ports(now).forEach(port -> rows.add(new Fixed(router, port, now)));
        sessions.forEach(session -> rows.add(new Dynamic(router, session, now)));
        return rows;
    }

    @Override
    public boolean stamped() {
        return true;
    }

    @Override
    public Answer set(Row row, String property, String value, long now) {
        if (!(row instanceof Fixed fixed)) {
            return Answer.failure("can not change dynamic interface");
        }
        if (!property.equals("comment")) {
            return Answer.unknownParameter();
        }
        fixed.port.comment(value);
        return Answer.DONE;
    }

    @Override
    public Answer remove(Row row, long now) {
        return Answer.failure("can not remove this interface");
    }

    @Override
    public Answer resetCounters(Row row, long now) {
        row.given().ifPresent(given -> given.counter().reset(now));
        return Answer.DONE;
    }

    private static void counters(String property, Cell cell, Bytes bytes) {
        switch (property) {
            case "rx-byte", "fp-rx-byte" -> cell.number(bytes.up());
            case "tx-byte", "fp-tx-byte" -> cell.number(bytes.down());
            case "rx-packet" -> cell.number(bytes.up() / UP_PACKET_BYTES);
            case "tx-packet" -> cell.number(bytes.down() / DOWN_PACKET_BYTES);
            case "rx-drop", "tx-drop", "tx-queue-drop", "rx-error", "tx-error" -> cell.number(0);
            default -> {}
        }
    }

    private static final class Dynamic implements Row {
        private final Router router;
        private final Session session;
        private final long now;
        private @Nullable Reading reading;

        Dynamic(Router router, Session session, long now) {
            this.router = router;
            this.session = session;
            this.now = now;
        }

        /// Worked out once, and only for who asks.
        private Reading reading() {
            if (reading == null) {
                reading = session.port().reading(now);
            }
            return reading;
        }

        @Override
        public long id() {
            return session.id();
        }

        @Override
        public String name() {
            return session.name();
        }

        @Override
        public Optional<Given> given() {
            return Optional.of(new Given(session.port(), reading()));
        }

        @Override
        public void read(String property, Cell cell) {
            switch (property) {
                case ".id" -> cell.id(session.id());
                case "name" -> cell.text(session.name());
                case "type" -> cell.text("pppoe-in");
                case "mtu" -> cell.text("1480");
                case "actual-mtu" -> cell.number(1_480);
                case "last-link-up-time" ->
                        cell.text(Texts.time(session.start(), router.version()));
                case "link-downs" -> cell.number(0);
                case "running", "dynamic" -> cell.flag(true);
                case "disabled" -> cell.flag(false);
                default -> counters(property, cell, reading().bytes());
            }
        }
    }

    private record Fixed(Router router, Port port, Reading reading) implements Row {
        Fixed(Router router, Port port, long now) {
            this(router, port, port.counter().reading(now));
        }

        @Override
        public long id() {
            return port.id();
        }

        @Override
        public String name() {
            return port.name();
        }

        @Override
        public long revision() {
            return port.revision();
        }

        @Override
        public Optional<Given> given() {
            return Optional.of(new Given(port.counter(), reading));
        }

        @Override
        public void read(String property, Cell cell) {
            switch (property) {
                case ".id" -> cell.id(port.id());
                case "name", "default-name" -> cell.text(port.name());
                case "type" -> cell.text("ether");
                case "mtu" -> cell.text("1500");
                case "actual-mtu" -> cell.number(1_500);
                case "mac-address" -> cell.text(port.mac());
                case "last-link-up-time" ->
                        cell.text(Texts.time(router.boot(reading.timeMillis()), router.version()));
                case "link-downs" -> cell.number(0);
                case "running" -> cell.flag(true);
                case "disabled" -> cell.flag(false);
                case "comment" -> router.comment(port.comment()).ifPresent(cell::text);
                default -> counters(property, cell, reading.bytes());
            }
        }
    }
}
