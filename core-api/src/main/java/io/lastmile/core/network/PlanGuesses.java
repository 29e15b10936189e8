package io.lastmile.core.network;

import io.lastmile.core.plans.Plan;
import io.lastmile.core.plans.RateLimit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Which plan fits: by the profile that plans name, by a profile called like a plan, then by speed
/// where only one plan has it. `default` and its like fit nothing by name.
final class PlanGuesses {
    private static final Set<String> STANDARD = Set.of("", "default", "default-encryption");

    private final Map<Integer, String> names = new HashMap<>();
    private final Map<String, Integer> byProfile = new HashMap<>();
    private final Map<String, Integer> byName = new HashMap<>();
    private final Map<RateLimit, Integer> bySpeed = new HashMap<>();
    private final Set<RateLimit> ambiguous = new HashSet<>();

    /// Retired plans are known, but nobody new gets them.
    PlanGuesses(List<Plan> plans) {
        plans.forEach(this::add);
        ambiguous.forEach(bySpeed::remove);
    }

    private void add(Plan plan) {
        names.put(plan.id(), plan.terms().name());
        if (plan.retired().isPresent()) {
            return;
        }
        byProfile.putIfAbsent(plan.terms().profile(), plan.id());
        byName.putIfAbsent(plain(plan.terms().name()), plan.id());
        if (bySpeed.putIfAbsent(plan.terms().rateLimit(), plan.id()) != null) {
            ambiguous.add(plan.terms().rateLimit());
        }
    }

    /// The plan that a line of ours has.
    Optional<PlanGuess> of(int plan) {
        return Optional.ofNullable(names.get(plan))
                .map(name -> new PlanGuess(plan, name, PlanGuess.By.LINE));
    }

    Optional<PlanGuess> of(String profile, String rateLimit) {
        if (!STANDARD.contains(profile)) {
            Optional<PlanGuess> named =
                    found(byProfile.get(profile), PlanGuess.By.PROFILE)
                            .or(() -> found(byName.get(plain(profile)), PlanGuess.By.NAME));
            if (named.isPresent()) {
                return named;
            }
        }
        return limit(rateLimit).flatMap(limit -> found(bySpeed.get(limit), PlanGuess.By.SPEED));
    }

    private Optional<PlanGuess> found(@Nullable Integer plan, PlanGuess.By by) {
        return Optional.ofNullable(plan)
                .map(id -> new PlanGuess(id, names.getOrDefault(id, ""), by));
    }

    /// Without it two texts with one meaning would look different.
    static Optional<RateLimit> limit(String text) {
        return !text.isBlank() && RateLimit.read(text) instanceof RateLimit.Reading.Read read
                ? Optional.of(read.limit())
                : Optional.empty();
    }

    /// `Home_20M` and `home 20m` are one name.
    private static String plain(String name) {
        String plain = name.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]", "");
        return plain.isEmpty() ? name : plain;
    }
}
