package io.lastmile.core.dunning;

import io.lastmile.core.platform.Database;
import io.lastmile.core.platform.DomainEvent;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.function.Supplier;

/// Reminds, from an hour of the day on, who has still time to pay and who has not paid. What was
/// told and the event that says so commit together: killed anywhere, it tells the others.
final class ReminderJob {
    private final Database database;
    private final DunningStores stores;
    private final Reminders reminders;

    ReminderJob(DunningStores stores, Reminders reminders) {
        this.database = stores.below().platform().database();
        this.stores = stores;
        this.reminders = reminders;
    }

    void run() {
        DunningRules rules = database.read(() -> stores.rules().current());
        LocalTime hour = LocalTime.ofInstant(stores.now(), stores.below().zone());
        if (!rules.active() || hour.isBefore(rules.reminding().hour())) {
            return;
        }
        LocalDate today = stores.today();
        for (int days : rules.reminding().days()) {
            var stage = Reminders.Stage.of(today, days);
            all(() -> reminders.expiry(stage));
            all(() -> reminders.due(stage, today, rules.tolerance()));
        }
        for (int days : rules.reminding().lateDays()) {
            var stage = Reminders.Stage.of(today, -days);
            all(() -> reminders.due(stage, today, rules.tolerance()));
        }
    }

    private void all(Supplier<? extends List<? extends DomainEvent>> step) {
        int told = Reminders.ROWS_MAX;
        while (told == Reminders.ROWS_MAX) {
            told = database.transact(() -> tell(step.get()));
        }
    }

    private int tell(List<? extends DomainEvent> events) {
        var platform = stores.below().platform();
        events.forEach(platform.outbox()::add);
        platform.meters().counter("lastmile.core.dunning.reminders").increment(events.size());
        return events.size();
    }
}
