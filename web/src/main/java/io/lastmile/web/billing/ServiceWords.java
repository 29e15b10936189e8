package io.lastmile.web.billing;

import io.lastmile.core.plans.Plan;
import io.lastmile.core.platform.Fields;
import io.lastmile.core.subscriptions.PaidTime;
import io.lastmile.core.subscriptions.Subscription;
import io.lastmile.core.subscriptions.SubscriptionKind;
import io.lastmile.core.subscriptions.SubscriptionStores;
import java.time.LocalDate;
import java.util.Optional;

/// A service and how long it is paid.
final class ServiceWords {
    record Found(Subscription service, String line, Optional<Plan> plan, PaidTime paid) {}

    private final BillWords words;

    ServiceWords(BillWords words) {
        this.words = words;
    }

    static Found find(BillRooms rooms, Subscription service) {
        SubscriptionStores stores = rooms.core().subscriptions().stores();
        int plan = stores.subscriptions().planAt(service.id(), rooms.stores().today());
        return new Found(
                service,
                rooms.line(service),
                rooms.core().plans().plans().find(plan),
                stores.entitlements().paidTime(service.id()));
    }

    BillView.Service of(Found found) {
        Optional<LocalDate> until = found.paid().until();
        String state = state(found);
        return new BillView.Service(
                found.service().id(),
                found.line(),
                found.plan()
                        .map(plan -> words.name(plan.terms().name(), plan.terms().nameBn()))
                        .orElse(""),
                words.texts().of("dunning.kind." + Fields.nameOf(found.service().kind())),
                until.map(day -> words.day(day.minusDays(1))).orElse(""),
                words.texts().of("bill.service." + (charged(found, state) ? "charged" : state)),
                switch (state) {
                    case "paid" -> "good";
                    case "over" -> "bad";
                    default -> "";
                });
    }

    /// What was charged of a postpaid service is not paid yet, or is: its bills say so.
    private static boolean charged(Found found, String state) {
        return state.equals("paid") && found.service().kind() != SubscriptionKind.PREPAID;
    }

    private String state(Found found) {
        if (found.service().ended().filter(day -> !day.isAfter(words.today())).isPresent()) {
            return "ended";
        }
        if (found.paid().until().isEmpty()) {
            return "none";
        }
        return found.paid().until().filter(words.today()::isBefore).isPresent() ? "paid" : "over";
    }
}
