package io.lastmile.core.dunning;

import io.lastmile.core.platform.Actor;
import io.lastmile.core.platform.Permission;
import java.time.LocalDate;
import java.util.Optional;

/// Spares customers, within what the rules allow, and looks at them at once. Call it within a unit
/// of work.
public final class MercyDesk {
    /// An exemption is looked at again within a year.
    static final int EXEMPT_DAYS_MAX = 366;

    private final DunningStores stores;
    private final DunningDesk desk;

    MercyDesk(DunningStores stores, DunningDesk desk) {
        this.stores = stores;
        this.desk = desk;
    }

    /// The money comes by the end of `lastDay`. A word that was taken back counts too.
    public Granted promise(int customer, LocalDate lastDay, String why) {
        if (unknown(customer)) {
            return new Granted.Missing("customer", customer);
        }
        var limits = stores.rules().current().promising();
        int lately = stores.promises().lately(customer);
        if (lately >= limits.count()) {
            String expected =
                    "fewer than %d within %d days"
                            .formatted(limits.count(), Promises.SPAN.toDays());
            return Granted.refused("promises", lately, expected);
        }
        LocalDate today = stores.today();
        LocalDate last = today.plusDays(limits.days());
        if (lastDay.isBefore(today) || lastDay.isAfter(last)) {
            return Granted.refused("lastDay", lastDay, "a day from " + today + " to " + last);
        }
        long id = stores.promises().add(customer, lastDay, why);
        desk.look(customer);
        return new Granted.Done(id);
    }

    /// Of this customer.
    public Granted withdraw(int customer, long promise) {
        Optional<Mercy> found =
                stores.promises().find(promise).filter(mercy -> mercy.customer() == customer);
        if (found.isEmpty()) {
            return new Granted.Missing("promise", promise);
        }
        if (!stores.promises().withdraw(promise)) {
            return Granted.refused("promise", "withdrawn", "one that stands");
        }
        desk.look(customer);
        return new Granted.Done(promise);
    }

    /// Of who may approve, it holds at once and in place of the one there was; of others it waits.
    public Granted exempt(int customer, LocalDate lastDay, String why) {
        if (unknown(customer)) {
            return new Granted.Missing("customer", customer);
        }
        LocalDate today = stores.today();
        LocalDate last = today.plusDays(EXEMPT_DAYS_MAX);
        if (lastDay.isBefore(today) || lastDay.isAfter(last)) {
            return Granted.refused("lastDay", lastDay, "a day from " + today + " to " + last);
        }
        Exemptions exemptions = stores.exemptions();
        boolean approves = Actor.current().may(Permission.DUNNING_APPROVE);
        exemptions.lock(customer);
        if (!approves && exemptions.open(customer)) {
            return Granted.refused("exemption", "one", "none that stands or waits");
        }
        exemptions.end(customer);
        long id = exemptions.add(customer, lastDay, why);
        if (approves) {
            exemptions.approve(customer);
            desk.look(customer);
        }
        return new Granted.Done(id);
    }

    /// The one that waits.
    public Granted approve(int customer) {
        stores.exemptions().lock(customer);
        if (!stores.exemptions().approve(customer)) {
            return new Granted.Missing("exemption that waits, of customer", customer);
        }
        desk.look(customer);
        return new Granted.Done(customer);
    }

    /// The one that stands or waits.
    public Granted end(int customer) {
        stores.exemptions().lock(customer);
        if (!stores.exemptions().end(customer)) {
            return new Granted.Missing("exemption of customer", customer);
        }
        desk.look(customer);
        return new Granted.Done(customer);
    }

    private boolean unknown(int customer) {
        return !stores.dossiers().known(customer);
    }
}
