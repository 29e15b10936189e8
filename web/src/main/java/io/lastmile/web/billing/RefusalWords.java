package io.lastmile.web.billing;

import io.lastmile.core.platform.Fault;
import io.lastmile.core.platform.Problem;
import io.lastmile.web.Texts;
import java.util.Locale;

/// What a desk refused, in the reader's words.
final class RefusalWords {
    private static final int CONFLICT = 409;

    private final Texts texts;

    RefusalWords(Texts texts) {
        this.texts = texts;
    }

    /// Empty where the form itself says what is wrong with it.
    String of(Problem problem) {
        return problem.status() == CONFLICT
                ? problem.faults().stream().findFirst().map(this::of).orElse(problem.detail())
                : "";
    }

    private String of(Fault fault) {
        String field = fault.field().startsWith("lines.") ? "line" : fault.field();
        String found = fault.found().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
        String exact = "bill.refused." + field + "." + found;
        String known = "bill.refused." + field;
        String key = texts.knows(exact) ? exact : texts.knows(known) ? known : "bill.refused";
        return texts.of(
                key,
                "field",
                fault.field(),
                "found",
                texts.format().digits(fault.found()),
                "expected",
                fault.expected());
    }
}
