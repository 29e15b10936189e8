package io.lastmile.core.imports;

import io.lastmile.core.customers.Customer;
import io.lastmile.core.customers.CustomerBook;
import io.lastmile.core.customers.CustomerDraft;
import io.lastmile.core.customers.IdentityBook;
import io.lastmile.core.platform.Body;
import io.lastmile.core.platform.Database;
import io.lastmile.core.platform.Fault;
import io.lastmile.core.platform.Outbox;
import io.lastmile.core.platform.Permission;
import io.lastmile.core.platform.Problem;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Customers. One is known again by the customer number, without one by mobile number and name.
final class CustomerSheet implements Sheet {
    private final Database database;
    private final CustomerBook book;
    private final IdentityBook identities;
    private final Outbox outbox;
    private final Supplier<LocalDate> today;
    private final ZoneId zone;

    CustomerSheet(Ground ground, Supplier<LocalDate> today) {
        this.database = ground.database();
        this.book = ground.customers();
        this.identities = ground.identities();
        this.outbox = ground.outbox();
        this.today = today;
        this.zone = ground.zone();
    }

    /// What it reads and writes.
    record Ground(
            Database database,
            CustomerBook customers,
            IdentityBook identities,
            Outbox outbox,
            ZoneId zone) {}

    @Override
    public String word() {
        return "customers";
    }

    @Override
    public Permission permission() {
        return Permission.CUSTOMERS_IMPORT;
    }

    @Override
    public List<Column> columns() {
        return CustomerCells.COLUMNS;
    }

    @Override
    public Checked check(Table table, Findings findings, String fileName) {
        return new Check(table, findings).run();
    }

    /// One file's way through the check.
    private final class Check {
        private final Table table;
        private final Findings findings;
        private final Base base = new Base();
        private final Map<String, Integer> seen = new HashMap<>();
        private final List<CustomerDraft> added = new ArrayList<>();
        private final List<CustomerBook.Change> changed = new ArrayList<>();

        /// NIDs by the place among the added, and by customer.
        private final Map<Integer, String> addedNids = new HashMap<>();

        private final Map<Integer, String> nids = new HashMap<>();
        private int same;

        Check(Table table, Findings findings) {
            this.table = table;
            this.findings = findings;
        }

        Checked run() {
            List<Table.Line> lines = table.lines();
            for (int from = 0; from < lines.size(); from += BATCH) {
                batch(lines.subList(from, Math.min(from + BATCH, lines.size())));
            }
            return new Checked(
                    new Stored.Counts(added.size(), changed.size(), same, findings.refused()),
                    findings.all(),
                    base.hash(),
                    () -> write(added, changed, addedNids, nids));
        }

        private void batch(List<Table.Line> lines) {
            List<Map<String, String>> rows = lines.stream().map(this::mended).toList();
            Map<String, Customer> byNumber = new HashMap<>();
            book.byNumber(rows.stream().map(Check::number).distinct().toList())
                    .forEach(customer -> byNumber.put(customer.number(), customer));
            Map<String, Customer> byPerson = new HashMap<>();
            book.byMobile(
                            rows.stream()
                                    .filter(row -> number(row).isEmpty())
                                    .map(row -> Naming.international(row.get("mobile")))
                                    .distinct()
                                    .toList())
                    .forEach(customer -> byPerson.putIfAbsent(person(customer), customer));
            nids.putAll(otherNids(rows, byNumber, byPerson));
            for (int i = 0; i < lines.size(); i++) {
                row(lines.get(i).number(), rows.get(i), byNumber, byPerson);
            }
        }

        private Map<Integer, String> otherNids(
                List<Map<String, String>> rows,
                Map<String, Customer> byNumber,
                Map<String, Customer> byPerson) {
            Map<Integer, String> wanted = new HashMap<>();
            for (Map<String, String> row : rows) {
                String nid = row.getOrDefault("nid", "");
                there(row, byNumber, byPerson)
                        .filter(_ -> !nid.isEmpty())
                        .ifPresent(customer -> wanted.put(customer.id(), nid));
            }
            wanted.keySet().retainAll(identities.differing(wanted));
            return wanted;
        }

        private static Optional<Customer> there(
                Map<String, String> row,
                Map<String, Customer> byNumber,
                Map<String, Customer> byPerson) {
            String number = number(row);
            return Optional.ofNullable(
                    number.isEmpty() ? byPerson.get(person(row)) : byNumber.get(number));
        }

        private static String person(Map<String, String> row) {
            String mobile = Naming.international(row.get("mobile"));
            return person(mobile, row.getOrDefault("name", ""));
        }

        private Map<String, String> mended(Table.Line line) {
            Map<String, String> values = table.values(line);
            Mending mending = new Mending(table, findings, line.number(), values);
            mending.mobile("mobile");
            mending.date("born");
            mending.nid("nid");
            mending.figures("postcode");
            mending.figures("latitude");
            mending.figures("longitude");
            values.computeIfPresent("gender", (_, word) -> gender(word));
            values.computeIfPresent("tags", (_, words) -> words.replaceAll("[,\\s]+$", ""));
            return values;
        }

