package io.lastmile.collector.simulator;

import io.lastmile.collector.routeros.Field;
import java.util.List;

/// `/ppp/active`: who is online. Removing a row ends the session; the customer's equipment dials
/// again.
record ActiveMenu(Router router) implements Menu {
    private static final List<Field> PROPERTIES =
            Menu.fields(
                    ".id",
                    "name",
                    "service",
                    "caller-id",
                    "address",
                    "uptime",
                    "encoding",
                    "session-id",
                    "limit-bytes-in",
                    "limit-bytes-out",
                    "radius");

    @Override
    public List<Field> properties() {
        return PROPERTIES;
    }

    @Override
    public List<Active> rows(long now) {
        return router.ppp().online(now).stream()
                .map(line -> line.live().map(session -> new Active(line, session, now)))
                .flatMap(java.util.Optional::stream)
                .toList();
    }

    @Override
    public boolean stamped() {
        return true;
    }

    @Override
    public Answer remove(Row row, long now) {
        router.ppp().kick(((Active) row).line, now, "admin request");
        return Answer.DONE;
    }

    record Active(Subscriber line, Session session, long now) implements Row {
        @Override
        public long id() {
            return session.activeId();
        }

        @Override
        public String name() {
            return line.secret().name();
        }

        @Override
        public void read(String property, Cell cell) {
            switch (property) {
                case ".id" -> cell.id(session.activeId());
                case "name" -> cell.text(line.secret().name());
                case "service" -> cell.text("pppoe");
                case "caller-id" -> cell.text(line.dialler().mac());
                case "address" -> cell.text(line.address());
                case "uptime" -> cell.span(now - session.start());
                case "encoding" -> cell.text("");
                case "session-id" -> cell.text(sessionId());
                case "limit-bytes-in", "limit-bytes-out" -> cell.number(0);
                case "radius" -> cell.flag(false);
                default -> {}
            }
        }

        /// `0x81` and 24 bits that differ among a router's sessions.
        private String sessionId() {
            long folded = session.id() ^ session.id() >>> 24 ^ session.id() >>> 48;
            return "0x81%06x".formatted(folded & 0xFFFFFF);
        }
    }
}
