package io.lastmile.collector.simulator;

import io.lastmile.collector.routeros.Field;
import java.util.List;

/// `/log`, oldest first.
record LogMenu(Router router) implements Menu {
    private static final List<Field> PROPERTIES = Menu.fields(".id", "time", "topics", "message");

    @Override
    public List<Field> properties() {
        return PROPERTIES;
    }

    @Override
    public List<Line> rows(long now) {
        router.sessions(now);
        return router.log().entries().stream().map(entry -> new Line(router, entry)).toList();
    }

    @Override
    public boolean reportsDead() {
        return false;
    }

    record Line(Router router, LogEntry entry) implements Row {
        @Override
        public long id() {
            return entry.id();
        }

        @Override
        public void read(String property, Cell cell) {
            switch (property) {
                case ".id" -> cell.id(entry.id());
                case "time" -> cell.text(Texts.time(entry.timeMillis(), router.version()));
                case "topics" -> cell.text(entry.topics());
                case "message" -> cell.text(entry.message());
                default -> {}
            }
        }
    }
}
