package io.lastmile.core.network;

import io.lastmile.collector.routeros.RouterException;
import io.lastmile.collector.routeros.RouterFailure;
import io.lastmile.core.platform.Database;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/// Holds a router against what is wanted of it, once: reads, writes the difference, reads back what
/// it wrote. Who gets something back is written, read back and let in before anybody else is looked
/// at. Whatever ends it, the next pass begins from what the router and the database say.
final class Pass {
    /// Lines that are read by their names; more of them are a comparison of the whole router.
    private static final int FEW = RouterTalk.KEYS_MAX;

    /// Requests of a pass last so long at most: then whoever became more urgent has his turn.
    private static final int SECONDS = 10;

    /// What a pass stands on; `renewed` keeps the lease and says whether it is still ours.
    record Ground(
            Database database,
            NetworkStores stores,
            Records records,
            MeterRegistry meters,
            java.util.function.BooleanSupplier renewed) {}

    /// The room's own tables of how far the work has come.
    record Records(Syncs syncs, Kicks kicks, Remnants remnants, Turns turns) {}

    private record Wanted(
            List<Task> tasks,
            List<RouterProfiles.Wanted> profiles,
            List<Remnants.Remnant> remnants,
            Map<Integer, String> passwords) {}

    private static final String UNREADABLE = "its password cannot be read: give the line a new one";

    private final Ground ground;
    private final Writer writer;
    private final RouterTalk talk;
    private final Kicking kicking;
    private final Writing writing;
    private final int router;

    Pass(Ground ground, Writer writer, RouterTalk talk, Kicking kicking) {
        this.ground = ground;
        this.writer = writer;
        this.router = writer.router();
        this.talk = talk;
        this.kicking = kicking;
        this.writing =
                new Writing(
                        talk, ground.meters(), Math.max(50, SECONDS * writer.requestsPerSecond()));
    }

    void run() {
        List<Integer> due = within(() -> ground.records().syncs().due(router, FEW + 1));
        boolean whole =
                due.size() > FEW || within(() -> ground.records().turns().compareDue(router));
        Instant began = within(() -> ground.records().turns().now());
        if (whole) {
            rules();
        }
        Wanted wanted = within(() -> wanted(whole, due));
        RouterTables tables = read(wanted);
        profiles(wanted, tables);
        List<Work> works = works(wanted, tables);
        inStep(works);
        List<Work> open = works.stream().filter(Pass::mayWrite).toList();
        within(() -> drifted(open));
        write(open.stream().filter(work -> work.priority() == Work.GIVES).toList(), wanted);
        kickEarly();
        write(open.stream().filter(work -> work.priority() != Work.GIVES).toList(), wanted);
        remnants(wanted, tables);
        if (whole && !writing.exhausted()) {
            within(() -> {
                ground.records().turns().compared(router, began);
                return router;
            });
        }
        kicking.run(talk);
    }

    /// Who is suspended is walled in only where the garden's rules stand, and shut out elsewhere.
    private void rules() {
        Turns turns = ground.records().turns();
        boolean stood = within(() -> turns.rulesStood(router));
        new GardenCheck(talk)
                .missing(stood)
                .ifPresent(missing ->
                        within(() -> {
                            turns.rules(router, missing);
                            // Also where nothing changed: a hold that was being placed just then
                            // went by what stood before.
                            ground.stores().intents().settleHeld(router, rulesWhy(missing));
                            return router;
                        }));
    }

    private static String rulesWhy(String missing) {
        return missing.isEmpty()
                ? "the walled garden's rules stand at the router"
                : "the walled garden's rules do not stand at the router";
    }

    /// What the router refuses of this is tried again, and told, when all else is written.
    private void kickEarly() {
        try {
            kicking.run(talk);
        } catch (RouterException e) {
            if (!(e.failure() instanceof RouterFailure.Trapped)) {
                throw e;
            }
        }
    }

