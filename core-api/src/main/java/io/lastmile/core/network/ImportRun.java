package io.lastmile.core.network;

import io.lastmile.collector.credentials.Purpose;
import io.lastmile.collector.credentials.SecretCipher;
import io.lastmile.core.lines.LineBook;
import io.lastmile.core.lines.LineRoom;
import io.lastmile.core.plans.Plan;
import io.lastmile.core.plans.Plans;
import io.lastmile.core.platform.Actor;
import io.lastmile.core.platform.Cursor;
import io.lastmile.core.platform.Database;
import io.lastmile.core.platform.Fields;
import io.lastmile.core.platform.Json;
import io.lastmile.core.platform.Page;
import io.lastmile.core.platform.Platform;
import io.lastmile.core.platform.Problem;
import io.lastmile.core.platform.Refusal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/// Makes and commits imports. A report is made of one reading of a router and one look at our
/// lines; a commit reads both anew and refuses if anything is not as the report said. Nothing is
/// ever written to the router here: that is the reconciler's.
public final class ImportRun {
    private static final Duration EXPIRE_EVERY = Duration.ofHours(1);
    private static final String WHY = "import";

    private final Platform platform;
    private final Database database;
    private final NetworkStores stores;
    private final LineRoom lines;
    private final Plans plans;
    private final SecretCipher cipher;
    private final RouterReader reader;
    private final Imports imports;
    private final OurLines ours;

    ImportRun(ImportParts parts, NetworkStores stores, RouterReader reader) {
        this.platform = parts.platform();
        this.database = platform.database();
        this.stores = stores;
        this.lines = parts.lines();
        this.plans = parts.plans();
        this.cipher = parts.cipher();
        this.reader = reader;
        this.imports = new Imports(database.client(), platform.clock());
        this.ours = new OurLines(database.client(), stores.passwords());
        platform.jobs()
                .add(
                        "network-import-expiry",
                        EXPIRE_EVERY,
                        () -> database.transact(imports::expire));
    }

    /// One comparison of a router with our lines.
    private record Look(
            RouterConfiguration router,
            List<OurLine> lines,
            List<ImportRow> rows,
            List<Plan> plans) {
        byte[] ourDigest() {
            MessageDigest digest = RouterConfiguration.sha256();
            lines.forEach(line -> add(digest, line.id() + " " + line.state()));
            rows.forEach(row ->
                    add(
                            digest,
                            row.verdict()
                                    + Json.MAPPER.valueToTree(ImportLine.Body.of(row)).toString()));
            return digest.digest();
        }

        private static void add(MessageDigest digest, String text) {
            digest.update((text + "\n").getBytes(StandardCharsets.UTF_8));
        }

        Map<String, Integer> counts() {
            Map<String, Integer> counts = new TreeMap<>();
            for (Verdict verdict : Verdict.values()) {
                counts.put(Fields.nameOf(verdict), 0);
            }
            rows.forEach(row -> counts.merge(Fields.nameOf(row.verdict()), 1, Integer::sum));
            return counts;
        }
    }

    /// Reads the router and keeps the report for a day.
    public ImportReport make(int router) {
        RouterConfiguration found = reader.read(router);
        ImportReport made = database.transact(() -> keep(router, look(router, found, false)));
        count("made");
        return made;
    }

    private ImportReport keep(int router, Look look) {
        long id = imports.nextId();
        Instant now = platform.clock().instant();
        var report =
                new ImportReport(
                        id,
                        router,
                        now,
                        Actor.current().login(),
                        now.plus(Imports.KEPT),
                        look.counts(),
                        look.router().absent(),
                        ImportChoices.NOTHING,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty());
        byte[] routerDigest = cipher.seal(purpose(id, "router"), look.router().digest());
        byte[] ourDigest = cipher.seal(purpose(id, "ours"), look.ourDigest());
        imports.add(new Imports.Stored(report, routerDigest, ourDigest), look.rows());
        return report;
    }

    private Look look(int router, RouterConfiguration found, boolean locked) {
        List<OurLine> own = locked ? ours.locked(router, found) : ours.of(router, found);
        List<Plan> sold = allPlans();
        var comparison =
                new ImportComparison(found, own, new PlanGuesses(sold), ours.customers(found, own));
        return new Look(found, own, comparison.rows(), sold);
    }

    private List<Plan> allPlans() {
        List<Plan> all = new ArrayList<>();
        Optional<Cursor> after = Optional.empty();
        do {
            Page<Plan> page = plans.page(true, new Page.Request(Page.LIMIT_MAX, after));
            all.addAll(page.items());
            after = page.next().map(_ -> after(page.items().getLast()));
        } while (after.isPresent());
        return all;
    }

    private static Cursor after(Plan last) {
        return Cursor.of(last.terms().name(), last.id());
    }

    /// The report, or the refusal that there is none (any more).
    public ImportReport report(long id) {
        return database.read(() -> find(id).report());
    }

    public List<ImportReport> ofRouter(int router) {
        return database.read(() -> imports.ofRouter(router));
    }

    public Page<ImportLine> rows(long id, Imports.Filter filter, Page.Request page) {
        return database.read(() -> {
            find(id);
            return imports.rows(id, filter, page);
        });
    }

