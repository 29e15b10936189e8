package io.lastmile.core.payments;

import io.lastmile.core.TestApi;
import io.lastmile.core.billing.Incoming;
import io.lastmile.core.billing.LineDraft;
import io.lastmile.core.identity.Permissions;
import io.lastmile.core.ledger.Proof;
import io.lastmile.core.platform.Actor;
import io.lastmile.core.platform.Money;
import io.lastmile.core.platform.Role;
import io.lastmile.core.subscriptions.Restart;
import io.lastmile.core.subscriptions.Services;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;

/// A small ISP in Dhaka with two who take cash and two who settle it.
final class TillGround implements AutoCloseable {
    static final int THREADS = 8;

    final TestApi api = TestApi.start();
    final Services services = new Services(api, ZoneId.of("Asia/Dhaka"));
    final PaymentRoom room = api.core.payments();
    final Actor karim = person("karim", Role.SUPPORT);
    final Actor salma = person("salma", Role.FIELD_MANAGER);
    final Actor rahim = person("rahim", Role.BILLING);
    final Actor nadia = person("nadia", Role.BILLING);
    final int plan = services.plan(500, "calendar-months", 1);

    Actor person(String login, Role role) {
        int id =
                Integer.parseInt(
                        api.value(
                                """
                                insert into core.account
                                    (login, name, role, created, changed, changed_by)
                                values ('%s', '%s', '%s', now(), now(), 'test') returning id
                                """
                                        .formatted(login, login, role.word())));
        return new Actor(role, new Actor.Who(login, id, 0, 0), Permissions.of(role), "127.0.0.1");
    }

    /// A customer with a prepaid service of 500 taka a month.
    record Customer(int id, int service) {
        Optional<Incoming.Buying> buys(int times) {
            return Optional.of(new Incoming.Buying(service, times));
        }
    }

    Customer customer() {
        int service = services.start(plan, Restart.RESTART, 0);
        int id =
                Integer.parseInt(
                        api.value("select customer from core.subscription where id = " + service));
        return new Customer(id, service);
    }

    <T> T as(Actor actor, Supplier<T> work) {
        return actor.call(() -> api.core.database().transact(work));
    }

    /// An invoice by hand; its id.
    long invoice(int customer, long taka) {
        return services.work(() ->
                api.core
                        .billing()
                        .invoices()
                        .open(
                                customer,
                                Money.ofTaka(taka),
                                new LineDraft.Says("Setup", "", 1),
                                "test"));
    }

    Taken take(Actor who, CashDraft draft) {
        return as(who, () -> room.cash().take(draft));
    }

    CashDraft draft(int customer, long taka) {
        return new CashDraft(customer, Money.ofTaka(taka), Optional.empty(), Wish.NONE, "");
    }

    Money balance(Actor who) {
        return as(who, () -> room.stores().tills().own()).map(Till::balance).orElse(Money.ZERO);
    }

    Money due(int customer) {
        return services.work(() -> api.core.billing().stores().balance(customer)).due();
    }

    Money credit(int customer) {
        return services.work(() -> api.core.billing().stores().balance(customer)).credit();
    }

    Optional<LocalDate> until(int service) {
        return services.work(() -> services.room.stores().entitlements().paidTime(service).until());
    }

    LocalDate today() {
        return api.core.billing().stores().today();
    }

    Proof proof() {
        return Actor.system("test")
                .call(() ->
                        api.core
                                .database()
                                .read(() -> api.core.ledger().stores().proofs().prove()));
    }

    /// All at once.
    static <T> List<T> crowd(Callable<T> work) throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            List<T> results = new ArrayList<>();
            for (Future<T> one : threads.invokeAll(Collections.nCopies(THREADS, work))) {
                results.add(one.get());
            }
            return results;
        }
    }

    @Override
    public void close() {
        api.close();
    }
}
