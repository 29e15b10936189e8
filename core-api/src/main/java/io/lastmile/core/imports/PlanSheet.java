package io.lastmile.core.imports;

import io.lastmile.core.plans.Plan;
import io.lastmile.core.plans.PlanDraft;
import io.lastmile.core.plans.Plans;
import io.lastmile.core.platform.Body;
import io.lastmile.core.platform.Database;
import io.lastmile.core.platform.Fields;
import io.lastmile.core.platform.Permission;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Plans that are sold, known again by the name that they have now. A change is a new version that
/// holds at once, or when the plan begins; what is planned stands.
final class PlanSheet implements Sheet {
    private static final int ROWS_MAX = 2_000;

    private final Database database;
    private final Plans plans;
    private final Supplier<PlanDraft.Today> today;

    private record Change(Plan plan, PlanDraft draft) {}

    PlanSheet(Database database, Plans plans, Supplier<PlanDraft.Today> today) {
        this.database = database;
        this.plans = plans;
        this.today = today;
    }

    @Override
    public String word() {
        return "plans";
    }

    @Override
    public Permission permission() {
        return Permission.PLANS_CHANGE;
    }

    @Override
    public List<Column> columns() {
        return PlanCells.COLUMNS;
    }

    @Override
    public Checked check(Table table, Findings findings, String fileName) {
        Base base = new Base();
        Map<String, Plan> there = byName();
        Map<String, Integer> seen = new HashMap<>();
        List<PlanDraft> added = new ArrayList<>();
        List<Change> changed = new ArrayList<>();
        int same = 0;
        for (Table.Line line : table.lines().stream().limit(ROWS_MAX).toList()) {
            Map<String, String> cells = mended(table, findings, line);
            String key = cells.getOrDefault("name", "").toLowerCase(Locale.ROOT);
            Integer before = seen.putIfAbsent(key, line.number());
            if (before != null) {
                findings.add(
                        Finding.refused(
                                line.number(),
                                table.header("name"),
                                "the same plan as row " + before,
                                "each one once"));
            }
            Optional<Plan> plan = Optional.ofNullable(there.get(key));
            Optional<PlanDraft> draft =
                    draft(cells, plan, fileName, table, new Overlay.Row(line.number(), findings));
            plan.ifPresent(p -> base.add(p.id(), p.version()));
            if (draft.isPresent() && plan.isEmpty()) {
                added.add(draft.get());
            } else if (draft.isPresent() && unchanged(plan.get(), draft.get())) {
                same++;
            } else if (draft.isPresent()) {
                changed.add(new Change(plan.get(), draft.get()));
            }
        }
        if (table.lines().size() > ROWS_MAX) {
            findings.add(Finding.refused(ROWS_MAX + 1, "", "more rows", "at most " + ROWS_MAX));
        }
        base.add(added.size());
        return new Checked(
                new Stored.Counts(added.size(), changed.size(), same, findings.refused()),
                findings.all(),
                base.hash(),
                () -> write(added, changed));
    }

    private Map<String, Plan> byName() {
        Map<String, Plan> plansByName = new HashMap<>();
        for (Plan plan : plans.sold()) {
            plansByName.put(plan.terms().name().toLowerCase(Locale.ROOT), plan);
        }
        return plansByName;
    }

    private static Map<String, String> mended(Table table, Findings findings, Table.Line line) {
        Map<String, String> values = table.values(line);
        Mending mending = new Mending(table, findings, line.number(), values);
        mending.date("memoDate");
        for (String field : List.of("price", "ceiling", "validityCount", "contention")) {
            mending.figures(field);
        }
        mending.flag("unlimited");
        mending.flag("published");
        return values;
    }

    private static boolean unchanged(Plan plan, PlanDraft draft) {
        return PlanCells.of(plan.terms()).equals(PlanCells.of(draft.terms()));
    }

    private Optional<PlanDraft> draft(
            Map<String, String> cells,
            Optional<Plan> plan,
            String fileName,
            Table table,
            Overlay.Row row) {
        Map<String, String> there = plan.map(p -> flags(PlanCells.of(p.terms()))).orElse(Map.of());
        Map<String, String> values = PlanCells.fields(Overlay.over(there, cells));
        plan.map(p -> p.current().effective())
                .filter(begin -> begin.isAfter(today.get().now()))
                .ifPresent(begin -> values.put("effective", begin.toString()));
        values.put("why", "import of " + (fileName.isEmpty() ? "a file" : fileName));
        Fields fields = Body.formOf(values);
        return Overlay.read(fields, f -> read(f, plan), table, row);
    }

    private PlanDraft read(Fields fields, Optional<Plan> plan) {
        PlanDraft draft = PlanDraft.read(fields, today.get());
        plan.filter(p -> !unchanged(p, draft))
                .map(p -> plans.faults(p, draft))
                .orElse(List.of())
                .forEach(fault -> fields.refuse(fault.field(), fault.found(), fault.expected()));
        return draft;
    }

    /// As the API has them.
    private static Map<String, String> flags(Map<String, String> cells) {
        for (String field : List.of("unlimited", "published")) {
            cells.computeIfPresent(field, (_, word) -> "" + word.equals("yes"));
        }
        return cells;
    }

    private void write(List<PlanDraft> added, List<Change> changed) {
        added.forEach(draft -> plans.add(draft).idOrRefuse());
        changed.forEach(change ->
                plans.change(change.plan().id(), change.plan().version(), change.draft())
                        .idOrRefuse());
    }

    @Override
    public void export(Consumer<List<String[]>> pages) {
        List<Plan> sold = database.read(plans::sold);
        pages.accept(sold.stream().map(PlanSheet::cells).toList());
    }

    private static String[] cells(Plan plan) {
        Map<String, String> cells = PlanCells.of(plan.terms());
        return PlanCells.COLUMNS.stream()
                .map(column -> cells.getOrDefault(column.field(), ""))
                .toArray(String[]::new);
    }
}
