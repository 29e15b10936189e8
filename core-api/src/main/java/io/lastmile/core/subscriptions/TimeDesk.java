package io.lastmile.core.subscriptions;

import io.lastmile.core.platform.Money;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/// Sells and takes back time. Call it within a unit of work: what is paid is there if and only if
/// its payment is. Each takes the subscription's row first and does what was due until then.
public final class TimeDesk {
    private final SubscriptionStores stores;
    private final Doors doors;

    TimeDesk(SubscriptionStores stores, Doors doors) {
        this.stores = stores;
        this.doors = doors;
    }

    /// What a purchase would do now. It takes the row too, so that a sale in the same unit of work
    /// does the same.
    public Optional<Offer> offer(int id, Purchase purchase) {
        return doors.open(id).filter(doors::runs).map(found -> offer(found, purchase));
    }

    /// Adds the days that a sale bought, once.
    public Made extend(int id, Sale sale) {
        Optional<Subscription> found = doors.open(id);
        if (found.isEmpty()) {
            return new Made.Missing("subscription", id);
        }
        Optional<Cause> before = stores.entitlements().find(sale.origin());
        if (before.isPresent()) {
            return before.get().repeated(id, Cause.Kind.EXTENDED);
        }
        if (!doors.runs(found.get())) {
            return doors.ended(found.get());
        }
        Offer offer = offer(found.get(), sale.purchase());
        List<Money> nets =
                sale.net().map(net -> shared(net, offer.charges())).orElse(offer.charges());
        var draft =
                new Entitlements.Draft(
                        id,
                        sale.origin(),
                        Cause.Kind.EXTENDED,
                        sale.purchase().day(),
                        offer.extension());
        long cause = stores.entitlements().move(draft, List.of(), segments(offer, nets));
        stores.subscriptions().touch(id);
        Extension extension = offer.extension();
        stores.below()
                .outbox()
                .add(new EntitlementExtended(id, cause, extension.start(), extension.end()));
        return new Made.Done(cause);
    }

    private Offer offer(Subscription subscription, Purchase purchase) {
        PaidTime time = stores.entitlements().paidTime(subscription.id());
        Standing standing = Standing.of(subscription, time.anchor(), time.until());
        Purchase counted = counted(subscription, purchase, time.until());
        LocalDate from = Extension.from(standing, counted);
        LocalDate day = from.isAfter(purchase.day()) ? from : purchase.day();
        int plan = stores.planFrom(subscription.id(), day);
        var version = stores.terms(plan, day);
        Extension extension = Extension.of(standing, Validity.of(version.terms()), counted);
        return new Offer(
                plan, version.number(), extension, extension.charges(version.terms().price()));
    }

    /// The day on which a purchase counts: in a pause time stands still, and the first one is not
    /// used before the service begins. Its plan and price are those of today all the same: what is
    /// paid late is paid for what the line has now.
    private Purchase counted(
            Subscription subscription, Purchase purchase, Optional<LocalDate> until) {
        if (until.isEmpty() && purchase.day().isBefore(subscription.started())) {
            return purchase.on(subscription.started());
        }
        return stores.pauses()
                .open(subscription.id())
                .filter(Pause::begun)
                .filter(pause -> pause.from().isBefore(purchase.day()))
                .map(pause -> purchase.on(pause.from()))
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
