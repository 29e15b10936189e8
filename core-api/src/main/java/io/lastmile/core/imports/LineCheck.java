package io.lastmile.core.imports;

import io.lastmile.core.customers.Customer;
import io.lastmile.core.customers.CustomerBook;
import io.lastmile.core.lines.Line;
import io.lastmile.core.lines.LineBook;
import io.lastmile.core.lines.LineDraft;
import io.lastmile.core.platform.Body;
import io.lastmile.core.platform.Fault;
import io.lastmile.core.platform.Fields;
import io.lastmile.core.platform.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// One file of lines on its way through the check.
final class LineCheck {
    /// How a file names what a line belongs to.
    record Names(CustomerBook customers, Supplier<Map<String, Integer>> plans) {}

    private final Table table;
    private final Findings findings;
    private final LineBook book;
    private final Names names;
    private final Map<String, Integer> plans;
    private final Map<String, Integer> routers;
    private final Base base = new Base();
    private final Map<String, Integer> seen = new HashMap<>();
    private final List<LineDraft> added = new ArrayList<>();
    private final List<LineBook.Change> changed = new ArrayList<>();
    private Set<Integer> kept = Set.of();
    private int same;

    LineCheck(Table table, Findings findings, LineBook book, Names names) {
        this.table = table;
        this.findings = findings;
        this.book = book;
        this.names = names;
        this.plans = names.plans().get();
        this.routers = book.routers();
    }

    Checked run() {
        List<Table.Line> lines = table.lines();
        for (int from = 0; from < lines.size(); from += Sheet.BATCH) {
            batch(lines.subList(from, Math.min(from + Sheet.BATCH, lines.size())));
        }
        return new Checked(
                new Stored.Counts(added.size(), changed.size(), same, findings.refused()),
                findings.all(),
                base.hash(),
                this::write);
    }

    /// A line as cells, without the names of what it belongs to.
    static Map<String, String> cells(Line line) {
        Map<String, String> cells = new HashMap<>();
        cells.put("name", line.name());
        cells.put("source", Fields.nameOf(line.source()));
        cells.put("label", line.label());
        cells.put("address", line.address());
        cells.put("area", line.area());
        line.rateBps().ifPresent(rate -> cells.put("rateBps", "" + rate));
        cells.values().removeIf(String::isEmpty);
        return cells;
    }

    private void batch(List<Table.Line> lines) {
        List<Map<String, String>> rows = lines.stream().map(this::mended).toList();
        Map<String, List<Line>> byName =
                book
                        .byName(rows.stream().map(row -> row.getOrDefault("name", "")).toList())
                        .stream()
                        .collect(Collectors.groupingBy(Line::name));
        kept = book.kept(byName.values().stream().flatMap(List::stream).toList());
        Map<String, List<Customer>> people = people(rows);
        for (int i = 0; i < lines.size(); i++) {
            row(lines.get(i).number(), rows.get(i), byName, people);
        }
    }

    private Map<String, String> mended(Table.Line line) {
        Map<String, String> values = table.values(line);
        Mending mending = new Mending(table, findings, line.number(), values);
        mending.mobile("mobile");
        mending.mobile("customer");
        mending.figures("rateBps");
        values.computeIfPresent("source", (_, word) -> word.toLowerCase(Locale.ROOT));
        return values;
    }

    /// Customers by number and by mobile.
    private Map<String, List<Customer>> people(List<Map<String, String>> rows) {
        Map<String, List<Customer>> people = new HashMap<>();
        names.customers()
                .byNumber(rows.stream().map(LineCheck::number).distinct().toList())
                .forEach(c -> people.put(c.number(), List.of(c)));
        names.customers()
                .byMobile(rows.stream().map(LineCheck::mobile).distinct().toList())
                .forEach(c ->
                        people.computeIfAbsent(c.person().mobile(), _ -> new ArrayList<>()).add(c));
        return people;
    }

    private static String number(Map<String, String> row) {
        return Naming.number(row.get("customer"));
    }

    /// In its own column, or where the customer's number is expected.
    private static String mobile(Map<String, String> row) {
        String own = Naming.international(row.get("mobile"));
        return own.isEmpty() ? Naming.international(row.get("customer")) : own;
    }

    private void row(
            int row,
            Map<String, String> cells,
            Map<String, List<Line>> byName,
            Map<String, List<Customer>> people) {
        resolve(row, cells, "router", routers, "the name of a router, or none for any");
        resolve(row, cells, "plan", plans, "the name of a plan that is sold");
        customer(row, cells, people);
        String source = cells.getOrDefault("source", "");
        List<Line> named =
                byName.getOrDefault(cells.getOrDefault("name", ""), List.of()).stream()
                        .filter(line ->
                                source.isEmpty() || source.equals(Fields.nameOf(line.source())))
                        .toList();
        Optional<Line> there = there(row, cells, named);
        String key =
                there.map(line -> "id " + line.id())
                        .orElseGet(
                                () -> cells.get("name") + "\0" + cells.getOrDefault("router", ""));
        Integer before = seen.putIfAbsent(key, row);
        if (before != null) {
            refuse(row, "name", "the same line as row " + before, "each one once");
        }
        Map<String, String> values =
                Overlay.over(there.map(LineCheck::whole).orElse(Map.of()), cells);
        Overlay.read(Body.formOf(values), LineDraft::read, table, new Overlay.Row(row, findings))
                .filter(draft -> there.filter(line -> keeps(row, line, draft)).isEmpty())
                .ifPresent(draft -> take(draft, there));
    }

