package io.lastmile.core.identity;

import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.lastmile.core.platform.Pages;
import io.lastmile.core.platform.Problem;
import io.lastmile.core.platform.Refusal;
import java.time.Duration;
import java.util.Map;

/// How a form of the login is refused: a browser goes back to the form, which says why; a program
/// gets a problem.
record Answer(ServerRequest request, ServerResponse response, String page) {
    static final int FORM_NEXT_LENGTH_MAX = 500;

    /// `why` is a word that the page knows.
    void refuse(String why, Problem problem) {
        refuse("refused=" + why, problem.refusal());
    }

    void waiting(Duration left) {
        refuse("refused=wait&seconds=" + seconds(left), wait(left));
    }

    private void refuse(String query, Refusal refusal) {
        if (!Pages.wanted(request)) {
            throw refusal;
        }
        Entrance.see(response, page + (page.contains("?") ? "&" : "?") + query);
    }

    private static long seconds(Duration left) {
        return Math.max(1, left.toSeconds() + 1);
    }

    static Refusal wait(Duration left) {
        return new Refusal(
                Problem.of(
                        429,
                        "wait",
                        "Too many tries",
                        "Wait %d s, then try again.".formatted(seconds(left))),
                Map.of("Retry-After", "" + seconds(left)));
    }
}
