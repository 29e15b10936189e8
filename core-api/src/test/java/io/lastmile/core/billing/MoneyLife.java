package io.lastmile.core.billing;

import static org.assertj.core.api.Assertions.assertThat;

import io.lastmile.core.ledger.CustomerBalance;
import io.lastmile.core.platform.Money;
import io.lastmile.core.platform.Refusal;
import io.lastmile.core.subscriptions.ChangeMode;
import io.lastmile.core.subscriptions.Made;
import io.lastmile.core.subscriptions.Origin;
import io.lastmile.core.subscriptions.Restart;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// A history as it is lived once, by a customer of its own.
final class MoneyLife {
    private static final Instant BEGIN = Instant.parse("2009-05-28T09:00:00Z");

    /// How it is lived: whether jobs run each day, and each unit of work is killed once before it
    /// commits.
    record Way(boolean daily, boolean killed) {}

    private static final class Killed extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    private final Desk desk;
    private final Way way;
    private final List<Integer> plans;
    private final Desk.Person person;
    private final List<Long> invoices = new ArrayList<>();
    private final List<Incoming> paid = new ArrayList<>();
    private final List<Supplier<?>> done = new ArrayList<>();
    private long serial;

    MoneyLife(Desk desk, Way way, List<Integer> plans) {
        this.desk = desk;
        this.way = way;
        this.plans = plans;
        desk.api.clock.set(BEGIN);
        this.person = desk.person(plans.getFirst(), Restart.RESTART, 3);
    }

    /// What is wrong after an act; empty if nothing is.
    String live(List<Act> acts) {
        for (Act act : acts) {
            String before = act.kind() == Act.Kind.REPEAT ? state() : "";
            live(act);
            if (act.kind() == Act.Kind.REPEAT && !before.equals(state())) {
                return act + ": a repetition changed\n" + before + "\nto\n" + state();
            }
            String wrong = wrong();
            if (!wrong.isEmpty()) {
                return act + ": " + wrong;
            }
        }
        waits(40 * 24);
        desk.jobs();
        return wrong();
    }

    private void live(Act act) {
        switch (act.kind()) {
            case WAIT -> waits(act.size() % 600);
            case BILL -> bill(act.size());
            case PAY -> pay(desk.incoming(person.customer(), 1 + act.size() * 13L), act.size());
            case CHOOSE -> choose(act.size());
            case BUY ->
                    pay(desk.buying(person, 1 + act.size() * 17L, 1 + act.size() % 3), act.size());
            case RENEW -> renew(1 + act.size() % 2);
            case CHANGE -> change(act.size());
            case CREDIT -> credit(act.size());
            case UNDO -> undo(act.size());
            case VOID -> makeVoid(act.size());
            case REPEAT -> repeat(act.size());
        }
    }

    private void waits(int hours) {
        if (!way.daily()) {
            desk.api.clock.move(Duration.ofHours(hours));
            return;
        }
        for (int left = hours; left > 0; left -= 24) {
            desk.api.clock.move(Duration.ofHours(Math.min(left, 24)));
            desk.jobs();
        }
    }

    private void bill(int size) {
        LineDraft[] lines = {Desk.line("Cable", size), Desk.line("Work", size * 7L % 9_999)};
        invoices.add(
                once(() -> {
                    long id =
                            desk.room
                                    .invoices()
                                    .draft(person.customer(), List.of(lines))
                                    .idOrRefuse();
                    return desk.room.invoices().finalise(id, 1).idOrRefuse();
                }));
    }

    /// Now and then it was taken some days ago, before the last invoice.
    private void pay(Incoming today, int size) {
        Incoming incoming = Desk.on(desk.today().minusDays(size % 3 == 0 ? size % 40 : 0), today);
        if (once(() -> desk.room.money().receive(incoming)) instanceof Received.Done done) {
            done.renewal().ifPresent(invoices::add);
        }
        paid.add(incoming);
        done.add(() -> desk.room.money().receive(incoming));
    }

    private void renew(int times) {
        var buying = new Incoming.Buying(person.subscription(), times);
        if (once(() -> desk.room.sales().buy(person.customer(), buying))
                instanceof Made.Done(long id)) {
            invoices.add(id);
        }
    }

    /// As far as it comes: a quote, a yes, and the money if it is there.
    private void change(int size) {
        var changes = desk.services.room.changes();
        int plan = plans.get(size % plans.size());
        var mode = ChangeMode.values()[size / 7 % ChangeMode.values().length];
        if (once(() -> changes.quote(person.subscription(), plan, mode))
                instanceof Made.Done(long id)) {
            once(() -> changes.accept(id));
            once(() -> changes.approve(id));
            once(() -> desk.room.changes().settle(id));
            done.add(() -> desk.room.changes().settle(id));
        }
    }

    private void choose(int size) {
        if (!invoices.isEmpty()) {
            Incoming plain = desk.incoming(person.customer(), 1 + size * 3L);
            var chosen =
                    new Incoming(
                            plain.source(),
                            plain.customer(),
                            plain.amount(),
                            plain.into(),
                            plain.day(),
                            Optional.of(invoices.get(size % invoices.size())),
                            Optional.empty());
            if (once(() -> desk.room.money().receive(chosen)) instanceof Received.Done) {
                paid.add(chosen);
                done.add(() -> desk.room.money().receive(chosen));
            }
        }
    }

