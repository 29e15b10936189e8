package io.lastmile.core.dunning;

import static org.assertj.core.api.Assertions.assertThat;

import io.lastmile.core.platform.Money;
import io.lastmile.core.subscriptions.SubscriptionKind;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// NONPAY(t) as random dossiers against a second, plain spelling of the rule.
class NonpaymentBookTest {
    @ParameterizedTest
    @ValueSource(strings = {"UTC", "Asia/Dhaka", "Europe/Berlin"})
    void noInstantChangesAnythingBeforeTheNextOne(String zone) {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 3_000; i++) {
            Dossier dossier = random(random);
            Nonpayment rule = random(random, ZoneId.of(zone));
            Instant now = instant(random);
            Verdict verdict = rule.at(dossier, now);
            Instant end = verdict.next().orElse(now.plus(Duration.ofDays(60)));
            long span = Math.max(1, Duration.between(now, end).toSeconds());
            Instant between = now.plusSeconds(random.nextLong(span));
            assertThat(rule.at(dossier, between).nonpay())
                    .as("seed %d: %s at %s, next %s, asked at %s", seed, dossier, now, end, between)
                    .isEqualTo(verdict.nonpay());
            assertThat(verdict.next().filter(next -> !next.isAfter(now)))
                    .as("seed %d: next of %s", seed, verdict)
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTC", "Asia/Dhaka", "Europe/Berlin"})
    void theRuleIsWhatTheBookSays(String zone) {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        int off = 0;
        for (int i = 0; i < 10_000; i++) {
            Dossier dossier = random(random);
            Nonpayment rule = random(random, ZoneId.of(zone));
            Instant now = instant(random);
            boolean nonpay = rule.at(dossier, now).nonpay();
            assertThat(nonpay)
                    .as("seed %d: %s at %s by %s", seed, dossier, now, rule)
                    .isEqualTo(byTheBook(rule, dossier, now));
            off += nonpay ? 1 : 0;
        }
        assertThat(off).isBetween(100, 9_900);
    }

    /// C.8 once more, as it is written there.
    private static boolean byTheBook(Nonpayment rule, Dossier dossier, Instant now) {
        ZoneId zone = rule.quiet().zone();
        LocalDateTime local = LocalDateTime.ofInstant(now, zone);
        LocalDate today = local.toLocalDate();
        boolean cut = dossier.cut().isPresent();
        if (dossier.life() == Dossier.Life.ENDED || dossier.life() == Dossier.Life.FOLLOWED) {
            return cut && dossier.life() == Dossier.Life.ENDED;
        }
        boolean prepaid = dossier.kind() == SubscriptionKind.PREPAID;
        if (prepaid && dossier.life() == Dossier.Life.PAUSED) {
            return false;
        }
        long late = 0;
        for (Owed owed : dossier.open()) {
            boolean old = today.isAfter(owed.dueDay().plusDays(rule.rules().graceDays()));
            late += old ? owed.open().poisha() : 0;
        }
        LocalDate end = dossier.paidUntil().orElse(dossier.started());
        boolean missing =
                prepaid
                        ? !today.isBefore(end.plusDays(dossier.graceDays()))
                        : late > rule.rules().tolerance().poisha();
        Mercies mercies = dossier.mercies();
        List<Mercies.Part> parts =
                mercies.cover().stream()
                        .flatMap(cover -> cover.parts().stream())
                        .filter(part -> !today.isAfter(part.lastDay()))
                        .toList();
        long coming = parts.stream().mapToLong(part -> part.amount().poisha()).sum();
        long least = parts.stream().mapToLong(part -> part.cost().poisha()).min().orElse(1);
        boolean covered =
                prepaid ? least <= coming : late - coming <= rule.rules().tolerance().poisha();
        boolean spared =
                mercies.promise().filter(word -> !today.isAfter(word.lastDay())).isPresent()
                        || mercies.exemption()
                                .filter(vip -> !today.isAfter(vip.lastDay().orElse(LocalDate.MAX)))
                                .isPresent()
                        || covered;
        boolean quiet =
                local.getDayOfWeek() == DayOfWeek.FRIDAY
                        || local.getHour() < 10
                        || local.getHour() >= 17
                        || mercies.putOff().filter(now::isBefore).isPresent();
        return missing && !spared && (cut || !quiet);
    }

    private static Nonpayment random(Random random, ZoneId zone) {
        DunningRules rules =
                NonpaymentTest.rules(
                        random.nextLong(300), random.nextInt(5), Set.of(DayOfWeek.FRIDAY));
        return new Nonpayment(
                rules, new QuietTimes(zone, rules.hours(), rules.quietWeekdays(), List.of()));
    }

    /// In the weeks in which Berlin puts its clocks back.
    private static Instant instant(Random random) {
        return Instant.parse("2026-10-01T00:00:00Z").plusSeconds(random.nextInt(50 * 86_400));
    }

    private static LocalDate day(Random random) {
        return LocalDate.parse("2026-09-25").plusDays(random.nextInt(60));
    }

    private static <T> Optional<T> maybe(Random random, T value) {
        return random.nextInt(4) == 0 ? Optional.of(value) : Optional.empty();
    }

    private static Dossier random(Random random) {
        List<Owed> open = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            open.add(new Owed(i, day(random), new Money(random.nextLong(250))));
        }
        var mercies =
                new Mercies(
                        maybe(random, new Mercies.Promised(1, day(random))),
                        maybe(random, new Mercies.Exempt(2, maybe(random, day(random)))),
                        maybe(
                                random,
                                new Mercies.Cover(
                                        List.of(
                                                new Mercies.Part(
                                                        new Money(random.nextLong(300)),
                                                        new Money(random.nextLong(300)),
                                                        day(random))))),
                        maybe(random, instant(random)));
        SubscriptionKind[] kinds = SubscriptionKind.values();
        Dossier.Life[] lives = Dossier.Life.values();
        return new Dossier(
                new Dossier.Who(1, 2, 3),
                kinds[random.nextInt(kinds.length)],
                random.nextBoolean() ? Dossier.Life.RUNS : lives[random.nextInt(lives.length)],
                day(random),
                random.nextBoolean() ? Optional.of(day(random)) : Optional.empty(),
                random.nextInt(5),
                open,
                mercies,
                maybe(random, instant(random)));
    }
}
