package io.lastmile.core.network;

import java.util.List;
import java.util.Optional;

/// A row of an import's report, `at` its place in it. `rateLimit` is the one that holds, the
/// router's own text. Guesses are proposals; `choice` is what somebody decided for this row alone.
record ImportRow(
        int at,
        Verdict verdict,
        Found found,
        String rateLimit,
        Optional<Integer> line,
        List<Difference> differences,
        Optional<PlanGuess> plan,
        Optional<CustomerGuess> customer,
        Optional<Choice> choice) {
    ImportRow {
        differences = List.copyOf(differences);
    }

    /// Not without a password of a secret: the reconciler could not make it again.
    boolean withoutPassword() {
        return found.kind() == FoundKind.SECRET && found.password().isEmpty();
    }
}
