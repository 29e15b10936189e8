package io.lastmile.core.ledger;

import io.helidon.dbclient.DbClient;
import io.lastmile.core.platform.Actor;
import io.lastmile.core.platform.Json;
import io.lastmile.core.platform.Row;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The books, for who writes them. Call it within a unit of work: a posting is there if and only if
/// its cause is.
public final class Ledger {
    private static final String ADD_ACCOUNTS =
            """
            insert into core.ledger_account (kind, name, side, personal)
            select distinct r.kind, r.name, r.side, r.personal
            from jsonb_to_recordset(cast(:rows as jsonb))
                 as r (kind text, name text, side smallint, personal boolean)
            where not exists (select from core.ledger_account as there
                              where there.kind = r.kind and there.name = r.name)
            order by r.kind, r.name
            on conflict (kind, name) do nothing
            """;

    /// In the order of their sources, so that two who post the same wait instead of both failing.
    private static final String ADD_BATCHES =
            """
            insert into core.ledger_batch
                (day, time, source, source_id, effect, says, reverses, made_by)
            select r.day, :now, r.source, r.source_id, r.effect, r.says, r.reverses, :by
            from jsonb_to_recordset(cast(:rows as jsonb))
                 as r (day date, source text, source_id bigint, effect text, says text,
                       reverses bigint)
            order by r.source, r.source_id, r.effect
            on conflict (source, source_id, effect) do nothing
            returning id, source, source_id, effect
            """;

    private static final String ADD_ENTRIES =
            """
            insert into core.ledger_entry (batch, line, day, account, customer, amount)
            select r.batch, r.line, r.day, a.id, nullif(r.customer, 0), r.amount
            from jsonb_to_recordset(cast(:rows as jsonb))
                 as r (batch bigint, line smallint, day date, kind text, name text, customer int,
                       amount bigint)
            join core.ledger_account as a on a.kind = r.kind and a.name = r.name
            """;

    private static final String OPEN = "select cast(core.ledger_open() as text) as through";

    private final DbClient db;
    private final Clock clock;
    private final ZoneId zone;
    private final Books books;

    /// Business days are those of `zone`.
    Ledger(DbClient db, Books books, Clock clock, ZoneId zone) {
        this.db = db;
        this.books = books;
        this.clock = clock;
        this.zone = zone;
    }

    /// The business day of now.
    public LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), zone);
    }

    /// The day that a correction of `day` counts to: itself, or the first one that is open.
    public LocalDate openDay(LocalDate day) {
        return through()
                .filter(through -> !day.isAfter(through))
                .map(through -> through.plusDays(1))
                .orElse(day);
    }

    public Posted post(Posting posting) {
        return postAll(List.of(posting)).getFirst();
    }

    /// Many at once, each as `post` does; what they cost is two statements, however many they are.
    /// A source that was posted before with other entries is a mistake of ours and throws.
    public List<Posted> postAll(List<Posting> postings) {
        return add(postings.stream().map(posting -> new Making(posting, 0)).toList());
    }

    /// The mirror of a batch: what it did is undone on `day`, and both stay.
    public Posted reverse(long batch, Source source, LocalDate day, String says) {
        Batch wrong =
                books.find(batch)
                        .orElseThrow(() ->
                                new IllegalArgumentException(
                                        "batch " + batch + " (expected: one that exists)"));
        List<Entry> mirror = wrong.entries().stream().map(Entry::mirrored).toList();
        return add(List.of(new Making(new Posting(source, day, says, mirror), batch))).getFirst();
    }

    /// A posting on its way; `reverses` is 0 where it mirrors none.
    private record Making(Posting posting, long reverses) {
        Map<String, Object> row() {
            Map<String, Object> row = new HashMap<>();
            row.put("day", posting.day());
            row.put("source", posting.source().type());
            row.put("source_id", posting.source().id());
            row.put("effect", posting.source().effect());
            row.put("says", posting.says());
            if (reverses > 0) {
                row.put("reverses", reverses);
            }
            return row;
        }
    }

    private List<Posted> add(List<Making> makings) {
        Optional<LocalDate> through = through();
        List<Making> open =
                makings.stream().filter(making -> isOpen(making.posting(), through)).toList();
        Map<Source, Long> added = open.isEmpty() ? Map.of() : added(open);
        List<LedgerRow.NewEntry> entries = new ArrayList<>();
        Map<Source, Posted> done = new HashMap<>();
        for (Making making : open) {
            Posting posting = making.posting();
            Long batch = added.get(posting.source());
            if (batch != null && done.put(posting.source(), new Posted.Done(batch)) == null) {
                entries.addAll(LedgerRow.NewEntry.of(posting, batch));
            }
        }
        if (!entries.isEmpty()) {
            addEntries(entries);
        }
        List<Posted> posted = new ArrayList<>();
        for (Making making : makings) {
            Posted first = done.remove(making.posting().source());
            posted.add(first == null ? repeatedOrClosed(making.posting(), through) : first);
        }
        return posted;
    }

    private static boolean isOpen(Posting posting, Optional<LocalDate> through) {
        return through.isEmpty() || posting.day().isAfter(through.get());
    }

    /// Who repeats what was posted is answered so even when its day was closed since.
    private Posted repeatedOrClosed(Posting posting, Optional<LocalDate> through) {
        Optional<Batch> there = books.find(posting.source());
        if (there.isEmpty()) {
            return new Posted.Closed(posting.day(), through.orElseThrow());
        }
        if (!there.get().entries().equals(posting.entries())) {
            throw new IllegalStateException(
                    "%s: posted as batch %d with other entries (expected: the same)"
                            .formatted(posting.source(), there.get().id()));
        }
        return new Posted.Repeated(there.get().id());
    }

    private Map<Source, Long> added(List<Making> makings) {
        Map<Source, Long> added = new HashMap<>();
        db.execute()
                .createQuery(ADD_BATCHES)
                .addParam("now", clock.instant().atOffset(ZoneOffset.UTC))
                .addParam("by", Actor.current().login())
                .addParam("rows", json(makings.stream().map(Making::row).toList()))
                .execute()
                .map(Row::new)
                .forEach(row -> added.put(LedgerRow.source(row), row.number("id")));
        return added;
    }

    private void addEntries(List<LedgerRow.NewEntry> rows) {
        var accounts = rows.stream().map(LedgerRow.NewAccount::of).distinct().toList();
        db.execute().createInsert(ADD_ACCOUNTS).addParam("rows", json(accounts)).execute();
        long added = db.execute().createInsert(ADD_ENTRIES).addParam("rows", json(rows)).execute();
        if (added != rows.size()) {
            throw new IllegalStateException(
                    "entries: %d of %d (expected: all)".formatted(added, rows.size()));
        }
    }

    /// The last day that is closed; nobody closes another until the unit of work ends.
    private Optional<LocalDate> through() {
        return db.execute()
                .createGet(OPEN)
                .execute()
                .flatMap(row -> new Row(row).optionalText("through"))
                .map(LocalDate::parse);
    }

    private static String json(Object rows) {
        return new String(Json.bytes(rows), StandardCharsets.UTF_8);
    }
}
