package io.lastmile.core;

import io.lastmile.collector.credentials.Purpose;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A row of somebody else in every table (`foreign-rows.sql`), and which of them a path names.
public final class ForeignRows {
    /// In every text of them.
    public static final String MARK = "Zzforeign";

    public static final int ID = 4242;

    /// Who may see a row, beside whom it belongs to.
    public enum Seen {
        STAFF,
        ADMINS,
        ITS_OWN,
        EVERYBODY
    }

    /// The row that a path names.
    public record Place(Seen seen, String table, String id) {
        static Place of(Seen seen, String table) {
            return new Place(seen, table, "" + ID);
        }

        static Place of(String table) {
            return of(Seen.STAFF, table);
        }
    }

    /// By a path up to its first parameter. A room whose rows have ids in paths says here which
    /// table they are of; the row is in `foreign-rows.sql`.
    private static final Map<String, Place> PLACES =
            Map.ofEntries(
                    Map.entry("/api/accounts/", Place.of("core.account")),
                    Map.entry("/api/alarms/", Place.of("core.alarm")),
                    Map.entry("/api/credit-notes/", Place.of("core.credit_note")),
                    Map.entry("/api/bank-accounts/", Place.of("core.bank_account")),
                    Map.entry("/api/bank-lines/", Place.of("core.bank_line")),
                    Map.entry("/api/cash/payments/", Place.of("core.cash_payment")),
                    Map.entry("/api/charges/", Place.of("core.one_off")),
                    Map.entry("/api/cheques/", Place.of("core.cheque")),
                    Map.entry("/api/billing/runs/", Place.of("core.billing_run")),
                    Map.entry("/api/customers/", Place.of("core.customer")),
                    Map.entry("/api/discounts/", Place.of("core.discount")),
                    Map.entry("/api/dunning/quiet-periods/", Place.of("core.quiet_period")),
                    Map.entry("/api/dunning/runs/", Place.of("core.dunning_run")),
                    Map.entry("/api/files/customers/", Place.of("core.import")),
                    Map.entry("/api/files/plans/", new Place(Seen.STAFF, "core.import", "4243")),
                    Map.entry("/api/files/lines/", new Place(Seen.STAFF, "core.import", "4244")),
                    Map.entry("/api/hand-overs/", Place.of("core.hand_over")),
                    Map.entry("/api/imports/", Place.of("core.network_import")),
                    Map.entry("/api/invoices/", Place.of("core.invoice")),
                    Map.entry("/api/keys/", Place.of(Seen.ADMINS, "core.api_key")),
                    Map.entry(
                            "/api/ledger/accounts/",
                            new Place(Seen.STAFF, "core.ledger_account", "4243")),
                    Map.entry("/api/ledger/batches/", Place.of("core.ledger_batch")),
                    Map.entry("/api/lines/", Place.of("core.line")),
                    Map.entry("/api/live/names/", Place.of("telemetry.line")),
                    Map.entry("/api/messages/", Place.of("core.message")),
                    Map.entry("/api/names/", Place.of("telemetry.line")),
                    Map.entry("/api/notices/", new Place(Seen.ITS_OWN, "core.message", "4243")),
                    Map.entry("/api/plan-changes/", Place.of("core.plan_change")),
                    Map.entry("/api/plans/", Place.of(Seen.EVERYBODY, "core.plan")),
                    Map.entry("/api/portal/credit-notes/", Place.of("core.credit_note")),
                    Map.entry("/api/portal/invoices/", Place.of("core.invoice")),
                    Map.entry("/api/portal/lines/", Place.of("core.line")),
                    Map.entry("/api/portal/receipts/", Place.of("core.receipt")),
                    Map.entry("/api/portal/tickets/", Place.of("core.ticket")),
                    Map.entry("/api/promises/", Place.of("core.promise")),
                    Map.entry("/api/receipts/", Place.of("core.receipt")),
                    Map.entry("/api/routers/", Place.of("core.router")),
                    Map.entry("/api/sessions/", Place.of(Seen.ADMINS, "core.session")),
                    Map.entry("/api/subscriptions/", Place.of("core.subscription")),
                    Map.entry("/api/system/parked/", Place.of("core.event_parked")),
                    Map.entry("/api/ticket-holidays/", Place.of("core.holiday")),
                    Map.entry("/api/ticket-pictures/", Place.of("core.ticket_file")),
                    Map.entry("/api/ticket-queues/", Place.of("core.ticket_queue")),
                    Map.entry("/api/ticket-replies/", Place.of("core.canned_reply")),
                    Map.entry("/api/ticket-types/", Place.of("core.ticket_type")),
                    Map.entry("/api/tickets/", Place.of("core.ticket")),
                    Map.entry("/api/tills/", Place.of("core.till")),
                    Map.entry("/api/usage/lines/", Place.of("core.line")),
                    Map.entry("/api/usage/names/", Place.of("telemetry.line")),
                    Map.entry("/api/usage/routers/", Place.of("core.router")));

    /// Parameters that name no row.
    private static final Map<String, String> WORDS = Map.of("{reason}", "ADMIN");

    /// What no row is behind: a text that came with the program, a view in the memory of this
    /// process (LiveClientsTest tries another's).
    private static final Set<String> NO_ROWS = Set.of("/api/message-templates/", "/live/");

    private ForeignRows() {}

    public static void enter(TestApi api) {
        try (InputStream script = ForeignRows.class.getResourceAsStream("/foreign-rows.sql")) {
            api.sql(new String(script.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var purpose = new Purpose("customer/%d/document/%d".formatted(ID, ID));
        String photo = HexFormat.of().formatHex(api.cipher().seal(purpose, MARK));
        api.sql("update core.customer_document set secret = '\\x%s'".formatted(photo));
    }

    /// Nothing where a pattern's parameter names no row. A parameter that nobody has told of is a
    /// fault: its rows would never be tried.
    public static Optional<Place> place(String pattern) {
        String before = before(pattern);
        if (NO_ROWS.contains(before)) {
            return Optional.empty();
        }
        return Optional.of(
                Optional.ofNullable(PLACES.get(before))
                        .orElseThrow(() ->
                                new AssertionError(
                                        pattern + " (expected: its rows in ForeignRows.PLACES)")));
    }

    /// The pattern with the foreign row's id.
    public static String path(String pattern, Place place) {
        String path = before(pattern) + place.id() + pattern.substring(pattern.indexOf('}') + 1);
        for (var word : WORDS.entrySet()) {
            path = path.replace(word.getKey(), word.getValue());
        }
        if (path.contains("{")) {
            throw new AssertionError(path + " (expected: a word for it in ForeignRows.WORDS)");
        }
        return path;
    }

    private static String before(String pattern) {
        return pattern.substring(0, pattern.indexOf('{'));
    }
}