    public ImportPreview preview(long id) {
        return database.read(() -> imports.preview(find(id).report()));
    }

    public List<Imports.OfProfile> profiles(long id) {
        return database.read(() -> imports.profiles(id));
    }

    /// Keeps what was chosen, for the whole or for single rows.
    public ImportReport choose(
            long id, Optional<ImportChoices> groups, List<Imports.Decision> decisions) {
        return database.transact(() -> {
            open(id);
            groups.ifPresent(choices -> imports.choose(id, choices));
            if (!decisions.isEmpty()) {
                imports.choose(id, decisions);
            }
            return find(id).report();
        });
    }

    private Imports.Stored find(long id) {
        return imports.find(id).orElseThrow(() -> Problem.notFound("import", id).refusal());
    }

    private Imports.Stored open(long id) {
        Imports.Stored stored =
                imports.lock(id).orElseThrow(() -> Problem.notFound("import", id).refusal());
        if (stored.report().committed().isPresent()) {
            throw refused("It was committed already: make a new report to import again.");
        }
        return stored;
    }

    /// Writes what was chosen into our lines, all or nothing.
    public ImportReport commit(long id) {
        int router = database.transact(() -> open(id).report().router());
        RouterConfiguration found = reader.read(router);
        try {
            ImportReport done = database.transact(() -> commit(id, found));
            lines.directory().changed();
            count("committed");
            return done;
        } catch (Refusal refusal) {
            count("refused");
            throw refusal;
        }
    }

    private ImportReport commit(long id, RouterConfiguration found) {
        Imports.Stored stored = open(id);
        int router = stored.report().router();
        Look look = look(router, found, true);
        unchanged(stored, look);
        var plan =
                new ImportPlan(
                        router, stored.report().choices(), imports.decisions(id), look.plans());
        Map<Integer, OurLine> byId = new HashMap<>();
        look.lines().forEach(line -> byId.put(line.id(), line));
        look.rows()
                .forEach(row ->
                        plan.row(
                                row,
                                row.line().flatMap(line -> Optional.ofNullable(byId.get(line)))));
        if (plan.isEmpty()) {
            throw refused("Nothing was chosen: take or keep at least one row.");
        }
        write(router, found, plan);
        imports.committed(id, plan.result());
        return find(id).report();
    }

    private void unchanged(Imports.Stored stored, Look look) {
        long id = stored.report().id();
        byte[] router = cipher.open(purpose(id, "router"), stored.routerDigest());
        if (!MessageDigest.isEqual(router, look.router().digest())) {
            throw refused(
                    "The router's configuration changed since the report was made. Nothing was"
                            + " written: make a new report.");
        }
        byte[] ourDigest = cipher.open(purpose(id, "ours"), stored.ourDigest());
        if (!MessageDigest.isEqual(ourDigest, look.ourDigest())) {
            throw refused(
                    "Lines, plans or customers changed since the report was made. Nothing was"
                            + " written: make a new report.");
        }
    }

    private void write(int router, RouterConfiguration found, ImportPlan plan) {
        chunks(plan.drafts, lines.stores().book()::settle);
        Map<String, Integer> ids = new HashMap<>();
        ours.of(router, found)
                .forEach(line -> ids.put(line.kind().source() + " " + line.name(), line.id()));
        for (ImportRow row : plan.fresh) {
            Integer line = ids.get(row.found().kind().source() + " " + row.found().name());
            if (line == null) {
                throw refused("Another line took the name " + row.found().name() + ".");
            }
            plan.added(row, line);
        }
        chunks(plan.assignments, lines.stores().book()::assign);
        chunks(plan.endpoints, part -> stores.endpoints().keep(part, WHY));
        chunks(plan.passwords, stores.passwords()::keep);
        block(plan);
        stores.intents().settle(List.copyOf(plan.touched), WHY);
    }

    /// Who was switched off at the router stays off, for a reason that a person can lift.
    private void block(ImportPlan plan) {
        if (!plan.blocked.isEmpty()) {
            stores.holds()
                    .place(
                            new HoldRun(
                                    List.copyOf(plan.blocked),
                                    HoldReason.ADMIN,
                                    "was disabled at the router when it was imported",
                                    Optional.empty(),
                                    Optional.of(plan.blocked.size()),
                                    true))
                    .placedOrRefuse();
        }
    }

    private static <T> void chunks(List<T> all, Consumer<List<T>> write) {
        for (int from = 0; from < all.size(); from += LineBook.ROWS_MAX) {
            write.accept(all.subList(from, Math.min(from + LineBook.ROWS_MAX, all.size())));
        }
    }

    private static <V> void chunks(Map<Integer, V> all, Consumer<Map<Integer, V>> write) {
        chunks(
                List.copyOf(all.entrySet()),
                part -> {
                    Map<Integer, V> some = new TreeMap<>();
                    part.forEach(entry -> some.put(entry.getKey(), entry.getValue()));
                    write.accept(some);
                });
    }

    private void count(String outcome) {
        platform.meters().counter("lastmile.core.network.imports", "outcome", outcome).increment();
    }

    private static Refusal refused(String says) {
        return Problem.of(409, "import-refused", "Not imported", says).refusal();
    }

    private static Purpose purpose(long id, String of) {
        return new Purpose("network-import/" + id + "/" + of);
    }
}
