package io.lastmile.collector.poller;

import io.lastmile.collector.pipeline.ActiveSessions;
import io.lastmile.collector.pipeline.CounterTable;
import io.lastmile.collector.pipeline.Source;
import io.lastmile.collector.routeros.Command;
import io.lastmile.collector.routeros.Field;
import io.lastmile.collector.routeros.RouterClient;
import io.lastmile.collector.routeros.RouterException;
import io.lastmile.collector.routeros.RowHandler;
import io.lastmile.collector.routeros.Sentence;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

/// One poll of one router: at most three requests, one after the other. Blocks; meant for a virtual
/// thread. The resources and the counters must be answered; without a third answer the poll is
/// still good.
final class Poll {
    private static final Field DATE = Field.of("date");
    private static final Field TIME = Field.of("time");
    private static final Field GMT_OFFSET = Field.of("gmt-offset");

    private static final Command IDENTITY =
            Command.of("/system/identity/print").proplist(Field.NAME).rowsMax(1);
    private static final Command CLOCK =
            Command.of("/system/clock/print").proplist(DATE, TIME, GMT_OFFSET).rowsMax(1);

    private final RouterClient client;
    private final RouterNames names;
    private final Charset codePage;
    private final LongUnaryOperator microsAt;
    private final Tables rows = new Tables();
    private final List<CounterTable> tables = new ArrayList<>(2);
    private boolean queuesMatter;
    private List<QueueListing.Queue> compared = List.of();
    private List<SourceCheck.Finding> findings = List.of();
    private Optional<ActiveSessions> active = Optional.empty();
    private Optional<String> identity = Optional.empty();
    private OptionalLong clockSkewMicros = OptionalLong.empty();
    private Optional<String> optionalFailure = Optional.empty();

    /// What is kept of a router's tables between its polls.
    record RouterNames(
            NameIndex interfaces, NameIndex queues, PppAddresses sessions, SourceCheck check) {
        RouterNames() {
            this(new NameIndex(), new NameIndex(), new PppAddresses(), new SourceCheck());
        }
    }

    /// `microsAt` gives the time of day, microseconds since 1970, at a moment of the steady clock.
    Poll(RouterClient client, RouterNames names, Charset codePage, LongUnaryOperator microsAt) {
        this.client = client;
        this.names = names;
        this.codePage = codePage;
        this.microsAt = microsAt;
    }

    /// Throws [RouterException] if the router does not answer what it must.
    PollAnswer run(Wants wants) {
        long asked = System.nanoTime();
        queuesMatter = wants.queues();
        Resource resource = resource();
        if (wants.interfaces()) {
            interfaces();
        } else if (wants.queues()) {
            queues();
        }
        long listed = System.nanoTime();
        Wants.Third third = wants.third(names.interfaces().hasFresh());
        ask(third);
        compare(listed);
        return new PollAnswer(
                resource,
                tables,
                active,
                identity,
                third,
                clockSkewMicros,
                new PollAnswer.Times(asked, listed, System.nanoTime()),
                rows.badRows(),
                optionalFailure,
                findings);
    }

    private Resource resource() {
        var told = new One<Resource>();
        client.run(Resource.PRINT, RowHandler.each(row -> told.value = Resource.of(row, codePage)));
        Resource resource = told.value;
        if (resource == null) {
            throw new NothingTold(Resource.PRINT.path());
        }
        return resource;
    }

    private void interfaces() {
        NameIndex index = names.interfaces();
        CounterTable table = Tables.table(Source.PPP_INTERFACE, index);
        index.begin();
        client.run(Tables.INTERFACES, rows.interfaces(index, table));
        index.complete();
        if (queuesMatter) {
            names.sessions().listed(table);
        }
        tables.add(table);
    }

    private void queues() {
        NameIndex index = names.queues();
        CounterTable table = Tables.table(Source.SIMPLE_QUEUE, index);
        index.begin();
        boolean compares = !tables.isEmpty() && names.check().isDue();
        var listing = new QueueListing(table, names.sessions(), compares);
        client.run(Tables.QUEUES, rows.queues(index, listing));
        index.complete();
        compared = listing.end();
        tables.add(table);
    }

    /// Only where the interfaces were listed just before.
    private void compare(long listedNanos) {
        if (!compared.isEmpty()) {
            findings =
                    names.check().check(tables.getFirst(), compared, names.sessions(), listedNanos);
        }
    }

    /// A third request that the router refuses costs its own answer only.
    private void ask(Wants.Third third) {
        try {
            switch (third) {
                case NONE -> {}
                case ACTIVE -> active();
                case IDENTITY -> identity();
                case CLOCK -> clock();
                case QUEUES -> queues();
            }
        } catch (RouterException refused) {
            if (refused.failure().ofConnection()) {
                throw refused;
            }
            optionalFailure = Optional.of(refused.failure().text());
        }
    }

    private void active() {
        var sessions = new ActiveSessions();
        client.run(Tables.ACTIVE, rows.active(sessions));
        if (queuesMatter) {
            names.sessions().heard(sessions, System.nanoTime());
        }
        active = Optional.of(sessions);
    }

    private void identity() {
        client.run(
                IDENTITY,
                RowHandler.each(
                        row -> identity = Optional.of(Shown.text(row, Field.NAME, codePage))));
    }

    private void clock() {
        long asked = System.nanoTime();
        var told = new One<Sentence>();
        client.run(CLOCK, RowHandler.each(row -> told.value = row.copy()));
        long middle = asked + (System.nanoTime() - asked) / 2;
        Sentence row = told.value;
        if (row != null) {
            OptionalLong there =
                    RouterTime.micros(row.text(DATE), row.text(TIME), row.text(GMT_OFFSET));
            clockSkewMicros =
                    there.isPresent()
                            ? OptionalLong.of(there.getAsLong() - microsAt.applyAsLong(middle))
                            : OptionalLong.empty();
        }
    }

    /// A value that the event loop sets before the command ends and the poll reads after it.
    private static final class One<T> {
        private @Nullable T value;
    }
}