    /// A plan with a running subscription is changed there, unless the line goes to another one.
    private boolean keeps(int row, Line line, LineDraft draft) {
        boolean other = draft.plan() != line.plan().orElse(0);
        boolean same = draft.customer() == line.customer().orElse(0);
        boolean keeps = other && same && kept.contains(line.id());
        if (keeps) {
            refuse(
                    row,
                    "plan",
                    "another plan than its subscription has",
                    "the plan as it is: it is changed at the subscription");
        }
        return keeps;
    }

    /// The line that a row means. The same PPPoE id at another router is another customer's: a row
    /// that names its router never takes that line from there.
    private Optional<Line> there(int row, Map<String, String> cells, List<Line> named) {
        String router = cells.getOrDefault("router", "");
        Optional<Line> exact = at(router, named);
        if (!router.isEmpty() && !router.equals("-")) {
            return exact.or(() -> at("", named));
        }
        if (exact.isPresent() || named.size() <= 1) {
            return exact.or(() -> named.stream().findFirst());
        }
        refuse(
                row,
                "router",
                named.size() + " lines have this id",
                "the router of the one that is meant");
        return Optional.empty();
    }

    /// The one of a router, or of any where none is named.
    private static Optional<Line> at(String router, List<Line> named) {
        return named.stream()
                .filter(line -> router.equals(line.router().map(id -> "" + id).orElse("")))
                .findFirst();
    }

    /// With ids for names, as the draft is read.
    private static Map<String, String> whole(Line line) {
        Map<String, String> cells = cells(line);
        line.router().ifPresent(id -> cells.put("router", "" + id));
        line.customer().ifPresent(id -> cells.put("customer", "" + id));
        line.plan().ifPresent(id -> cells.put("plan", "" + id));
        return cells;
    }

    private void resolve(
            int row,
            Map<String, String> cells,
            String field,
            Map<String, Integer> known,
            String what) {
        String word = cells.getOrDefault(field, "");
        if (word.isEmpty() || word.equals("-")) {
            return;
        }
        Integer id = known.get(word.toLowerCase(Locale.ROOT));
        if (id == null) {
            refuse(row, field, word, what);
            cells.remove(field);
        } else {
            cells.put(field, "" + id);
        }
    }

    private void customer(int row, Map<String, String> cells, Map<String, List<Customer>> people) {
        String word = cells.getOrDefault("customer", "");
        String mobile = mobile(cells);
        String typed = word.isEmpty() ? cells.getOrDefault("mobile", "") : word;
        cells.remove("mobile");
        if (typed.isEmpty() || typed.equals("-")) {
            return;
        }
        String number = Naming.number(word);
        List<Customer> found =
                people.getOrDefault(people.containsKey(number) ? number : mobile, List.of());
        cells.remove("customer");
        if (found.size() > 1) {
            refuse(
                    row,
                    "mobile",
                    typed + " belongs to " + found.size() + " customers",
                    "the customer number of the one that is meant");
        } else if (found.isEmpty() || found.getFirst().closed().isPresent()) {
            refuse(
                    row,
                    word.isEmpty() ? "mobile" : "customer",
                    typed,
                    "number or mobile of a customer who is there and not closed");
        } else {
            cells.put("customer", "" + found.getFirst().id());
        }
    }

    private void refuse(int row, String field, String found, String expected) {
        findings.add(Finding.refused(row, table.header(field), found, expected));
    }

    private void take(LineDraft draft, Optional<Line> there) {
        base.add(draft.router(), draft.customer(), draft.plan());
        if (there.isEmpty()) {
            added.add(draft);
            return;
        }
        Line line = there.get();
        base.add(line.id(), line.version());
        if (LineBook.draft(line).equals(draft)) {
            same++;
        } else {
            changed.add(new LineBook.Change(line.id(), line.version(), draft));
        }
    }

    private void write() {
        long written = 0;
        for (int from = 0; from < added.size(); from += Sheet.BATCH) {
            written += book.settle(added.subList(from, Math.min(from + Sheet.BATCH, added.size())));
        }
        for (int from = 0; from < changed.size(); from += Sheet.BATCH) {
            written +=
                    book.change(
                            changed.subList(from, Math.min(from + Sheet.BATCH, changed.size())));
        }
        long wanted = added.size() + (long) changed.size();
        if (written != wanted) {
            throw Problem.conflict(
                            new Fault(
                                    "file",
                                    (wanted - written) + " lines changed meanwhile",
                                    "the file checked again"))
                    .refusal();
        }
    }
}
