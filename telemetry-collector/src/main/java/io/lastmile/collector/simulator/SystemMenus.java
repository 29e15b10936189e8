package io.lastmile.collector.simulator;

import io.lastmile.collector.routeros.Field;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/// `/system/resource`, `/system/identity` and `/system/clock`: one row each, without an id.
final class SystemMenus {
    private static final List<Field> RESOURCE =
            Menu.fields(
                    "uptime",
                    "version",
                    "build-time",
                    "factory-software",
                    "free-memory",
                    "total-memory",
                    "cpu",
                    "cpu-count",
                    "cpu-frequency",
                    "cpu-load",
                    "free-hdd-space",
                    "total-hdd-space",
                    "write-sect-since-reboot",
                    "write-sect-total",
                    "bad-blocks",
                    "architecture-name",
                    "board-name",
                    "platform");
    private static final List<Field> IDENTITY = Menu.fields("name");
    private static final List<Field> CLOCK =
            Menu.fields(
                    "time",
                    "date",
                    "time-zone-autodetect",
                    "time-zone-name",
                    "gmt-offset",
                    "dst-active");
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);
    private static final long MEMORY_BYTES = 1L << 30;
    private static final long DISK_BYTES = 128L << 20;

    private SystemMenus() {}

    private record Single(List<Field> properties, Row row) implements Menu {
        @Override
        public List<Row> rows(long now) {
            return List.of(row);
        }
    }

    static Menu resource(Router router) {
        return new Single(RESOURCE, new Resource(router));
    }

    static Menu clock(Router router) {
        return new Single(CLOCK, new WallClock(router));
    }

    static Menu identity(Router router) {
        return new Identity(router);
    }

    private record Resource(Router router) implements Row {
        @Override
        public long id() {
            return 0;
        }

        @Override
        public void read(String property, Cell cell) {
            long now = router.now();
            switch (property) {
                case "uptime" -> cell.span(now - router.boot(now));
                case "version" -> cell.text(router.version() + " (stable)");
                case "build-time" -> cell.text("2024-11-26 12:09:40");
                case "factory-software" -> cell.text("6.44");
                case "free-memory" -> cell.number(MEMORY_BYTES - (200L << 20));
                case "total-memory" -> cell.number(MEMORY_BYTES);
                case "cpu" -> cell.text("ARM64");
                case "cpu-count" -> cell.number(4);
                case "cpu-frequency" -> cell.number(1_400);
                case "cpu-load" -> cell.number(router.cpuLoad(now));
                case "free-hdd-space" -> cell.number(DISK_BYTES - (40L << 20));
                case "total-hdd-space" -> cell.number(DISK_BYTES);
                case "write-sect-since-reboot" -> cell.number((now - router.boot(now)) / 60_000);
                case "write-sect-total" -> cell.number(now / 60_000);
                case "bad-blocks" -> cell.number(0);
                case "architecture-name" -> cell.text("arm64");
                case "board-name" -> cell.text("CCR2004-16G-2S+");
                case "platform" -> cell.text("MikroTik");
                default -> {}
            }
        }
    }

    private record WallClock(Router router) implements Row {
        @Override
        public long id() {
            return 0;
        }

        @Override
        public void read(String property, Cell cell) {
            long shown = router.now() + 1_000 * router.faults().value(Fault.CLOCK_SKEW, 0);
            switch (property) {
                case "time" -> cell.text(TIME.format(Texts.local(shown)));
                case "date" -> cell.text(Texts.time(shown, router.version()).split(" ", -1)[0]);
                case "time-zone-autodetect" -> cell.flag(true);
                case "time-zone-name" -> cell.text("Asia/Dhaka");
                case "gmt-offset" -> cell.text("+06:00");
                case "dst-active" -> cell.flag(false);
                default -> {}
            }
        }
    }

    private record Identity(Router router) implements Menu, Row {
        @Override
        public List<Field> properties() {
            return IDENTITY;
        }

        @Override
        public List<Row> rows(long now) {
            return List.of(this);
        }

        @Override
        public Answer set(Row row, String property, String value, long now) {
            if (!property.equals("name")) {
                return Answer.unknownParameter();
            }
            router.identity(value);
            return Answer.DONE;
        }

        @Override
        public long id() {
            return 0;
        }

        @Override
        public void read(String property, Cell cell) {
            if (property.equals("name")) {
                cell.text(router.identity());
            }
        }
    }
}
