package io.lastmile.core.tickets;

import io.lastmile.core.customers.Customer;
import io.lastmile.core.customers.Customers;
import io.lastmile.core.identity.Account;
import io.lastmile.core.identity.Accounts;
import io.lastmile.core.identity.Permissions;
import io.lastmile.core.platform.Permission;
import io.lastmile.core.platform.Role;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Accounts that tickets may be given to: the ISP's own people, and a reseller for what its own
/// customers complain about. Call it within a unit of work.
record TicketWorkers(Accounts accounts, Customers customers) {
    private static final Set<Role> STAFF =
            Stream.of(Role.values())
                    .filter(role -> role != Role.RESELLER)
                    .filter(role -> Permissions.of(role).contains(Permission.TICKETS_WORK))
                    .collect(Collectors.toUnmodifiableSet());

    List<Account> all() {
        return accounts.working(STAFF);
    }

    List<Account> of(Ticket ticket) {
        return Stream.concat(all().stream(), reseller(ticket).stream()).toList();
    }

    /// That account, if this ticket may be its.
    Optional<Account> find(Ticket ticket, int account) {
        return accounts.find(account)
                .filter(found -> found.disabled().isEmpty() && STAFF.contains(found.role()))
                .or(() -> reseller(ticket).filter(found -> found.id() == account));
    }

    private Optional<Account> reseller(Ticket ticket) {
        return customers
                .find(ticket.customer())
                .flatMap(Customer::reseller)
                .flatMap(accounts::find)
                .filter(account -> account.disabled().isEmpty())
                .filter(account -> account.role() == Role.RESELLER);
    }
}
