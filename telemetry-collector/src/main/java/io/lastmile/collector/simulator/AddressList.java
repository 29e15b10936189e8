package io.lastmile.collector.simulator;

import io.lastmile.collector.routeros.Field;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// `/ip/firewall/address-list`. An entry with a timeout is dynamic and leaves by itself. Guarded by
/// its router's lock.
final class AddressList implements Menu {
    private static final List<Field> PROPERTIES =
            Menu.fields(
                    ".id",
                    "list",
                    "address",
                    "creation-time",
                    "timeout",
                    "dynamic",
                    "disabled",
                    "comment");
    private static final long FOREVER = Long.MAX_VALUE;
    private static final Pattern SPAN =
            Pattern.compile(
                    "(?:(\\d{1,4})w)?(?:(\\d{1,4})d)?(?:(\\d{1,6})h)?(?:(\\d{1,6})m)?"
                            + "(?:(\\d{1,9})s)?");

    private final Router router;
    private final List<Entry> entries = new ArrayList<>();
    private long nextId = 1;

    AddressList(Router router) {
        this.router = router;
    }

    /// Adds that many entries at once, for tables of any length.
    void grow(int count, long now) {
        for (int i = 0; i < count; i++) {
            long id = nextId++;
            String address = "100.%d.%d.%d".formatted(64 + (id >>> 16), id >>> 8 & 255, id & 255);
            entries.add(new Entry(id, "bulk", address, now, FOREVER));
        }
    }

    void booted(long boot) {
        entries.removeIf(entry -> entry.until != FOREVER && entry.created < boot);
    }

    @Override
    public List<Field> properties() {
        return PROPERTIES;
    }

    @Override
    public List<Entry> rows(long now) {
        entries.removeIf(entry -> entry.until <= now);
        return List.copyOf(entries);
    }

    @Override
    public Answer add(Map<String, String> values, long now) {
        String list = values.getOrDefault("list", "");
        String address = values.getOrDefault("address", "");
        if (list.isEmpty() || address.isEmpty()) {
            return new Answer.Trap(0, "missing value(s) of argument(s) list address");
        }
        boolean known =
                rows(now).stream()
                        .anyMatch(row -> row.list.equals(list) && row.address.equals(address));
        if (known) {
            return Answer.failure("already have such entry");
        }
        Entry entry = new Entry(nextId++, list, address, now, FOREVER);
        for (Map.Entry<String, String> value : values.entrySet()) {
            if (set(entry, value.getKey(), value.getValue(), now) instanceof Answer.Trap trap) {
                return trap;
            }
        }
        entries.add(entry);
        entries.sort(Comparator.comparingLong(Entry::id));
        return Answer.done(entry.id);
    }

    @Override
    public Answer set(Row row, String property, String value, long now) {
        Entry entry = (Entry) row;
        switch (property) {
            case "list" -> entry.list = value;
            case "address" -> entry.address = value;
            case "comment" -> entry.comment = value;
            case "timeout" -> {
                long span = spanMillis(value);
                if (span < 0) {
                    return Answer.badValue("timeout");
                }
                entry.until = span == 0 ? FOREVER : now + span;
            }
            case "disabled" -> {
                if (!Menu.isFlag(value)) {
                    return Answer.badValue("disabled");
                }
                entry.disabled = Menu.isYes(value);
            }
            default -> {
                return Answer.unknownParameter();
            }
        }
        entry.revision++;
        return Answer.DONE;
    }

    @Override
    public Answer unset(Row row, String property, long now) {
        return property.equals("comment")
                ? set(row, "comment", "", now)
                : Answer.badValue("value-name");
    }

    @Override
    public Answer remove(Row row, long now) {
        entries.remove((Entry) row);
        return Answer.DONE;
    }

    /// Below 0 where it is no time span.
    private static long spanMillis(String text) {
        var span = SPAN.matcher(text);
        if (text.isEmpty() || !span.matches()) {
            return -1;
        }
        long[] seconds = {604_800, 86_400, 3_600, 60, 1};
        long sum = 0;
        for (int i = 0; i < seconds.length; i++) {
            String count = span.group(i + 1);
            sum += count == null ? 0 : Long.parseLong(count) * seconds[i];
        }
        return sum * 1_000;
    }

    private final class Entry implements Row {
        private final long id;
        private final long created;
        private String list;
        private String address;
        private String comment = "";
        private long until;
        private boolean disabled;
        private long revision;

        Entry(long id, String list, String address, long created, long until) {
            this.id = id;
            this.list = list;
            this.address = address;
            this.created = created;
            this.until = until;
        }

        @Override
        public long id() {
            return id;
        }

        @Override
        public long revision() {
            return revision;
        }

        @Override
        public void read(String property, Cell cell) {
            switch (property) {
                case ".id" -> cell.id(id);
                case "list" -> cell.text(list);
                case "address" -> cell.text(address);
                case "creation-time" -> cell.text(Texts.time(created, router.version()));
                case "timeout" -> {
                    if (until != FOREVER) {
                        cell.span(until - router.now());
                    }
                }
                case "dynamic" -> cell.flag(until != FOREVER);
                case "disabled" -> cell.flag(disabled);
                case "comment" -> router.comment(comment).ifPresent(cell::text);
                default -> {}
            }
        }
    }
}