        private static String gender(String word) {
            return switch (word.toLowerCase(Locale.ROOT)) {
                case "f", "female", "মহিলা", "নারী" -> "female";
                case "m", "male", "পুরুষ" -> "male";
                case "o", "other", "অন্যান্য" -> "other";
                default -> word;
            };
        }

        private static String number(Map<String, String> row) {
            return Naming.number(row.get("number"));
        }

        private static String person(Customer customer) {
            return person(customer.person().mobile(), customer.person().name());
        }

        private static String person(String mobile, String name) {
            return mobile + "\0" + name.strip().toLowerCase(Locale.ROOT);
        }

        private void row(
                int row,
                Map<String, String> cells,
                Map<String, Customer> byNumber,
                Map<String, Customer> byPerson) {
            String number = number(cells);
            String person = person(cells);
            Optional<Customer> there = there(cells, byNumber, byPerson);
            if (!number.isEmpty() && there.isEmpty()) {
                findings.add(
                        Finding.refused(
                                row,
                                table.header("number"),
                                number,
                                "the number of a customer who is there, or none for a new one"));
            }
            String key = there.map(Customer::number).orElse(person);
            Integer before = seen.putIfAbsent(key, row);
            if (before != null && there.isPresent() || before != null && number.isEmpty()) {
                findings.add(
                        Finding.refused(
                                row, "", "the same customer as row " + before, "each one once"));
            }
            cells.remove("number");
            String nid = Optional.ofNullable(cells.remove("nid")).orElse("");
            draft(row, cells, there).ifPresent(draft -> take(draft, nid, there));
        }

        private Optional<CustomerDraft> draft(
                int row, Map<String, String> cells, Optional<Customer> there) {
            Map<String, String> values =
                    Overlay.over(
                            there.map(c -> CustomerCells.of(CustomerBook.draft(c)))
                                    .orElse(Map.of()),
                            cells);
            there.flatMap(Customer::reseller).ifPresent(id -> values.put("reseller", "" + id));
            return Overlay.read(
                    Body.formOf(values),
                    fields -> CustomerDraft.read(fields, today.get()),
                    table,
                    new Overlay.Row(row, findings));
        }

        private void take(CustomerDraft draft, String nid, Optional<Customer> there) {
            if (there.isEmpty()) {
                base.add("new");
                if (!nid.isEmpty()) {
                    addedNids.put(added.size(), nid);
                }
                added.add(draft);
                return;
            }
            Customer customer = there.get();
            base.add(customer.id(), customer.version());
            Map<String, String> now = CustomerCells.of(CustomerBook.draft(customer));
            if (now.equals(CustomerCells.of(draft)) && !nids.containsKey(customer.id())) {
                same++;
            } else {
                changed.add(new CustomerBook.Change(customer.id(), customer.version(), draft));
            }
        }
    }

    private void write(
            List<CustomerDraft> added,
            List<CustomerBook.Change> changed,
            Map<Integer, String> addedNids,
            Map<Integer, String> nids) {
        Map<Integer, String> numbers = new HashMap<>(nids);
        for (int from = 0; from < added.size(); from += BATCH) {
            List<Integer> ids =
                    book.settle(added.subList(from, Math.min(from + BATCH, added.size())));
            for (int i = 0; i < ids.size(); i++) {
                Optional.ofNullable(addedNids.get(from + i)).ifPresent(put(numbers, ids.get(i)));
            }
        }
        long written = 0;
        for (int from = 0; from < changed.size(); from += BATCH) {
            written += book.change(changed.subList(from, Math.min(from + BATCH, changed.size())));
        }
        if (written != changed.size()) {
            throw Problem.conflict(
                            new Fault(
                                    "file",
                                    (changed.size() - written) + " customers changed meanwhile",
                                    "the file checked again"))
                    .refusal();
        }
        identities.put(numbers);
        outbox.add(new CustomersImported(added.size(), changed.size()));
    }

    private static Consumer<String> put(Map<Integer, String> numbers, int customer) {
        return nid -> numbers.put(customer, nid);
    }

    @Override
    public void export(Consumer<List<String[]>> pages) {
        int after = 0;
        List<CustomerBook.Exported> page;
        do {
            int from = after;
            page = database.read(() -> book.after(from, BATCH));
            pages.accept(page.stream().map(this::cells).toList());
            after = page.isEmpty() ? after : page.getLast().customer().id();
        } while (page.size() == BATCH);
    }

    private String[] cells(CustomerBook.Exported row) {
        Customer customer = row.customer();
        Map<String, String> cells = CustomerCells.of(CustomerBook.draft(customer));
        cells.put("number", customer.number());
        cells.put("nid_last_four", row.nidLastFour());
        cells.put("since", "" + customer.created().atZone(zone).toLocalDate());
        cells.put(
                "closed",
                customer.closed().map(time -> "" + time.atZone(zone).toLocalDate()).orElse(""));
        return CustomerCells.COLUMNS.stream()
                .filter(Column::written)
                .map(column -> cells.getOrDefault(column.field(), ""))
                .toArray(String[]::new);
    }
}
