package io.lastmile.core.dunning;

import io.lastmile.core.billing.CreditNoteIssued;
import io.lastmile.core.billing.InvoiceIssued;
import io.lastmile.core.billing.InvoiceVoided;
import io.lastmile.core.billing.ReceiptIssued;
import io.lastmile.core.billing.ReceiptUndone;
import io.lastmile.core.customers.CustomerErased;
import io.lastmile.core.payments.MoneyComing;
import io.lastmile.core.platform.Listener;
import io.lastmile.core.subscriptions.EntitlementExtended;
import io.lastmile.core.subscriptions.EntitlementRefunded;
import io.lastmile.core.subscriptions.PlanChangeApplied;
import io.lastmile.core.subscriptions.SubscriptionEnded;
import io.lastmile.core.subscriptions.SubscriptionPaused;
import io.lastmile.core.subscriptions.SubscriptionResumed;
import io.lastmile.core.subscriptions.SubscriptionStarted;

/// Hears what can set somebody free, or bring the instant nearer at which they are cut off.
final class DunningEars {
    static final String LISTENER = "dunning";

    private final DunningStores stores;
    private final DunningDesk desk;

    DunningEars(DunningStores stores, DunningDesk desk) {
        this.stores = stores;
        this.desk = desk;
    }

    Listener listener() {
        return new Listener(LISTENER)
                .on(SubscriptionStarted.class, heard -> of(heard.event().subscription()))
                .on(SubscriptionPaused.class, heard -> of(heard.event().subscription()))
                .on(SubscriptionResumed.class, heard -> of(heard.event().subscription()))
                .on(SubscriptionEnded.class, heard -> of(heard.event().subscription()))
                .on(PlanChangeApplied.class, heard -> of(heard.event().subscription()))
                .on(EntitlementExtended.class, heard -> of(heard.event().subscription()))
                .on(EntitlementRefunded.class, heard -> of(heard.event().subscription()))
                .on(InvoiceIssued.class, heard -> desk.look(heard.event().customer()))
                .on(InvoiceVoided.class, heard -> desk.look(heard.event().customer()))
                .on(CreditNoteIssued.class, heard -> desk.look(heard.event().customer()))
                .on(ReceiptIssued.class, heard -> desk.look(heard.event().customer()))
                .on(ReceiptUndone.class, heard -> desk.look(heard.event().customer()))
                .on(MoneyComing.class, heard -> desk.look(heard.event().customer()))
                .on(CustomerErased.class, heard -> forget(heard.event().customer()));
    }

    private void of(int subscription) {
        stores.dossiers().customersOf(subscription).forEach(desk::look);
    }

    private void forget(int customer) {
        stores.promises().forget(customer);
        stores.exemptions().forget(customer);
    }
}
