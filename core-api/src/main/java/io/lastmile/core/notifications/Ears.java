package io.lastmile.core.notifications;

import io.lastmile.core.alarms.Alarms;
import io.lastmile.core.customers.CustomerAdded;
import io.lastmile.core.customers.CustomerErased;
import io.lastmile.core.customers.Customers;
import io.lastmile.core.identity.Identity;
import io.lastmile.core.identity.PasswordResetRequested;
import io.lastmile.core.lines.Lines;
import io.lastmile.core.platform.Heard;
import io.lastmile.core.platform.Listener;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;

/// Everything that the room hears, and whom it tells. What it writes commits with the cursor of its
/// listener, of which there is one: notices appear in the order of their ids.
final class Ears {
    static final String LISTENER = "notifications";

    private static final String PORTAL = "/portal";

    /// Whom it asks about people.
    record People(Customers customers, Identity identity, Lines lines, Alarms alarms) {}

    private final People people;
    private final Postbox postbox;
    private final Settings settings;
    private final ZoneId zone;
    private final PaperEars papers;

    Ears(People people, Postbox postbox, Settings settings, PaperEars papers, ZoneId zone) {
        this.zone = zone;
        this.papers = papers;
        this.people = people;
        this.postbox = postbox;
        this.settings = settings;
    }

    Listener listener() {
        Listener listener =
                new Listener(LISTENER)
                        .on(PasswordResetRequested.class, this::reset)
                        .on(CustomerAdded.class, this::welcome)
                        .on(
                                CustomerErased.class,
                                heard -> postbox.forget(heard.event().customer()));
        var accounts = people.identity().accounts();
        new TicketEars(people.customers(), accounts, postbox).on(listener);
        new LineEars(people.lines(), people.customers(), postbox).on(listener);
        new DebtEars(people, settings, postbox).on(listener);
        papers.on(listener);
        new MoneyEars(people.customers(), accounts, postbox).on(listener);
        new AlarmEars(people.alarms(), accounts, postbox, zone).on(listener);
        return listener;
    }

    private void reset(Heard<PasswordResetRequested> heard) {
        PasswordResetRequested event = heard.event();
        var to =
                new Recipient(
                        Optional.of(event.account()),
                        Optional.empty(),
                        event.name(),
                        "",
                        event.email());
        String link = settings.site().site() + people.identity().resetPath(event);
        String minutes = "" + people.identity().resetLife().toMinutes();
        postbox.post(
                occasion(
                        heard,
                        Cause.PASSWORD_RESET,
                        "",
                        _ -> Map.of("link", link, "minutes", minutes)),
                to,
                event.language().equals("bn") ? "bn" : "en");
    }

    private void welcome(Heard<CustomerAdded> heard) {
        people.customers()
                .find(heard.event().customer())
                .ifPresent(customer ->
                        postbox.post(
                                occasion(
                                        heard,
                                        Cause.WELCOME,
                                        PORTAL,
                                        _ ->
                                                Map.of(
                                                        "number",
                                                        customer.number(),
                                                        "portal",
                                                        settings.site().site() + PORTAL)),
                                Recipient.of(customer)));
    }

    private static Postbox.Occasion occasion(
            Heard<?> heard, Cause cause, String path, Postbox.Values values) {
        return new Postbox.Occasion(cause, "event:" + heard.id(), path, values);
    }
}
