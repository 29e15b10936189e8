package io.lastmile.core.notifications;

import io.lastmile.core.customers.Customer;
import io.lastmile.core.dunning.ExpiryNear;
import io.lastmile.core.dunning.PaymentDue;
import io.lastmile.core.lines.Line;
import io.lastmile.core.platform.Heard;
import io.lastmile.core.platform.Listener;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Time that ends and bills that are due or late, for whose they are.
final class DebtEars {
    private static final String PATH = "/portal";
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("dd-MM-yyyy", Locale.ROOT);

    private final Ears.People people;
    private final Settings settings;
    private final Postbox postbox;

    DebtEars(Ears.People people, Settings settings, Postbox postbox) {
        this.people = people;
        this.settings = settings;
        this.postbox = postbox;
    }

    Listener on(Listener listener) {
        return listener.on(ExpiryNear.class, this::near).on(PaymentDue.class, this::due);
    }

    private void near(Heard<ExpiryNear> heard) {
        ExpiryNear event = heard.event();
        Optional<Line> line = people.lines().find(event.who().line());
        line.ifPresent(found -> {
            String name = found.label().isEmpty() ? found.name() : found.label();
            tell(
                    heard,
                    Cause.EXPIRY_NEAR,
                    event.who().customer(),
                    Map.of("line", name, "day", day(event.lastDay()), "portal", portal()));
        });
    }

    private void due(Heard<PaymentDue> heard) {
        PaymentDue.Bill bill = heard.event().bill();
        tell(
                heard,
                heard.event().days() < 0 ? Cause.PAYMENT_LATE : Cause.PAYMENT_DUE,
                heard.event().customer(),
                Map.of(
                        "bill", bill.number(),
                        "amount", bill.open().grouped(),
                        "day", day(bill.dueDay()),
                        "portal", portal()));
    }

    private void tell(Heard<?> heard, Cause cause, int customer, Map<String, String> values) {
        people.customers()
                .find(customer)
                .filter(found -> found.closed().isEmpty())
                .ifPresent(found -> tell(heard, cause, found, values));
    }

    private void tell(Heard<?> heard, Cause cause, Customer to, Map<String, String> values) {
        var occasion = new Postbox.Occasion(cause, "event:" + heard.id(), PATH, _ -> values);
        postbox.post(occasion, Recipient.of(to));
    }

    private String portal() {
        return settings.site().site() + PATH;
    }

    private static String day(LocalDate day) {
        return DAY.format(day);
    }
}
