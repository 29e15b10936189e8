package io.lastmile.core.subscriptions;

import io.lastmile.core.platform.Money;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;

/// Sells and takes back time. Call it within a unit of work: what is paid is there if and only if
/// its payment is. Each takes the subscription's row first and does what was due until then.
public final class TimeDesk {
    private final SubscriptionStores stores;
    private final EntitlementBatch batch;
    private final Doors doors;

    /// An offer that was made in this unit of work, and what it is sold for.
    public record Deal(int subscription, Offer offer, Sale sale) {}

    TimeDesk(SubscriptionStores stores, EntitlementBatch batch, Doors doors) {
        this.stores = stores;
        this.batch = batch;
        this.doors = doors;
    }

    /// What a purchase would do now. It takes the row too, so that a sale in the same unit of work
    /// does the same.
    public Optional<Offer> offer(int id, Purchase purchase) {
        return Optional.ofNullable(offers(Map.of(id, purchase)).get(id));
    }

    /// Many at once, each of another subscription, by as many statements as for one. What is none
    /// or has ended has no offer.
    public Map<Integer, Offer> offers(Map<Integer, Purchase> purchases) {
        TermSheet terms = new TermSheet(stores);
        Map<Integer, Offer> offers = new HashMap<>();
        for (CycleState state : doors.open(purchases.keySet())) {
            int id = state.subscription().id();
            if (doors.runs(state.subscription())) {
                Purchase purchase = Objects.requireNonNull(purchases.get(id));
                offers.put(id, offer(state, purchase, terms));
            }
        }
        return offers;
    }

    /// Adds the days that a sale bought, once.
    public Made extend(int id, Sale sale) {
        List<CycleState> found = doors.open(List.of(id));
        if (found.isEmpty()) {
            return new Made.Missing("subscription", id);
        }
        Optional<Cause> before = stores.entitlements().find(sale.origin());
        if (before.isPresent()) {
            return before.get().repeated(id, Cause.Kind.EXTENDED);
        }
        CycleState state = found.getFirst();
        if (!doors.runs(state.subscription())) {
            return doors.ended(state.subscription());
        }
        Offer offer = offer(state, sale.purchase(), new TermSheet(stores));
        return sold(List.of(new Deal(id, offer, sale))).getFirst();
    }

    /// Adds the days of offers that were made in this unit of work, each once, by as many
    /// statements as for one; the answers are in the same order.
    public List<Made> sell(List<Deal> deals) {
        Map<Origin, Cause> before =
                batch.find(deals.stream().map(deal -> deal.sale().origin()).toList());
        List<Deal> fresh =
                deals.stream().filter(deal -> !before.containsKey(deal.sale().origin())).toList();
        var done = sold(fresh).iterator();
        List<Made> answers = new ArrayList<>();
        for (Deal deal : deals) {
            Cause known = before.get(deal.sale().origin());
            answers.add(
                    known == null
                            ? done.next()
                            : known.repeated(deal.subscription(), Cause.Kind.EXTENDED));
        }
        return answers;
    }

    private List<Made> sold(Collection<Deal> deals) {
        List<EntitlementBatch.Sold> sold = deals.stream().map(TimeDesk::sold).toList();
        Map<Origin, Long> causes = batch.add(sold);
        List<EntitlementExtended> told = new ArrayList<>();
        List<Made> made = new ArrayList<>();
        for (EntitlementBatch.Sold one : sold) {
            Entitlements.Draft draft = one.draft();
            long cause = Objects.requireNonNull(causes.get(draft.origin()));
            told.add(new EntitlementExtended(draft.subscription(), cause, one.start(), one.end()));
            made.add(new Made.Done(cause));
        }
        stores.below().outbox().addAll(told);
        return made;
    }

    private static EntitlementBatch.Sold sold(Deal deal) {
        Offer offer = deal.offer();
        List<Money> nets =
                deal.sale().net().map(net -> shared(net, offer.charges())).orElse(offer.charges());
        var draft =
                new Entitlements.Draft(
                        deal.subscription(),
                        deal.sale().origin(),
                        Cause.Kind.EXTENDED,
                        deal.sale().purchase().day(),
                        offer.extension());
        return new EntitlementBatch.Sold(draft, segments(offer, nets));
    }

    private static Offer offer(CycleState state, Purchase purchase, TermSheet terms) {
        Purchase counted = counted(state, purchase);
        LocalDate from = Extension.from(state.standing(), counted);
        LocalDate day = from.isAfter(purchase.day()) ? from : purchase.day();
        int plan = state.plans().at(day);
        var version = terms.at(plan, day);
        Extension extension = Extension.of(state.standing(), Validity.of(version.terms()), counted);
        return new Offer(
                plan, version.number(), extension, extension.charges(version.terms().price()));
    }

