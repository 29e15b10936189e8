package io.lastmile.collector.simulator;

import io.lastmile.collector.routeros.Field;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// A menu whose rows are what somebody wrote and nothing else: static DHCP leases, hotspot users
/// and their profiles, who is logged in to the hotspot. The first column names a row and is unique.
/// Guarded by its router's lock.
final class PlainMenu implements Menu {
    private static final Pattern IPV4 = Pattern.compile("([0-9]{1,3}[.]){3}[0-9]{1,3}");
    private static final Pattern MAC = Pattern.compile("([0-9A-Fa-f]{2}:){5}[0-9A-Fa-f]{2}");

    /// What a column takes.
    enum Kind {
        TEXT,
        FLAG,
        RATE,
        ADDRESS,
        MAC
    }

    private final Map<String, Kind> columns;
    private final String name;
    private final List<Field> properties = new ArrayList<>(Menu.fields(".id"));
    private final List<Entry> entries = new ArrayList<>();
    private long nextId = 1;

    private PlainMenu(Map<String, Kind> columns) {
        this.columns = columns;
        this.name = columns.keySet().iterator().next();
        columns.keySet().forEach(column -> properties.add(Field.of(column)));
        properties.addAll(Menu.fields("dynamic", "disabled", "comment"));
    }

    static PlainMenu leases() {
        Map<String, Kind> columns = new LinkedHashMap<>();
        columns.put("mac-address", Kind.MAC);
        columns.put("address", Kind.ADDRESS);
        columns.put("server", Kind.TEXT);
        columns.put("rate-limit", Kind.RATE);
        columns.put("block-access", Kind.FLAG);
        return new PlainMenu(columns);
    }

    static PlainMenu hotspotUsers() {
        Map<String, Kind> columns = new LinkedHashMap<>();
        columns.put("name", Kind.TEXT);
        columns.put("password", Kind.TEXT);
        columns.put("profile", Kind.TEXT);
        columns.put("server", Kind.TEXT);
        return new PlainMenu(columns);
    }

    static PlainMenu hotspotProfiles() {
        Map<String, Kind> columns = new LinkedHashMap<>();
        columns.put("name", Kind.TEXT);
        columns.put("rate-limit", Kind.RATE);
        return new PlainMenu(columns);
    }

    /// Sessions and cookies: rows come from [SimulatedRouter], a client may only remove them.
    static PlainMenu hotspotSessions() {
        Map<String, Kind> columns = new LinkedHashMap<>();
        columns.put("user", Kind.TEXT);
        columns.put("address", Kind.ADDRESS);
        columns.put("mac-address", Kind.MAC);
        return new PlainMenu(columns);
    }

    @Override
    public List<Field> properties() {
        return properties;
    }

    @Override
    public List<Entry> rows(long now) {
        return List.copyOf(entries);
    }

    @Override
    public Answer add(Map<String, String> values, long now) {
        String key = values.getOrDefault(name, "");
        if (key.isEmpty()) {
            return new Answer.Trap(0, "missing value(s) of argument(s) " + name);
        }
        if (row(key).isPresent()) {
            return Answer.failure("already have such entry");
        }
        Entry entry = new Entry(nextId++, new LinkedHashMap<>());
        for (Map.Entry<String, String> value : values.entrySet()) {
            if (write(entry, value.getKey(), value.getValue()) instanceof Answer.Trap trap) {
                return trap;
            }
        }
        entries.add(entry);
        return Answer.done(entry.id);
    }

    @Override
    public Answer set(Row row, String property, String value, long now) {
        if (property.equals(name) && row(value).filter(other -> other != row).isPresent()) {
            return Answer.failure("already have such entry");
        }
        return write((Entry) row, property, value);
    }

    @Override
    public Answer unset(Row row, String property, long now) {
        return property.equals(name)
                ? Answer.badValue("value-name")
                : write((Entry) row, property, "");
    }

    @Override
    public Answer remove(Row row, long now) {
        entries.remove((Entry) row);
        return Answer.DONE;
    }

    private Optional<Entry> row(String key) {
        return entries.stream().filter(entry -> entry.name().equalsIgnoreCase(key)).findFirst();
    }

    private Answer write(Entry entry, String property, String value) {
        Kind kind =
                switch (property) {
                    case "disabled" -> Kind.FLAG;
                    case "comment" -> Kind.TEXT;
                    default -> columns.get(property);
                };
        if (kind == null) {
            return Answer.unknownParameter();
        }
        if (!takes(kind, value)) {
            return Answer.badValue(property);
        }
        entry.values.put(property, kind == Kind.FLAG ? flag(value) : value);
        return Answer.DONE;
    }

    private static String flag(String value) {
        return Menu.isYes(value) ? "true" : "false";
    }

    private static boolean takes(Kind kind, String value) {
        return switch (kind) {
            case TEXT -> true;
            case FLAG -> Menu.isFlag(value);
            case RATE -> value.isEmpty() || RateLimit.parse(value).isPresent();
            case ADDRESS -> value.isEmpty() || IPV4.matcher(value).matches();
            case MAC -> MAC.matcher(value).matches();
        };
    }

    final class Entry implements Row {
        private final long id;
        private final Map<String, String> values;

        Entry(long id, Map<String, String> values) {
            this.id = id;
            this.values = values;
        }

        @Override
        public long id() {
            return id;
        }

        @Override
        public String name() {
            return values.getOrDefault(name, "");
        }

        boolean disabled() {
            return values.getOrDefault("disabled", "false").equals("true");
        }

        @Override
        public long revision() {
            return values.hashCode();
        }

        @Override
        public void read(String property, Cell cell) {
            switch (property) {
                case ".id" -> cell.id(id);
                case "dynamic" -> cell.flag(false);
                case "disabled" -> cell.flag(disabled());
                default -> {
                    String value = values.getOrDefault(property, "");
                    if (!value.isEmpty()) {
                        cell.text(value);
                    }
                }
            }
        }
    }
}
