package io.lastmile.core.notifications;

import io.lastmile.core.customers.Customers;
import io.lastmile.core.lines.Line;
import io.lastmile.core.lines.Lines;
import io.lastmile.core.network.HoldReason;
import io.lastmile.core.network.LineHeld;
import io.lastmile.core.network.LineReleased;
import io.lastmile.core.platform.Heard;
import io.lastmile.core.platform.Listener;
import java.util.Map;

/// Lines that are cut off or come back, for their customers.
final class LineEars {
    private static final String PATH = "/portal";

    private final Lines lines;
    private final Customers customers;
    private final Postbox postbox;

    LineEars(Lines lines, Customers customers, Postbox postbox) {
        this.lines = lines;
        this.customers = customers;
        this.postbox = postbox;
    }

    Listener on(Listener listener) {
        return listener.on(LineHeld.class, this::held).on(LineReleased.class, this::released);
    }

    /// A second reason changes nothing for who is off already.
    private void held(Heard<LineHeld> heard) {
        if (heard.event().suspended()) {
            HoldReason reason = heard.event().reason();
            tell(heard, Cause.LINE_SUSPENDED, heard.event().line(), reason);
        }
    }

    private void released(Heard<LineReleased> heard) {
        if (heard.event().restored()) {
            HoldReason reason = heard.event().reason();
            tell(heard, Cause.LINE_RESTORED, heard.event().line(), reason);
        }
    }

    private void tell(Heard<?> heard, Cause cause, int line, HoldReason reason) {
        lines.find(line)
                .ifPresent(found ->
                        found.customer()
                                .flatMap(customers::find)
                                .filter(customer -> customer.closed().isEmpty())
                                .ifPresent(customer ->
                                        postbox.post(
                                                occasion(heard, cause, found, reason),
                                                Recipient.of(customer))));
    }

    private static Postbox.Occasion occasion(
            Heard<?> heard, Cause cause, Line line, HoldReason reason) {
        String name = line.label().isEmpty() ? line.name() : line.label();
        return new Postbox.Occasion(
                cause,
                "event:" + heard.id(),
                PATH,
                language -> Map.of("line", name, "reason", words(reason, language)));
    }

    /// As one says it to the customer.
    private static String words(HoldReason reason, String language) {
        boolean bangla = language.equals("bn");
        return switch (reason) {
            case NONPAY -> bangla ? "বিল বাকি আছে" : "the bill is due";
            case HOLIDAY -> bangla ? "আপনার অনুরোধে" : "as you asked";
            case ADMIN, FRAUD, LEGAL -> bangla ? "অফিসের সিদ্ধান্ত" : "by our office";
            case RESELLER_BLOCK ->
                    bangla ? "আপনার স্থানীয় সরবরাহকারী বন্ধ করেছে" : "by your local provider";
        };
    }
}
