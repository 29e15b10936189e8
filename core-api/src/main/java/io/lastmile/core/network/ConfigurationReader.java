package io.lastmile.core.network;

import io.lastmile.collector.routeros.Command;
import io.lastmile.collector.routeros.Field;
import io.lastmile.collector.routeros.RouterClient;
import io.lastmile.collector.routeros.RouterException;
import io.lastmile.collector.routeros.RouterFailure;
import io.lastmile.collector.routeros.RowHandler;
import io.lastmile.collector.routeros.Sentence;
import io.lastmile.collector.routeros.Trap;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// Reads what a router has of its customers: one bulk print per table, one after the other, which
/// is what routers bear (routeros.md, 1.9). A table that the router does not have or does not show
/// is told, not fatal; a lost connection is.
final class ConfigurationReader {
    /// Rows of one table: no access router has more customers.
    static final int ROWS_MAX = 50_000;

    private static final Field NAME = Field.NAME;
    private static final Field PASSWORD = Field.of("password");
    private static final Field PROFILE = Field.of("profile");
    private static final Field SERVICE = Field.of("service");
    private static final Field DISABLED = Field.of("disabled");
    private static final Field REMOTE_ADDRESS = Field.of("remote-address");
    private static final Field CALLER_ID = Field.of("caller-id");
    private static final Field COMMENT = Field.of("comment");
    private static final Field RATE_LIMIT = Field.of("rate-limit");
    private static final Field DYNAMIC = Field.of("dynamic");
    private static final Field ADDRESS = Field.of("address");
    private static final Field MAC = Field.of("mac-address");
    private static final Field SERVER = Field.of("server");

    private final RouterClient client;
    private final Charset charset;
    private final List<Found> rows = new ArrayList<>();
    private final List<FoundProfile> profiles = new ArrayList<>();
    private final Map<String, String> absent = new LinkedHashMap<>();

    private ConfigurationReader(RouterClient client, Charset charset) {
        this.client = client;
        this.charset = charset;
    }

    /// Throws [RouterException] if the connection ends.
    static RouterConfiguration read(RouterClient client, Charset charset) {
        var reader = new ConfigurationReader(client, charset);
        reader.readAll();
        return RouterConfiguration.of(reader.rows, reader.profiles, reader.absent);
    }

    private void readAll() {
        table(
                Command.of("/ppp/profile/print").proplist(NAME, RATE_LIMIT),
                row -> profiles.add(new FoundProfile(text(row, NAME), text(row, RATE_LIMIT))));
        table(
                Command.of("/ppp/secret/print")
                        .proplist(
                                NAME,
                                PASSWORD,
                                PROFILE,
                                SERVICE,
                                DISABLED,
                                REMOTE_ADDRESS,
                                CALLER_ID,
                                COMMENT),
                row -> rows.add(secret(row)));
        queues();
        table(
                Command.of("/ip/dhcp-server/lease/print")
                        .proplist(ADDRESS, MAC, SERVER, RATE_LIMIT, DYNAMIC, DISABLED, COMMENT),
                this::lease);
        table(
                Command.of("/ip/hotspot/user/print")
                        .proplist(NAME, PASSWORD, PROFILE, ADDRESS, MAC, DISABLED, COMMENT),
                row -> rows.add(hotspotUser(row)));
    }

    private void table(Command print, Consumer<Sentence> each) {
        try {
            client.run(print.rowsMax(ROWS_MAX), RowHandler.each(each::accept));
        } catch (RouterException e) {
            if (e.failure() instanceof RouterFailure.Trapped trapped
                    && Set.of(Trap.Kind.NO_SUCH_COMMAND, Trap.Kind.NOT_PERMITTED)
                            .contains(trapped.kind())) {
                absent.put(print.path().replaceFirst("/print$", ""), trapped.text());
                return;
            }
            throw e;
        }
    }

    private Found secret(Sentence row) {
        FoundText name = FoundText.name(row, NAME, charset);
        return new Found(
                FoundKind.SECRET,
                name.shown(),
                FoundText.password(row, PASSWORD),
                text(row, PROFILE),
                "",
                text(row, SERVICE),
                row.flag(DISABLED),
                text(row, REMOTE_ADDRESS),
                text(row, CALLER_ID),
                text(row, COMMENT),
                name.trouble());
    }

    /// A queue with others below it is a sum, not a customer.
    private void queues() {
        Set<String> parents = new HashSet<>();
        List<Found> found = new ArrayList<>();
        table(
                Command.of("/queue/simple/print").proplist(FoundQueue.FIELDS),
                row -> {
                    if (!row.flag(DYNAMIC)) {
                        parents.add(text(row, FoundQueue.PARENT));
                        found.add(queue(row));
                    }
                });
        found.stream()
                .map(queue ->
                        parents.contains(queue.name())
                                ? queue.troubled("Other queues hang below this one: it is a sum.")
                                : queue)
                .forEach(rows::add);
    }

    private Found queue(Sentence row) {
        FoundText name = FoundText.name(row, NAME, charset);
        String target = text(row, FoundQueue.TARGET);
        return new Found(
                FoundKind.QUEUE,
                name.shown(),
                Optional.empty(),
                "",
                FoundQueue.rateLimit(row),
                "",
                row.flag(DISABLED),
                target,
                "",
                text(row, COMMENT),
                name.trouble().or(() -> FoundQueue.trouble(target)));
    }

    /// A lease has no name of its own: its address is what stays.
    private void lease(Sentence row) {
        if (row.flag(DYNAMIC)) {
            return;
        }
        FoundText address = FoundText.name(row, ADDRESS, charset);
        rows.add(
                new Found(
                        FoundKind.LEASE,
                        address.shown(),
                        Optional.empty(),
                        "",
                        text(row, RATE_LIMIT),
                        text(row, SERVER),
                        row.flag(DISABLED),
                        address.shown(),
                        text(row, MAC),
                        text(row, COMMENT),
                        address.trouble()
                                .or(() -> FoundQueue.trouble(address.shown()))
                                .or(() -> withoutMac(row))));
    }

    private static Optional<String> withoutMac(Sentence row) {
        return row.text(MAC).isEmpty() ? Optional.of("It has no MAC address.") : Optional.empty();
    }

    private Found hotspotUser(Sentence row) {
        FoundText name = FoundText.name(row, NAME, charset);
        return new Found(
                FoundKind.HOTSPOT_USER,
                name.shown(),
                FoundText.password(row, PASSWORD),
                text(row, PROFILE),
                "",
                "hotspot",
                row.flag(DISABLED),
                text(row, ADDRESS),
                text(row, MAC),
                text(row, COMMENT),
                name.trouble());
    }

    private String text(Sentence row, Field field) {
        return FoundText.shown(row, field, charset);
    }
}