    private Wanted wanted(boolean whole, List<Integer> due) {
        Syncs syncs = ground.records().syncs();
        List<Task> tasks = whole ? syncs.all(router) : syncs.some(router, due);
        List<Integer> secrets =
                tasks.stream()
                        .filter(task -> task.intent().credential() > 0)
                        .map(Task::line)
                        .toList();
        NetworkStores stores = ground.stores();
        Map<Integer, String> passwords = stores.passwords().open(secrets);
        Map<Integer, String> faults = new HashMap<>(rivals(tasks));
        tasks.stream()
                .filter(task -> isUnreadable(task, passwords))
                .forEach(task -> faults.put(task.line(), UNREADABLE));
        syncs.failed(
                router,
                tasks.stream()
                        .filter(task -> faults.containsKey(task.line()))
                        .map(task ->
                                new Syncs.Failure(
                                        task, faults.getOrDefault(task.line(), ""), Map.of()))
                        .toList());
        return new Wanted(
                tasks.stream().filter(task -> !faults.containsKey(task.line())).toList(),
                stores.profiles().ofRouter(router).stream()
                        .filter(profile ->
                                profile.state().equals("applied") ? whole : profile.due())
                        .filter(profile -> profile.conflict().isEmpty())
                        .toList(),
                ground.records().remnants().open(router),
                passwords);
    }

    /// A login without its password would let anybody in: such a line is left as it is.
    private static boolean isUnreadable(Task task, Map<Integer, String> passwords) {
        return task.intent().credential() > 0 && !passwords.containsKey(task.line());
    }

    /// Lines that share an address or a lease with an earlier one are left as they are, on or off,
    /// until somebody decides whose it is: to cut one would cut the other.
    private Map<Integer, String> rivals(List<Task> tasks) {
        List<Integer> addressed =
                tasks.stream()
                        .filter(task ->
                                !task.intent().address().isEmpty()
                                        || !task.intent().mac().isEmpty())
                        .map(Task::line)
                        .toList();
        return addressed.isEmpty() ? Map.of() : ground.records().syncs().rivals(router, addressed);
    }

    private RouterTables read(Wanted wanted) {
        return new Reading(talk)
                .read(
                        wanted.tasks().stream().map(Task::intent).toList(),
                        wanted.profiles(),
                        wanted.remnants());
    }

    private List<Work> works(Wanted wanted, RouterTables tables) {
        return wanted.tasks().stream()
                .map(task -> Work.of(task, password(wanted, task), tables))
                .sorted(Comparator.comparingInt(Work::priority))
                .toList();
    }

    private static Optional<String> password(Wanted wanted, Task task) {
        return Optional.ofNullable(wanted.passwords().get(task.line()));
    }

    private static boolean mayWrite(Work work) {
        return !work.inStep() && (work.task().due() || work.task().applied());
    }

    private void inStep(List<Work> works) {
        List<Task> done =
                works.stream()
                        .filter(Work::inStep)
                        .map(Work::task)
                        .filter(task -> !task.applied())
                        .toList();
        within(() -> {
            ground.records().syncs().applied(router, done);
            return done;
        });
    }

    /// Before anything is written: should we die in between, the sessions that have to go are
    /// known.
    private Integer drifted(List<Work> works) {
        ground.records().syncs().drifted(router, works.stream().map(Work::drift).toList());
        long drift = works.stream().filter(work -> work.task().applied()).count();
        ground.meters().counter("lastmile.core.network.drift").increment(drift);
        return works.size();
    }

    private void write(List<Work> works, Wanted wanted) {
        writing.send(
                works.stream()
                        .flatMap(work ->
                                work.edits().stream()
                                        .map(edit -> new Batches.Piece(work.task().line(), edit)))
                        .toList());
        List<Work> out =
                works.stream()
                        .filter(work -> work.edits().isEmpty() || writing.sent(work.task().line()))
                        .toList();
        if (!out.isEmpty()) {
            readBack(out, wanted);
        }
    }

    private void readBack(List<Work> out, Wanted wanted) {
        List<Task> tasks = out.stream().map(work -> work.task().written()).toList();
        boolean wrote = out.stream().anyMatch(work -> !work.edits().isEmpty());
        Wanted part = new Wanted(tasks, List.of(), List.of(), wanted.passwords());
        List<Work> after = wrote ? works(part, read(part)) : out;
        List<Task> done = after.stream().filter(Work::inStep).map(Work::task).toList();
        List<Syncs.Failure> failures =
                after.stream().filter(work -> !work.inStep()).map(this::failure).toList();
        ground.meters().counter("lastmile.core.network.retries").increment(failures.size());
        within(() -> {
            ground.records().syncs().applied(router, done);
            ground.records().syncs().failed(router, failures);
            return done;
        });
    }

    private Syncs.Failure failure(Work work) {
        String error =
                writing.refusal(work.task().line())
                        .orElse("the router has something else than what is wanted");
        return new Syncs.Failure(work.task(), error, work.differences());
    }

