package io.lastmile.collector.simulator;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// The commands that change rows: which rows they mean, and what may go wrong before anything is
/// changed. Hold the router's lock.
final class Editor {
    private static final String ID = ".id";
    private static final String NUMBERS = "numbers";

    private final Router router;

    Editor(Router router) {
        this.router = router;
    }

    Answer edit(Menu menu, Request request) {
        long now = router.now();
        // Sessions that are due dial in with what was configured until now.
        router.sessions(now);
        return switch (request.verb()) {
            case "add" -> add(menu, request, now);
            case "set" -> set(menu, request, changes(request), now);
            case "enable" -> set(menu, request, Map.of("disabled", "no"), now);
            case "disable" -> set(menu, request, Map.of("disabled", "yes"), now);
            case "unset" -> unset(menu, request, now);
            case "remove" -> each(menu, request, now, row -> menu.remove(row, now));
            case "reset-counters" -> each(menu, request, now, row -> menu.resetCounters(row, now));
            case "reset-counters-all" -> all(menu.rows(now), row -> menu.resetCounters(row, now));
            default -> Answer.noSuchCommand();
        };
    }

    private static Answer add(Menu menu, Request request, long now) {
        return request.has(ID) ? Answer.unknownParameter() : menu.add(request.attributes(), now);
    }

    private static Map<String, String> changes(Request request) {
        Map<String, String> changes = new LinkedHashMap<>(request.attributes());
        changes.remove(ID);
        changes.remove(NUMBERS);
        return changes;
    }

    private Answer set(Menu menu, Request request, Map<String, String> changes, long now) {
        Function<Row, Answer> change =
                row -> {
                    for (Map.Entry<String, String> value : changes.entrySet()) {
                        Answer answer = menu.set(row, value.getKey(), value.getValue(), now);
                        if (answer instanceof Answer.Trap) {
                            return answer;
                        }
                    }
                    return Answer.DONE;
                };
        boolean single = menu.properties().stream().noneMatch(field -> field.name().equals(ID));
        return single ? all(menu.rows(now), change) : each(menu, request, now, change);
    }

    private Answer unset(Menu menu, Request request, long now) {
        String property = request.value("value-name");
        return each(menu, request, now, row -> menu.unset(row, property, now));
    }

    private static Answer each(Menu menu, Request request, long now, Function<Row, Answer> change) {
        String wanted = request.has(ID) ? request.value(ID) : request.value(NUMBERS);
        if (wanted.isEmpty()) {
            return new Answer.Trap(0, "missing value(s) of argument(s) numbers");
        }
        Optional<List<Row>> rows = meant(menu.rows(now), wanted);
        return rows.map(found -> all(found, change)).orElseGet(Answer::noSuchItem);
    }

    private static Answer all(List<? extends Row> rows, Function<Row, Answer> change) {
        for (Row row : List.copyOf(rows)) {
            Answer answer = change.apply(row);
            if (answer instanceof Answer.Trap) {
                return answer;
            }
        }
        return Answer.DONE;
    }

    /// The rows that a comma list of ids and names means, or nothing if one is not there. A name
    /// may itself hold a comma.
    private static Optional<List<Row>> meant(List<? extends Row> rows, String wanted) {
        Optional<Row> whole = row(rows, wanted);
        if (whole.isPresent()) {
            return whole.map(List::of);
        }
        List<Row> found = new ArrayList<>();
        for (String word : wanted.split(",", -1)) {
            Optional<Row> row = row(rows, word);
            if (row.isEmpty()) {
                return Optional.empty();
            }
            found.add(row.get());
        }
        return Optional.of(found);
    }

    private static Optional<Row> row(List<? extends Row> rows, String word) {
        for (Row row : rows) {
            boolean byId = word.startsWith("*") && word.equalsIgnoreCase(Texts.id(row.id()));
            if (byId || !word.isEmpty() && word.equals(row.name())) {
                return Optional.of(row);
            }
        }
        return Optional.empty();
    }
}
