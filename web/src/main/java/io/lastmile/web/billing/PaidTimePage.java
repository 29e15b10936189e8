package io.lastmile.web.billing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.lastmile.core.billing.SoldTime;
import io.lastmile.core.customers.Customer;
import io.lastmile.core.platform.Body;
import io.lastmile.core.platform.Fields;
import io.lastmile.core.platform.Permission;
import io.lastmile.core.platform.Routes;
import io.lastmile.core.subscriptions.Cause;
import io.lastmile.core.subscriptions.Period;
import io.lastmile.core.subscriptions.Segment;
import io.lastmile.core.subscriptions.Subscription;
import io.lastmile.core.subscriptions.SubscriptionKind;
import io.lastmile.web.Texts;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// `/billing/services/{id}`: until when a service is paid, and what paid each of its days.
final class PaidTimePage {
    /// The newest ones: who asks wants to know how the last day came about.
    private static final int TIMES_SHOWN = 36;

    private record Found(
            Customer who,
            ServiceWords.Found service,
            List<Segment> segments,
            Map<Long, Cause> causes,
            Map<Long, SoldTime.Charged> bills,
            Map<Long, List<BillView.Move>> receipts) {}

    private final BillRooms rooms;

    private final CreditOffer offer;

    PaidTimePage(BillRooms rooms) {
        this.rooms = rooms;
        this.offer = new CreditOffer(rooms, this::show);
    }

    void routes(Routes routes) {
        routes.may(Permission.BILLING_SEE).get("/billing/services/{id}", this::show);
        offer.routes(routes);
        new UnusedActs(rooms, this::show).routes(routes);
    }

    private void show(ServerRequest request, ServerResponse response) {
        Body.query(request).done();
        show(request, response, "");
    }

    private void show(ServerRequest request, ServerResponse response, String refused) {
        int id = Routes.id(request, "subscription");
        BillWords words = rooms.words(request);
        BillView.Paid view = rooms.core().database().transact(() -> view(find(id, words), words));
        response.header("Cache-Control", "no-store");
        rooms.templates()
                .send(
                        request,
                        response,
                        "admin/bill_paid",
                        Map.of("view", view, "refused", refused));
    }

    private Found find(int id, BillWords words) {
        Subscription service = rooms.subscription(id);
        var entitlements = rooms.core().subscriptions().stores().entitlements();
        Map<Long, Cause> causes = new HashMap<>();
        entitlements.causes(id).forEach(cause -> causes.put(cause.id(), cause));
        Map<Long, SoldTime.Charged> bills = new HashMap<>();
        rooms.stores().time().charged(id).forEach(bill -> bills.put(bill.cause(), bill));
        List<Segment> segments = entitlements.paidTime(id).segments().reversed();
        List<Segment> shown = segments.subList(0, Math.min(segments.size(), TIMES_SHOWN));
        Map<Long, List<BillView.Move>> receipts = new HashMap<>();
        for (Segment segment : shown) {
            bill(bills, segment)
                    .ifPresent(bill ->
                            receipts.computeIfAbsent(
                                    bill.invoice(), invoice -> receipts(invoice, words)));
        }
        return new Found(
                rooms.customer(service.customer()),
                ServiceWords.find(rooms, service),
                shown,
                causes,
                bills,
                receipts);
    }

    /// That of the change that put the days there, if it had one, else of the sale.
    private static Optional<SoldTime.Charged> bill(
            Map<Long, SoldTime.Charged> bills, Segment segment) {
        return Optional.ofNullable(bills.get(segment.cause()))
                .or(() -> Optional.ofNullable(bills.get(segment.sold())));
    }

    private List<BillView.Move> receipts(long invoice, BillWords words) {
        return new InvoiceWords(words)
                .bill(InvoiceWords.find(rooms, invoice)).paid().stream()
                        .filter(move -> move.state().isEmpty())
                        .toList();
    }

    private BillView.Paid view(Found found, BillWords words) {
        var service = new ServiceWords(words).of(found.service());
        Texts texts = words.texts();
        String says =
                service.until().isEmpty()
                        ? texts.of("bill.never-paid")
                        : texts.of(
                                prepaid(found) ? "bill.paid-until" : "bill.charged-until",
                                "day",
                                service.until());
        return new BillView.Paid(
                words.who(found.who()),
                service,
                says,
                prepaid(found) ? offer.of(found.service().service(), words) : Optional.empty(),
                UnusedActs.left(rooms, found.service().service(), words),
                found.segments().stream().map(one -> time(one, found, words)).toList(),
                found.causes().values().stream()
                        .filter(cause -> cause.kind() != Cause.Kind.EXTENDED)
                        .sorted((one, other) -> Long.compare(other.id(), one.id()))
                        .map(cause -> change(cause, words))
                        .toList());
    }

    private static boolean prepaid(Found found) {
        return found.service().service().kind() == SubscriptionKind.PREPAID;
    }

    private BillView.Time time(Segment segment, Found found, BillWords words) {
        Optional<SoldTime.Charged> bill = bill(found.bills(), segment);
        JsonNode why =
                Optional.ofNullable(found.causes().get(segment.sold()))
                        .map(Cause::why)
                        .orElse(MissingNode.getInstance());
        Texts texts = words.texts();
        String plan =
                rooms.core()
                        .plans()
                        .plans()
                        .find(segment.plan())
                        .map(one -> words.name(one.terms().name(), one.terms().nameBn()))
                        .orElse("");
        return new BillView.Time(
                words.days(segment.start(), segment.end()),
                texts.count("bill.days", Period.days(segment.start(), segment.end())),
                plan,
                words.taka(segment.net()),
                bill.map(SoldTime.Charged::number).orElse(""),
                bill.map(one -> "/invoices/" + one.invoice()).orElse(""),
                bill.map(one -> found.receipts().get(one.invoice())).orElse(List.of()),
                prepaid(found)
                        ? new WhyWords(texts, words).of(why)
                        : why.has("anchor")
                                ? List.of(new WhyWords(texts, words).cycle(why))
                                : List.of());
    }

    private static BillView.Move change(Cause cause, BillWords words) {
        return new BillView.Move(
                words.texts().of("bill.cause." + Fields.nameOf(cause.kind())),
                "",
                words.day(cause.day()),
                cause.madeBy() + ", " + words.moment(cause.made()),
                cause.why().path("why").asText(""));
    }
}
