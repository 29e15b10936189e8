package io.lastmile.web.tickets;

import io.lastmile.core.platform.Fault;
import io.lastmile.core.platform.Problem;
import io.lastmile.core.platform.Refusal;
import io.lastmile.core.tickets.TicketPictures;
import io.lastmile.web.Texts;
import java.time.Duration;

/// Why something was refused, in a customer's own words: what to do now, and never the API's
/// sentence, which is English and about fields.
final class OwnRefusal {
    private OwnRefusal() {}

    static String says(Texts texts, Refusal refusal) {
        Problem problem = refusal.problem();
        return switch (problem.type()) {
            case "/problems/too-many" -> tooMany(texts, refusal);
            case "/problems/pictures-full" -> texts.of("own.photo-full");
            case "/problems/too-large" -> texts.of("own.photo-size");
            case "/problems/pictures-busy" -> texts.of("own.busy");
            default ->
                    problem.faults().stream()
                            .map(Fault::field)
                            .findFirst()
                            .map(field -> of(texts, field, problem.status()))
                            .orElseGet(() -> texts.of("own.refused"));
        };
    }

    private static String tooMany(Texts texts, Refusal refusal) {
        Duration again = refusal.retryAfter().orElse(Duration.ofHours(1));
        return texts.of("own.too-many", "time", texts.span(again));
    }

    private static String of(Texts texts, String field, int status) {
        return texts.of(
                switch (field) {
                    case TicketPictures.FIELD ->
                            status == 409 ? "own.photo-many" : "own.photo-kind";
                    case "text" -> "own.text-wrong";
                    case "state" -> "own.ended";
                    default -> "own.refused";
                });
    }
}
