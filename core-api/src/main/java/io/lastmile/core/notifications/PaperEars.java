package io.lastmile.core.notifications;

import io.lastmile.core.billing.BillingStores;
import io.lastmile.core.billing.InvoiceHead;
import io.lastmile.core.billing.InvoiceIssued;
import io.lastmile.core.billing.InvoiceKind;
import io.lastmile.core.billing.ReceiptIssued;
import io.lastmile.core.customers.Customers;
import io.lastmile.core.platform.Heard;
import io.lastmile.core.platform.Listener;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// New papers for whose they are, with a link to each: an invoice that has to be paid, a receipt,
/// and what somebody sends by hand.
final class PaperEars {
    /// What it asks.
    record Rooms(BillingStores billing, Customers customers, Settings settings) {}

    private record Paper(int customer, String number, Map<String, String> values) {}

    private static final String PATH = "/portal/bills";
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("dd-MM-yyyy", Locale.ROOT);

    private final Rooms rooms;
    private final Postbox postbox;
    private final Clock clock;
    private final ZoneId zone;
    private volatile Optional<PaperLinks> links = Optional.empty();

    PaperEars(Rooms rooms, Postbox postbox, Clock clock, ZoneId zone) {
        this.rooms = rooms;
        this.postbox = postbox;
        this.clock = clock;
        this.zone = zone;
    }

    void connect(PaperLinks found) {
        links = Optional.of(found);
    }

    Listener on(Listener listener) {
        return listener.on(InvoiceIssued.class, this::issued)
                .on(ReceiptIssued.class, this::received)
                .on(PaperWanted.class, this::wanted);
    }

    /// What is paid by now, by credit or with the money that bought it, is told by its receipt.
    /// Balances that were carried over are no news.
    private void issued(Heard<InvoiceIssued> heard) {
        rooms.billing()
                .invoices()
                .head(heard.event().invoice())
                .filter(head -> head.kind() != InvoiceKind.OPENING && head.open().isPositive())
                .ifPresent(head -> tell(heard, head));
    }

    private void tell(Heard<InvoiceIssued> heard, InvoiceHead head) {
        var values =
                Map.of(
                        "amount", head.open().grouped(),
                        "day", DAY.format(head.due().orElseThrow()));
        String number = head.number().orElseThrow();
        tell(heard, Cause.INVOICE_ISSUED, new Paper(head.customer(), number, values));
    }

    private void received(Heard<ReceiptIssued> heard) {
        rooms.billing()
                .receipts()
                .find(heard.event().receipt())
                .filter(receipt -> receipt.undone().isEmpty())
                .ifPresent(receipt ->
                        tell(
                                heard,
                                Cause.PAYMENT_RECEIVED,
                                new Paper(
                                        receipt.customer(),
                                        receipt.number(),
                                        Map.of("amount", receipt.amount().grouped()))));
    }

    private void wanted(Heard<PaperWanted> heard) {
        PaperWanted event = heard.event();
        tell(heard, Cause.PAPER_SENT, new Paper(event.customer(), event.number(), Map.of()));
    }

    /// An event is heard of once, whatever becomes of the try, so each paper and each wish is told
    /// once.
    private void tell(Heard<?> heard, Cause cause, Paper paper) {
        SiteSettings site = rooms.settings().site();
        LocalDate until = LocalDate.ofInstant(clock.instant(), zone).plusDays(site.linkDays());
        PaperLinks found = links.orElseThrow();
        rooms.customers()
                .find(paper.customer())
                .filter(to -> to.closed().isEmpty())
                .ifPresent(to ->
                        postbox.post(
                                new Postbox.Occasion(
                                        cause,
                                        "event:" + heard.id(),
                                        PATH,
                                        language -> {
                                            String path =
                                                    found.path(paper.number(), until, language);
                                            Map<String, String> all = new HashMap<>(paper.values());
                                            all.put("bill", paper.number());
                                            all.put("link", site.site() + path);
                                            return all;
                                        }),
                                Recipient.of(to)));
    }
}
