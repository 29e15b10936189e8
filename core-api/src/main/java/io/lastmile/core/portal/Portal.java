package io.lastmile.core.portal;

import io.lastmile.core.customers.Customer;
import io.lastmile.core.customers.CustomerParts;
import io.lastmile.core.customers.Records;
import io.lastmile.core.lines.Line;
import io.lastmile.core.lines.LineStores;
import io.lastmile.core.platform.Actor;
import io.lastmile.core.platform.Fields;
import io.lastmile.core.platform.Problem;
import io.lastmile.core.subscriptions.SubscriptionViews;
import io.lastmile.core.usage.Range;
import io.lastmile.core.usage.Subject;
import io.lastmile.core.usage.Usage;
import io.lastmile.core.usage.UsageSeries;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// Everything that a customer asks about themselves; the routes and the pages are its two faces.
/// Each call is a unit of work of its own and more: lines are found as the customer, so that
/// row-level security decides, and what the network knows of them is read as the program.
public final class Portal {
    private static final Actor PROGRAM = Actor.system("portal");
    private static final LocalDate OLDEST = LocalDate.of(2020, 1, 1);

    /// What it looks into.
    record Sources(
            CustomerParts customers,
            LineStores lines,
            Usage usage,
            PortalLines view,
            SubscriptionViews services,
            Addresses addresses) {}

    private final Sources sources;
    private final ZoneId zone;

    Portal(Sources sources, ZoneId zone) {
        this.sources = sources;
        this.zone = zone;
    }

    public ZoneId zone() {
        return zone;
    }

    public LocalDate today() {
        return sources.customers().clock().instant().atZone(zone).toLocalDate();
    }

    /// `day` of a query; nothing lies ahead.
    public static LocalDate day(Fields query, LocalDate today) {
        Optional<String> text = query.optionalText("day", 10);
        try {
            LocalDate day = text.map(LocalDate::parse).orElse(today);
            if (!day.isAfter(today) && !day.isBefore(OLDEST)) {
                return day;
            }
        } catch (DateTimeParseException e) {
            // Told below, as any other text that is no such day.
        }
        query.refuse("day", text.orElse(""), "a day until " + today);
        return today;
    }

    /// The customer's lines, at most a hundred.
    public List<PortalLine> lines() {
        int customer = Actor.current().who().customer();
        List<Line> own = own(() -> sources.lines().lines().ofCustomer(customer));
        return asProgram(() -> own.stream().map(sources.view()::view).toList());
    }

    /// The services that run on them, as the customer sees them by row-level security.
    public List<PortalService> services() {
        int customer = Actor.current().who().customer();
        var views = sources.services();
        return own(() ->
                views.summaries().ofCustomer(customer).stream()
                        .flatMap(List::stream)
                        .filter(one -> one.subscription().ended().isEmpty())
                        .map(one ->
                                PortalService.of(
                                        one, views.timelines().why(one.subscription().id())))
                        .toList());
    }

    /// One of them, or a refusal with 404: another's line is no line.
    public PortalLine line(int id) {
        Line line = need(id);
        return asProgram(() -> sources.view().view(line));
    }

    public PortalUsage usage(int line, Span span, LocalDate day) {
        Subject subject = subject(line);
        var volumes = PROGRAM.call(() -> sources.usage().volumes(subject, span.range(day, zone)));
        return PortalUsage.of(line, span, day, zone, volumes);
    }

    /// The same as rates, for a graph.
    public UsageSeries series(int line, Range range) {
        Subject subject = subject(line);
        return PROGRAM.call(() -> sources.usage().series(subject, range, Optional.empty()));
    }

    public PortalAccount account() {
        int id = Actor.current().who().customer();
        return own(() -> {
            Customer customer = sources.customers().need(id);
            Records records = sources.customers().records();
            return PortalAccount.of(customer, records.contacts(id), records.consents(id));
        });
    }

    /// The contract itself needs what it needs: `service` is not asked.
    public static void requireAsked(Fields fields, Records.Purpose purpose) {
        if (purpose == Records.Purpose.SERVICE) {
            fields.refuse("purpose", "service", "messages, offers or churn-score");
        }
    }

    /// What the customer lets data be used for, from now on.
    public void consent(Records.Purpose purpose, boolean given) {
        int id = Actor.current().who().customer();
        sources.customers()
                .database()
                .transact(() -> {
                    sources.customers().need(id);
                    sources.customers().records().addConsent(id, purpose, given, "portal");
                    return id;
                });
    }

    /// Of the line that an address is of right now, for whoever is shut out and cannot log in.
    public Walled walled(String address) {
        return asProgram(() ->
                sources.addresses()
                        .line(address)
                        .map(line -> new Walled(true, sources.view().reasons(line)))
                        .orElse(Walled.UNKNOWN));
    }

    private Subject subject(int line) {
        int id = need(line).id();
        return asProgram(() -> sources.view().subject(id));
    }

    /// Row-level security shows customers their own lines only; that it is this customer's is asked
    /// once more.
    private Line need(int id) {
        Optional<Integer> customer = Optional.of(Actor.current().who().customer());
        return own(() -> sources.lines().lines().find(id))
                .filter(line -> line.customer().equals(customer))
                .orElseThrow(() -> Problem.notFound("line", id).refusal());
    }

    private <T> T own(Supplier<T> work) {
        return sources.customers().database().read(work);
    }

    private <T> T asProgram(Supplier<T> work) {
        return PROGRAM.call(() -> sources.customers().database().read(work));
    }
}