    /// Profiles go before the lines that use them. Who dialled in with another speed has to dial
    /// again.
    private void profiles(Wanted wanted, RouterTables tables) {
        Map<Integer, RouterProfiles.Wanted> byPiece = new HashMap<>();
        List<Batches.Piece> pieces = new ArrayList<>();
        for (RouterProfiles.Wanted profile : wanted.profiles()) {
            Wish wish = Wishes.profile(profile, writer);
            Optional<Edit> edit = wish.edit(tables.rows(wish.menu(), wish.key()));
            int piece = -1 - byPiece.size();
            byPiece.put(piece, profile);
            edit.ifPresent(found -> pieces.add(new Batches.Piece(piece, found)));
        }
        walledProfile(wanted, tables).ifPresent(pieces::add);
        within(() -> {
            pieces.stream()
                    .filter(piece -> piece.edit() instanceof Edit.Set)
                    .map(piece -> byPiece.get(piece.line()))
                    .filter(Objects::nonNull)
                    .forEach(ground.stores().profiles()::changing);
            return pieces;
        });
        writing.send(pieces);
        Wanted part = new Wanted(List.of(), wanted.profiles(), List.of(), Map.of());
        RouterTables after = pieces.isEmpty() ? tables : read(part);
        within(() -> {
            byPiece.forEach((piece, profile) -> settle(piece, profile, after));
            return pieces;
        });
    }

    private void settle(int piece, RouterProfiles.Wanted profile, RouterTables after) {
        Wish wish = Wishes.profile(profile, writer);
        List<RouterRow> rows = after.rows(wish.menu(), wish.key());
        boolean unread = after.whyUnread(wish.menu()).isPresent();
        if (!unread && wish.edit(rows).isEmpty()) {
            if (ground.stores().profiles().applied(profile)) {
                ground.records().kicks().lookForProfile(router, profile);
            }
        } else {
            String error =
                    after.whyUnread(wish.menu())
                            .or(() -> writing.refusal(piece))
                            .orElse("the router has something else than what is wanted");
            String actual = rows.isEmpty() ? "missing" : rows.getFirst().text(Property.RATE_LIMIT);
            ground.stores().profiles().failed(profile, error, actual);
        }
    }

    private Optional<Batches.Piece> walledProfile(Wanted wanted, RouterTables tables) {
        boolean needed =
                wanted.tasks().stream()
                        .map(Task::intent)
                        .anyMatch(intent -> intent.walled() && intent.kind() == ServiceKind.PPPOE);
        Wish wish = Wishes.walledProfile(writer);
        return needed
                ? wish.edit(tables.rows(wish.menu(), wish.key()))
                        .map(edit -> new Batches.Piece(0, edit))
                : Optional.empty();
    }

    private void remnants(Wanted wanted, RouterTables tables) {
        List<Batches.Piece> pieces = new ArrayList<>();
        for (Remnants.Remnant remnant : wanted.remnants()) {
            remnantEdits(remnant, tables)
                    .forEach(edit -> pieces.add(new Batches.Piece((int) -remnant.id(), edit)));
        }
        writing.send(pieces);
        List<Remnants.Remnant> tried =
                wanted.remnants().stream()
                        .filter(remnant ->
                                remnantEdits(remnant, tables).findAny().isEmpty()
                                        || writing.sent((int) -remnant.id()))
                        .toList();
        Optional<String> unthrown = thrownOut(tried);
        within(() -> {
            ground.records()
                    .remnants()
                    .done(
                            tried.stream()
                                    .filter(r -> refusal(r).or(() -> unthrown).isEmpty())
                                    .toList());
            tried.forEach(remnant ->
                    refusal(remnant)
                            .or(() -> unthrown)
                            .ifPresent(
                                    error -> ground.records().remnants().failed(remnant, error)));
            return tried;
        });
    }

    /// What the router said against it.
    private Optional<String> thrownOut(List<Remnants.Remnant> remnants) {
        try {
            kicking.throwOut(talk, remnants);
            return Optional.empty();
        } catch (RouterException e) {
            if (e.failure() instanceof RouterFailure.Trapped trapped) {
                return Optional.of(trapped.text());
            }
            throw e;
        }
    }

    private Optional<String> refusal(Remnants.Remnant remnant) {
        return writing.refusal((int) -remnant.id());
    }

    private static Stream<Edit> remnantEdits(Remnants.Remnant remnant, RouterTables tables) {
        return Wishes.remnants(remnant, tables).stream()
                .flatMap(wish -> wish.edit(tables.rows(wish.menu(), wish.key())).stream());
    }

    private <T> T within(java.util.function.Supplier<T> work) {
        return ground.database().transact(work);
    }
}
