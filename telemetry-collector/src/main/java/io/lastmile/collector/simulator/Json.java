package io.lastmile.collector.simulator;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Writes the answers of [Control]: objects, lists, numbers, booleans and strings on one line, in
/// plain ASCII.
final class Json {
    private Json() {}

    /// `name, value, name, value ...` in that order.
    static Map<String, Object> object(Object... namesAndValues) {
        Map<String, Object> object = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            object.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return object;
    }

    static String text(Object value) {
        return switch (value) {
            case Map<?, ?> object ->
                    object.entrySet().stream()
                            .map(e -> quoted(e.getKey().toString()) + ":" + text(e.getValue()))
                            .collect(Collectors.joining(",", "{", "}"));
            case Collection<?> list ->
                    list.stream().map(Json::text).collect(Collectors.joining(",", "[", "]"));
            case Number number -> number.toString();
            case Boolean flag -> flag.toString();
            default -> quoted(value.toString());
        };
    }

    private static String quoted(String text) {
        StringBuilder out = new StringBuilder(text.length() + 2).append('"');
        for (char c : text.toCharArray()) {
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < ' ' || c > '~') {
                out.append("\\u%04x".formatted((int) c));
            } else {
                out.append(c);
            }
        }
        return out.append('"').toString();
    }

    static Map<String, Object> router(SimulatedRouter router) {
        Map<String, Object> object =
                object(
                        "name", router.name(),
                        "area", router.area(),
                        "version", router.version(),
                        "host", router.host(),
                        "port", router.port());
        router.tlsPort().ifPresent(port -> object.put("tlsPort", port));
        object.put("fingerprint", router.fingerprint());
        object.put("accounts", router.accounts().stream().map(Json::account).toList());
        object.put("faults", router.faults().stream().map(Fault::word).sorted().toList());
        return object;
    }

    private static Map<String, Object> account(Account account) {
        return object(
                "name", account.name(),
                "password", account.password(),
                "write", account.write());
    }

    static Map<String, Object> line(DemoLine line) {
        return object(
                "name", line.name(),
                "label", line.label(),
                "area", line.area(),
                "router", line.router(),
                "downBps", line.downBps(),
                "upBps", line.upBps(),
                "queue", line.queue());
    }

    static Map<String, Object> life(Life life) {
        Map<String, Object> object =
                object(
                        "router", life.router(),
                        "bootMillis", life.bootMillis(),
                        "table", life.table().path(),
                        "id", Texts.id(life.id()),
                        "name", life.name(),
                        "startMillis", life.startMillis(),
                        "carried", bytes(life.carried()),
                        "reportedTotal", bytes(life.reportedTotal()));
        life.endMillis().ifPresent(end -> object.put("endMillis", end));
        life.reported().ifPresent(last -> object.put("reported", bytes(last.bytes())));
        object.put("readings", life.readings().stream().map(Json::reading).toList());
        return object;
    }

    private static List<Long> bytes(Bytes bytes) {
        return List.of(bytes.down(), bytes.up());
    }

    /// Time, down, up, segment.
    private static List<Long> reading(Reading reading) {
        Bytes bytes = reading.bytes();
        return List.of(reading.timeMillis(), bytes.down(), bytes.up(), (long) reading.segment());
    }
}
