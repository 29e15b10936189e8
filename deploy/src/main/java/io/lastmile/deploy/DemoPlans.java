package io.lastmile.deploy;

import io.lastmile.collector.simulator.DemoLine;
import io.lastmile.core.CoreApi;
import io.lastmile.core.plans.Allowance;
import io.lastmile.core.plans.AllowanceWindow;
import io.lastmile.core.plans.Approval;
import io.lastmile.core.plans.Plan;
import io.lastmile.core.plans.PlanDraft;
import io.lastmile.core.plans.RateLimit;
import io.lastmile.core.plans.Terms;
import io.lastmile.core.plans.ValidityKind;
import io.lastmile.core.platform.Money;
import io.lastmile.core.platform.Page;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The plans that the simulated lines are sold as: one for each speed.
final class DemoPlans {
    private static final LocalDate MEMO_DATE = LocalDate.of(2025, 8, 5);
    private static final long MEGABIT = 1_000_000;
    private static final Map<Long, Long> TAKA =
            Map.of(10L, 500L, 15L, 600L, 20L, 700L, 30L, 900L, 40L, 1100L, 60L, 1400L, 100L, 2000L);
    private static final long CORPORATE_TAKA = 5000;

    private final CoreApi core;

    DemoPlans(CoreApi core) {
        this.core = core;
    }

    static long key(DemoLine line) {
        return line.downBps() * 1_000 + line.upBps() / MEGABIT;
    }

    /// Plan ids by `key`; plans that are there already are used as they are.
    Map<Long, Integer> enter(List<DemoLine> lines) {
        Map<String, Integer> known = new HashMap<>();
        var all = new Page.Request(Page.LIMIT_MAX, Optional.empty());
        for (Plan plan : core.plans().plans().page(false, all).items()) {
            known.put(plan.terms().name(), plan.id());
        }
        Map<Long, Integer> ids = new HashMap<>();
        for (DemoLine line : lines) {
            ids.computeIfAbsent(
                    key(line),
                    _ -> {
                        Terms terms = terms(line);
                        Integer id = known.get(terms.name());
                        return id != null ? id : add(terms);
                    });
        }
        return ids;
    }

    private int add(Terms terms) {
        Instant now = core.plans().now();
        return core.plans().plans().add(new PlanDraft(terms, now, "demo")).idOrRefuse();
    }

    private static Terms terms(DemoLine line) {
        long down = line.downBps() / MEGABIT;
        long up = line.upBps() / MEGABIT;
        Money price = Money.ofTaka(line.queue() ? CORPORATE_TAKA : TAKA.getOrDefault(down, 800L));
        Allowance.Step slow = new Allowance.Step(down * 40_000_000_000L, limit("2M/5M"));
        return new Terms(
                (line.queue() ? "Corporate " : "Home ") + down,
                (line.queue() ? "কর্পোরেট " : "হোম ") + bangla(down),
                "",
                "",
                limit(up + "M/" + down + "M"),
                line.queue() ? "" : "home-" + down + "m",
                price,
                ValidityKind.CALENDAR_MONTHS,
                1,
                "internet",
                line.queue(),
                new Allowance(
                        AllowanceWindow.CYCLE,
                        line.queue() ? List.of() : List.of(slow),
                        Optional.empty()),
                line.queue() ? 1 : 8,
                !line.queue(),
                line.queue()
                        ? Optional.empty()
                        : Optional.of(new Approval("14.32.0000.702.51/" + down, MEMO_DATE, price)));
    }

    private static RateLimit limit(String text) {
        return switch (RateLimit.read(text)) {
            case RateLimit.Reading.Read read -> read.limit();
            case RateLimit.Reading.Refused refused ->
                    throw new IllegalStateException("rate limit: " + refused);
        };
    }

    private static String bangla(long number) {
        var out = new StringBuilder();
        for (char c : Long.toString(number).toCharArray()) {
            out.append((char) ('০' + c - '0'));
        }
        return out.toString();
    }
}
