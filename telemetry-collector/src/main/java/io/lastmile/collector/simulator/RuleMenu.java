package io.lastmile.collector.simulator;

import io.lastmile.collector.routeros.Field;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// `/ip/firewall/filter`: rules that are kept and shown; no packet meets them. Guarded by its
/// router's lock.
final class RuleMenu implements Menu {
    private static final List<Field> PROPERTIES =
            Menu.fields(
                    ".id",
                    "chain",
                    "action",
                    "src-address",
                    "dst-address",
                    "src-address-list",
                    "dst-address-list",
                    "protocol",
                    "dst-port",
                    "connection-state",
                    "reject-with",
                    "log",
                    "log-prefix",
                    "bytes",
                    "packets",
                    "invalid",
                    "dynamic",
                    "disabled",
                    "comment");
    private static final Set<String> READ_ONLY =
            Set.of(".id", "bytes", "packets", "invalid", "dynamic");

    private final List<Rule> rules = new ArrayList<>();
    private long nextId = 1;

    @Override
    public List<Field> properties() {
        return PROPERTIES;
    }

    @Override
    public List<Rule> rows(long now) {
        return List.copyOf(rules);
    }

    @Override
    public Answer add(Map<String, String> values, long now) {
        Rule rule = new Rule(nextId++);
        for (Map.Entry<String, String> value : values.entrySet()) {
            if (set(rule, value.getKey(), value.getValue(), now) instanceof Answer.Trap trap) {
                return trap;
            }
        }
        rules.add(rule);
        return Answer.done(rule.id);
    }

    @Override
    public Answer set(Row row, String property, String value, long now) {
        boolean known = PROPERTIES.stream().anyMatch(field -> field.name().equals(property));
        if (!known || READ_ONLY.contains(property)) {
            return Answer.unknownParameter();
        }
        ((Rule) row).values.put(property, value);
        return Answer.DONE;
    }

    @Override
    public Answer unset(Row row, String property, long now) {
        ((Rule) row).values.remove(property);
        return Answer.DONE;
    }

    @Override
    public Answer remove(Row row, long now) {
        rules.remove((Rule) row);
        return Answer.DONE;
    }

    private static final class Rule implements Row {
        private final long id;
        private final Map<String, String> values = new LinkedHashMap<>();

        Rule(long id) {
            this.id = id;
        }

        @Override
        public long id() {
            return id;
        }

        @Override
        public long revision() {
            return values.hashCode();
        }

        @Override
        public void read(String property, Cell cell) {
            switch (property) {
                case ".id" -> cell.id(id);
                case "bytes", "packets" -> cell.text("0");
                case "log", "invalid", "dynamic", "disabled" ->
                        cell.flag(Menu.isYes(values.getOrDefault(property, "no")));
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
