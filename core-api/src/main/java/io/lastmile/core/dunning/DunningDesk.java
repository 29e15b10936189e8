package io.lastmile.core.dunning;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Judges subscriptions and writes down what follows. Call it within a unit of work; it takes the
/// subscriptions' rows first, in the order of their ids.
final class DunningDesk {
    private final DunningStores stores;

    DunningDesk(DunningStores stores) {
        this.stores = stores;
    }

    /// Sets free who may be on, at once; who has to be off and is not, for the next run to begin.
    List<Integer> settle(List<Integer> subscriptions) {
        List<Verdict> verdicts = judge(subscriptions);
        lift(verdicts.stream().filter(v -> v.cut() && !v.nonpay()).toList());
        watch(verdicts);
        return verdicts.stream()
                .filter(v -> v.nonpay() && !v.cut())
                .map(v -> v.inputs().who().subscription())
                .toList();
    }

    /// All of a customer.
    void look(int customer) {
        settle(stores.dossiers().ofCustomer(customer));
    }

    /// Cuts off who of these still has to be off; how many.
    int begin(List<Integer> subscriptions, Optional<Long> run) {
        List<Verdict> verdicts = judge(subscriptions);
        List<Verdict> wanted = verdicts.stream().filter(v -> v.nonpay() && !v.cut()).toList();
        List<Dossier.Who> begun = stores.nonpays().begin(wanted, run);
        if (!begun.isEmpty()) {
            tell(new NonpayBegan(begun), "begun", begun.size());
        }
        watch(judge(subscriptions));
        return begun.size();
    }

    List<Verdict> judge(List<Integer> subscriptions) {
        stores.dossiers().lock(subscriptions);
        Nonpayment rule = stores.nonpayment();
        Instant now = stores.below().platform().clock().instant();
        return stores.dossiers().of(subscriptions).stream().map(d -> rule.at(d, now)).toList();
    }

    private void lift(List<Verdict> verdicts) {
        List<Dossier.Who> lifted = stores.nonpays().lift(verdicts);
        if (!lifted.isEmpty()) {
            tell(new NonpayEnded(lifted), "ended", lifted.size());
        }
    }

    private void watch(List<Verdict> verdicts) {
        stores.below().watches().put(verdicts);
        stores.below()
                .watches()
                .forget(
                        verdicts.stream()
                                .filter(DunningDesk::over)
                                .map(v -> v.inputs().who().subscription())
                                .toList());
    }

    private static boolean over(Verdict verdict) {
        Dossier.Life life = verdict.inputs().life();
        return !verdict.nonpay() && (life == Dossier.Life.ENDED || life == Dossier.Life.FOLLOWED);
    }

    private void tell(io.lastmile.core.platform.DomainEvent event, String step, int count) {
        stores.below().platform().outbox().add(event);
        stores.below()
                .platform()
                .meters()
                .counter("lastmile.core.dunning.services", "step", step)
                .increment(count);
    }
}