    private void credit(int size) {
        if (!invoices.isEmpty()) {
            var draft =
                    new CreditDraft(
                            invoices.get(size % invoices.size()),
                            CreditReason.values()[size % CreditReason.values().length],
                            new Origin("test-credit", person.customer() * 1_000L + serial++),
                            Map.of(1 + size % 2, new Money(1 + size / 3)),
                            "history");
            if (once(() -> desk.room.credits().credit(draft)) instanceof Made.Done) {
                done.add(() -> desk.room.credits().credit(draft));
            }
        }
    }

    private void undo(int size) {
        if (!paid.isEmpty()) {
            Origin source = paid.get(size % paid.size()).source();
            var day = desk.today().minusDays(size % 2 == 0 ? 0 : size % 20);
            once(() -> desk.room.money().undo(source, day, "bounced"));
            done.add(() -> desk.room.money().undo(source, day, "bounced"));
        }
    }

    private void makeVoid(int size) {
        if (!invoices.isEmpty()) {
            long id = invoices.get(size % invoices.size());
            try {
                if (once(() -> desk.room.invoices().makeVoid(id, "wrong")) instanceof Made.Done) {
                    done.add(() -> desk.room.invoices().makeVoid(id, "wrong"));
                }
            } catch (Refusal later) {
                assertThat(later).message().containsAnyOf("later days go first", "change it back");
            }
        }
    }

    /// Whatever was done before is sent again.
    private void repeat(int size) {
        if (!done.isEmpty()) {
            Object unused = once(done.get(size % done.size()));
        }
    }

    private <T> T once(Supplier<T> work) {
        if (way.killed()) {
            try {
                desk.services.work(() -> {
                    T unused = work.get();
                    throw new Killed();
                });
            } catch (Killed expected) {
                return desk.services.work(work);
            }
        }
        return desk.services.work(work);
    }

    private String wrong() {
        CustomerBalance balance = desk.balance(person.customer());
        String open =
                desk.api.value(
                        "select coalesce(sum(open), 0) from core.invoice_due where customer = "
                                + person.customer());
        if (!open.equals("" + balance.due().poisha())) {
            return "open %s, owed %s".formatted(open, balance.due().poisha());
        }
        boolean both = balance.due().isPositive() && balance.credit().isPositive();
        String sum = sum();
        return both
                ? "owes %s with credit %s".formatted(balance.due(), balance.credit())
                : sum.equals("" + balance.net().poisha())
                        ? ""
                        : "documents say %s, books %s".formatted(sum, balance.net().poisha());
    }

    /// I2: invoices less credit notes less receipts.
    private String sum() {
        return desk.api.value(
                """
                select (select coalesce(sum(i.total), 0) from core.invoice as i
                        where i.customer = %1$d and i.finalised is not null
                          and not exists (select from core.invoice_void as v
                                          where v.invoice = i.id))
                     - (select coalesce(sum(total), 0) from core.credit_note
                        where customer = %1$d)
                     - (select coalesce(sum(r.amount), 0) from core.receipt as r
                        where r.customer = %1$d
                          and not exists (select from core.receipt_undo as u
                                          where u.receipt = r.id))
                """
                        .formatted(person.customer()));
    }

    /// All that is kept of the customer but ids, numbers and the times at which it was written.
    String state() {
        return desk.api.value(
                """
                select concat_ws(E'\\n', (
                    select string_agg(concat_ws(' ', 'invoice', i.kind, i.issue_day, i.due_day,
                        i.net, i.sd, i.vat, d.open, v.day), E'\\n' order by i.id)
                    from core.invoice as i left join core.invoice_due as d on d.invoice = i.id
                    left join core.invoice_void as v on v.invoice = i.id
                    where i.customer = %1$d), (
                    select string_agg(concat_ws(' ', 'receipt', r.day, r.amount, u.day), E'\\n'
                        order by r.id)
                    from core.receipt as r left join core.receipt_undo as u on u.receipt = r.id
                    where r.customer = %1$d), (
                    select string_agg(concat_ws(' ', 'note', n.issue_day, n.net, n.vat, n.to_due,
                        n.to_credit), E'\\n' order by n.id)
                    from core.credit_note as n where n.customer = %1$d), (
                    select string_agg(concat_ws(' ', 'entry', a.kind, e.day, e.amount), E'\\n'
                        order by e.day, a.kind, e.amount)
                    from core.ledger_entry as e join core.ledger_account as a on a.id = e.account
                    where e.batch in (select batch from core.ledger_entry
                                      where customer = %1$d)), (
                    select string_agg(concat_ws(' ', 'time', s.plan, s.start_day, s.end_day,
                        s.net_poisha), E'\\n' order by s.start_day)
                    from core.entitlement_segment as s
                    where s.subscription = %2$d and s.retracted is null), (
                    select string_agg(concat_ws(' ', 'ahead', d.day, d.amount, d.outcome), E'\\n'
                        order by d.id)
                    from core.deferral as d where d.customer = %1$d))
                """
                        .formatted(person.customer(), person.subscription()));
    }
}