    /// The day on which a purchase counts: in a pause time stands still, and the first one is not
    /// used before the service begins. Its plan and price are those of today all the same: what is
    /// paid late is paid for what the line has now.
    private static Purchase counted(CycleState state, Purchase purchase) {
        Subscription subscription = state.subscription();
        boolean first = state.standing().paidUntil().isEmpty();
        if (first && purchase.day().isBefore(subscription.started())) {
            return purchase.on(subscription.started());
        }
        return state.paused()
                .filter(from -> from.isBefore(purchase.day()))
                .map(purchase::on)
                .orElse(purchase);
    }

    private static List<Money> shared(Money net, List<Money> charges) {
        return Proration.split(net, charges.stream().map(Money::poisha).toList());
    }

    private static List<Segment> segments(Offer offer, List<Money> nets) {
        return IntStream.range(0, nets.size())
                .mapToObj(i -> Segment.bought(offer, i, nets.get(i)))
                .toList();
    }

    /// What was charged for the days of a sale that were not used yet; none if there are none.
    public Optional<Money> unused(int id, Origin sold) {
        return doors.open(id)
                .map(found -> cut(found, sold))
                .filter(cut -> !cut.whole().isEmpty())
                .map(stores.credits()::of);
    }

    /// Takes back the unused days of a sale, once per origin. What was sold later goes first.
    public Made refund(int id, Origin origin, Origin sold) {
        return takenBack(id, origin, sold, false);
    }

    /// Takes back a whole sale, once per origin, with the days of it that were used: what charged
    /// it is void. What was sold later goes first.
    public Made annul(int id, Origin origin, Origin sold) {
        return takenBack(id, origin, sold, true);
    }

    private Made takenBack(int id, Origin origin, Origin sold, boolean whole) {
        Optional<Subscription> found = doors.open(id);
        if (found.isEmpty()) {
            return new Made.Missing("subscription", id);
        }
        Optional<Cause> before = stores.entitlements().find(origin);
        if (before.isPresent()) {
            return before.get().repeated(id, Cause.Kind.REFUNDED);
        }
        PaidTime.Cut cut = whole ? all(id, sold) : cut(found.get(), sold);
        if (cut.whole().isEmpty()) {
            String expected = whole ? "a sale with days" : "a sale with days that are not used";
            return doors.refused("sold", sold, expected);
        }
        if (follows(id, cut)) {
            return doors.refused("sold", sold, "the last sale: later days go first");
        }
        if (whole && changed(id, cut)) {
            return doors.refused(
                    "sold", sold, "a sale whose plan was not changed since: change it back");
        }
        Money credit = whole ? net(cut) : stores.credits().of(cut);
        return new Made.Done(takeBack(id, origin, sold, cut, credit));
    }

    /// A change of plan charged days of the sale by papers of its own.
    private boolean changed(int id, PaidTime.Cut cut) {
        List<Long> causes = cut.whole().stream().map(Segment::cause).toList();
        return stores.entitlements().causes(id).stream()
                .anyMatch(
                        cause -> cause.kind() == Cause.Kind.CHANGED && causes.contains(cause.id()));
    }

    /// What charged the days is void as a whole, whatever was credited on it.
    private static Money net(PaidTime.Cut cut) {
        return cut.whole().stream().map(Segment::net).reduce(Money.ZERO, Money::plus);
    }

    private long takeBack(int id, Origin origin, Origin sold, PaidTime.Cut cut, Money credit) {
        LocalDate day = cut.rest().getFirst().start();
        var draft =
                new Entitlements.Draft(
                        id,
                        origin,
                        Cause.Kind.REFUNDED,
                        day,
                        Map.of("sold", sold, "from", day, "credit", credit));
        long cause = stores.entitlements().move(draft, cut.whole(), cut.kept());
        stores.subscriptions().touch(id);
        stores.below().outbox().add(new EntitlementRefunded(id, cause, day, credit));
        return cause;
    }

    private PaidTime.Cut cut(Subscription subscription, Origin sold) {
        LocalDate today = stores.today();
        LocalDate day =
                stores.pauses()
                        .open(subscription.id())
                        .map(Pause::from)
                        .filter(from -> from.isBefore(today))
                        .orElse(today);
        return of(subscription.id(), sold).cut(day);
    }

    private PaidTime.Cut all(int id, Origin sold) {
        return of(id, sold).cut(LocalDate.MIN);
    }

    /// The living segments of a sale, used ones too.
    private PaidTime of(int id, Origin sold) {
        long sale = stores.entitlements().find(sold).map(Cause::id).orElse(0L);
        return new PaidTime(
                stores.entitlements().paidTime(id).segments().stream()
                        .filter(segment -> segment.sold() == sale)
                        .toList());
    }

    private boolean follows(int id, PaidTime.Cut cut) {
        List<Long> taken = cut.whole().stream().map(Segment::id).toList();
        LocalDate from = cut.whole().getFirst().start();
        return stores.entitlements().paidTime(id).segments().stream()
                .anyMatch(
                        segment -> segment.start().isAfter(from) && !taken.contains(segment.id()));
    }
}
