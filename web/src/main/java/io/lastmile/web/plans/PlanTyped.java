package io.lastmile.web.plans;

import io.lastmile.core.plans.Allowance;
import io.lastmile.core.plans.Plan;
import io.lastmile.core.plans.PlanDraft;
import io.lastmile.core.plans.PlanVersion;
import io.lastmile.core.plans.Terms;
import io.lastmile.core.platform.Fields;
import io.lastmile.web.TypedForm;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Between a plan's terms and what stands in the inputs of its form.
final class PlanTyped {
    private static final BigDecimal TAKA = new BigDecimal(100);
    private static final BigDecimal GIGABYTE = new BigDecimal(1_000_000_000);
    static final Map<String, BigDecimal> SCALES = scales();

    private PlanTyped() {}

    private static Map<String, BigDecimal> scales() {
        Map<String, BigDecimal> scales =
                new HashMap<>(
                        Map.of(
                                "price",
                                TAKA,
                                "approval.ceiling",
                                TAKA,
                                "validityCount",
                                BigDecimal.ONE,
                                "contention",
                                BigDecimal.ONE));
        for (int step = 0; step < PlanFormView.STEPS_MAX; step++) {
            scales.put("allowance.steps." + step + ".limitBytes", GIGABYTE);
        }
        return Map.copyOf(scales);
    }

    static Map<String, String> empty() {
        return Map.of(
                "validity", "calendar-months",
                "validityCount", "1",
                "taxClass", "internet",
                "contention", "8",
                "allowance.window", "cycle",
                "allowance.bonus.counted", "true");
    }

    /// A version's terms, and its day if that has not come.
    static Map<String, String> of(Plan plan, PlanVersion from, PlanDraft.Today today) {
        Map<String, String> values = new HashMap<>(empty());
        values.put("version", "" + plan.version());
        if (from.effective().isAfter(today.now())) {
            values.put("effective", day(from, today.zone()).toString());
        }
        terms(values, from.terms());
        return values;
    }

    private static void terms(Map<String, String> values, Terms terms) {
        values.put("name", terms.name());
        values.put("nameBn", terms.nameBn());
        values.put("says", terms.says());
        values.put("saysBn", terms.saysBn());
        values.put("rateLimit", terms.rateLimit().text());
        values.put("profile", terms.profile());
        values.put("price", plain(terms.price().poisha(), TAKA));
        values.put("validity", Fields.nameOf(terms.validity()));
        values.put("validityCount", "" + terms.validityCount());
        values.put("taxClass", terms.taxClass());
        values.put("unlimited", "" + terms.unlimited());
        values.put("contention", "" + terms.contention());
        values.put("published", "" + terms.published());
        allowance(values, terms.allowance());
        terms.approval()
                .ifPresent(approval -> {
                    values.put("approval.memoNo", approval.memoNo());
                    values.put("approval.memoDate", approval.memoDate().toString());
                    values.put("approval.ceiling", plain(approval.ceiling().poisha(), TAKA));
                });
    }

    private static void allowance(Map<String, String> values, Allowance allowance) {
        values.put("allowance.window", Fields.nameOf(allowance.window()));
        for (int i = 0; i < allowance.steps().size(); i++) {
            String step = "allowance.steps." + i;
            values.put(
                    step + ".limitBytes", plain(allowance.steps().get(i).limitBytes(), GIGABYTE));
            values.put(step + ".rateLimit", allowance.steps().get(i).rateLimit().text());
        }
        allowance
                .bonus()
                .ifPresent(bonus -> {
                    values.put("allowance.bonus.from", bonus.from().toString());
                    values.put("allowance.bonus.to", bonus.to().toString());
                    values.put("allowance.bonus.rateLimit", bonus.rateLimit().text());
                    values.put("allowance.bonus.counted", "" + bonus.counted());
                });
    }

    private static String plain(long value, BigDecimal scale) {
        return BigDecimal.valueOf(value).divide(scale).stripTrailingZeros().toPlainString();
    }

    /// The fields as the API wants them: units, the day of effect as an instant, and nothing that
    /// is the page's own. A day on which something is planned means its moment.
    static Fields fields(TypedForm form, List<PlanVersion> planned, PlanDraft.Today today) {
        Map<String, String> values = new HashMap<>(form.typed());
        values.remove("version");
        values.remove("confirm");
        String typed = values.getOrDefault("effective", "");
        try {
            if (!typed.isBlank()) {
                LocalDate day = LocalDate.parse(typed);
                Optional<Instant> moment =
                        planned.stream()
                                .filter(version -> day(version, today.zone()).equals(day))
                                .map(PlanVersion::effective)
                                .reduce((_, last) -> last);
                if (moment.isEmpty()
                        && day.equals(today.now().atZone(today.zone()).toLocalDate())) {
                    values.remove("effective");
                } else {
                    Instant start = day.atStartOfDay(today.zone()).toInstant();
                    values.put("effective", moment.orElse(start).toString());
                }
            }
        } catch (DateTimeException e) {
            values.put("effective", typed);
        }
        return TypedForm.of(values).fields(SCALES);
    }

    private static LocalDate day(PlanVersion version, ZoneId zone) {
        return version.effective().atZone(zone).toLocalDate();
    }
}
