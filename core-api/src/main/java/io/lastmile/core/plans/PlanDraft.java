package io.lastmile.core.plans;

import io.lastmile.core.platform.Fields;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;

/// The next version of a plan as somebody wants it to be: from `effective` on, never before now, to
/// the millisecond as the API tells it. What is planned for its moment or later stands, unless it
/// `replaces` that.
public record PlanDraft(Terms terms, Instant effective, String why, boolean replaces) {
    private static final int WHY_LENGTH_MAX = 500;

    public PlanDraft {
        effective = effective.truncatedTo(ChronoUnit.MILLIS);
    }

    public PlanDraft(Terms terms, Instant effective, String why) {
        this(terms, effective, why, false);
    }

    /// Now, and where days are cut.
    public record Today(Instant now, ZoneId zone) {}

    public static PlanDraft read(Fields fields, Today today) {
        Terms terms = Terms.read(fields);
        Instant effective = fields.time("effective").orElse(today.now());
        if (effective.isBefore(today.now())) {
            fields.refuse("effective", effective.toString(), "now or later: the past stands");
        }
        terms.checkCeiling(fields, effective.atZone(today.zone()).toLocalDate());
        return new PlanDraft(
                terms,
                effective,
                fields.text("why", WHY_LENGTH_MAX),
                fields.flag("replaces", false));
    }
}
