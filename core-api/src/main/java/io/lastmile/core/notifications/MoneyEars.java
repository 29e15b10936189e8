package io.lastmile.core.notifications;

import io.lastmile.core.customers.Customers;
import io.lastmile.core.identity.Accounts;
import io.lastmile.core.identity.Permissions;
import io.lastmile.core.payments.ChequeBounced;
import io.lastmile.core.platform.Heard;
import io.lastmile.core.platform.Listener;
import io.lastmile.core.platform.Permission;
import io.lastmile.core.platform.Role;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Money that turned out to be none, for whoever settles it: a customer who pays ahead owes nothing
/// that anybody would remind of, and what the cheque bought goes on.
final class MoneyEars {
    private static final String PATH = "/cheques/";

    private static final Set<Role> SETTLERS =
            EnumSet.allOf(Role.class).stream()
                    .filter(Role::staff)
                    .filter(role -> Permissions.of(role).contains(Permission.CASH_SETTLE))
                    .collect(Collectors.toUnmodifiableSet());

    private final Customers customers;
    private final Accounts accounts;
    private final Postbox postbox;

    MoneyEars(Customers customers, Accounts accounts, Postbox postbox) {
        this.customers = customers;
        this.accounts = accounts;
        this.postbox = postbox;
    }

    Listener on(Listener listener) {
        return listener.on(ChequeBounced.class, this::bounced);
    }

    /// The customer by number: a message stays where a name has to go.
    private void bounced(Heard<ChequeBounced> heard) {
        ChequeBounced event = heard.event();
        String number =
                customers.find(event.customer()).map(customer -> customer.number()).orElse("");
        var occasion =
                new Postbox.Occasion(
                        Cause.CHEQUE_BOUNCED,
                        "event:" + heard.id(),
                        PATH + event.cheque(),
                        _ ->
                                Map.of(
                                        "cheque", event.says(),
                                        "number", number,
                                        "amount", event.amount().grouped()));
        List<Recipient> settlers = accounts.working(SETTLERS).stream().map(Recipient::of).toList();
        postbox.post(occasion, settlers);
    }
}
