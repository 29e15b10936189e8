package io.lastmile.core.subscriptions;

import static org.assertj.core.api.Assertions.assertThat;

import io.lastmile.core.plans.ValidityKind;
import io.lastmile.core.platform.Money;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// The table of billing.md C.2, row by row, and its laws.
class ExtensionTest {
    private static final Validity MONTH = new Validity(ValidityKind.CALENDAR_MONTHS, 1);
    private static final Validity THIRTY = new Validity(ValidityKind.FIXED_DAYS, 30);
    private static final List<String> ZONES = List.of("UTC", "Asia/Dhaka", "Europe/Berlin");

    private static LocalDate day(String text) {
        return LocalDate.parse(text);
    }

    private static Standing standing(int anchor, Restart restart, int grace, String until) {
        Optional<LocalDate> paid =
                Optional.of(until).filter(u -> !u.isEmpty()).map(LocalDate::parse);
        return new Standing(new Anchor(anchor), restart, grace, paid);
    }

    private static Extension buy(Standing before, String on, int times, boolean leftOn) {
        return Extension.of(before, MONTH, new Purchase(day(on), times, leftOn));
    }

    @Test
    void whoPaysEarlyLosesNothing() {
        Extension e = buy(standing(31, Restart.RESTART, 3, "2027-01-31"), "2027-01-05", 2, true);
        assertThat(e.reason()).isEqualTo(Extension.Case.EARLY);
        assertThat(e.base()).isEqualTo("2027-01-31");
        assertThat(e.periods().getFirst().end()).isEqualTo("2027-02-28");
        assertThat(e.end()).isEqualTo("2027-03-31");
        assertThat(e.anchor()).isEqualTo(new Anchor(31));
    }

    @Test
    void daysOfGraceThatWereUsedArePaid() {
        Standing before = standing(10, Restart.RESTART, 3, "2027-05-10");
        Extension used = buy(before, "2027-05-12", 1, true);
        assertThat(used.reason()).isEqualTo(Extension.Case.GRACE);
        assertThat(used.start()).isEqualTo("2027-05-10");
        assertThat(used.end()).isEqualTo("2027-06-10");
        assertThat(buy(before, "2027-05-13", 1, true).reason()).isEqualTo(Extension.Case.RESTARTED);
        assertThat(buy(before, "2027-05-12", 1, false).reason())
                .isEqualTo(Extension.Case.RESTARTED);
        assertThat(buy(before, "2027-05-10", 1, true).reason()).isEqualTo(Extension.Case.GRACE);
    }

    @Test
    void whoWasCutBeginsAnewOnTheDayOfThePayment() {
        Extension e = buy(standing(10, Restart.RESTART, 0, "2027-05-10"), "2027-05-31", 1, false);
        assertThat(e.reason()).isEqualTo(Extension.Case.RESTARTED);
        assertThat(e.start()).isEqualTo("2027-05-31");
        assertThat(e.end()).isEqualTo("2027-06-30");
        Standing next = e.before().withPaidUntil(e.end(), e.anchor());
        assertThat(buy(next, "2027-06-01", 1, true).end()).isEqualTo("2027-07-31");
    }

    /// Fixed cycles from the 10th to the 10th: they do not move, late days are not charged.
    @Test
    void aKeptAnchorChargesWhatIsLeftOfTheCycle() {
        Standing before = standing(10, Restart.KEEP_ANCHOR, 0, "2027-05-10");
        Extension e = buy(before, "2027-07-21", 2, false);
        assertThat(e.reason()).isEqualTo(Extension.Case.ANCHOR_KEPT);
        assertThat(e.base()).isEqualTo("2027-07-10");
        assertThat(e.periods())
                .containsExactly(
                        new Period(day("2027-07-21"), day("2027-08-10"), 31),
                        new Period(day("2027-08-10"), day("2027-09-10"), 31));
        assertThat(e.charges(Money.ofTaka(500)))
                .containsExactly(new Money(32_258), Money.ofTaka(500));
        assertThat(buy(before, "2027-07-10", 1, false).periods())
                .containsExactly(new Period(day("2027-07-10"), day("2027-08-10"), 31));
    }

    @Test
    void aContractPaysForTheGap() {
        Extension e = buy(standing(10, Restart.PAY_GAP, 0, "2027-05-10"), "2027-07-21", 1, false);
        assertThat(e.reason()).isEqualTo(Extension.Case.GAP_PAID);
        assertThat(e.start()).isEqualTo("2027-05-10");
        assertThat(e.end()).isEqualTo("2027-06-10");
    }

    @Test
    void theFirstPurchaseBeginsOnItsDayOrWithinTheCycle() {
        Extension own = buy(standing(21, Restart.RESTART, 0, ""), "2027-07-21", 1, false);
        assertThat(own.reason()).isEqualTo(Extension.Case.FIRST);
        assertThat(own.end()).isEqualTo("2027-08-21");
        Extension cycle = buy(standing(1, Restart.KEEP_ANCHOR, 0, ""), "2027-07-21", 1, false);
        assertThat(cycle.periods())
                .containsExactly(new Period(day("2027-07-21"), day("2027-08-01"), 31));
    }

    @Test
    void thirtyDaysAreThirtyDays() {
        Standing before = standing(10, Restart.RESTART, 0, "2028-02-10");
        assertThat(Extension.of(before, THIRTY, new Purchase(day("2028-02-01"), 1, true)).end())
                .isEqualTo("2028-03-11");
        Standing kept = standing(10, Restart.KEEP_ANCHOR, 0, "2028-02-10");
        Extension late = Extension.of(kept, THIRTY, new Purchase(day("2028-03-20"), 1, false));
        assertThat(late.base()).isEqualTo("2028-03-11");
        assertThat(late.periods())
                .containsExactly(new Period(day("2028-03-20"), day("2028-04-10"), 30));
    }

    @Test
    void endOfMonthAnchorsStandThroughALeapYear() {
        Standing now = standing(31, Restart.RESTART, 0, "2027-12-31");
        List<String> ends = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Extension e = buy(now, "2027-12-01", 1, true);
            ends.add(e.end().toString());
            now = now.withPaidUntil(e.end(), e.anchor());
        }
        assertThat(ends).containsExactly("2028-01-31", "2028-02-29", "2028-03-31", "2028-04-30");
    }

    @Test
    void lawsHoldInEveryZone() {
        long seed = new Random().nextLong();
        for (String zone : ZONES) {
            Random random = new Random(seed);
            for (int i = 0; i < 2_000; i++) {
                history(
                        random,
                        ZoneId.of(zone),
                        "seed %d, %s, history %d".formatted(seed, zone, i));
            }
        }
    }

    /// Purchases at random instants of 2009 to 2012; days and sums are kept by hand beside.
    private static void history(Random random, ZoneId zone, String what) {
        var days = new BusinessDays(Clock.systemUTC(), zone);
        Instant now = Instant.parse("2009-01-01T00:00:00Z");
        Restart restart = Restart.values()[random.nextInt(3)];
        Standing standing =
                new Standing(
                        new Anchor(random.nextInt(1, 32)),
                        restart,
                        random.nextInt(5),
                        Optional.empty());
        long sold = 0;
        long covered = 0;
        for (int i = 0; i < 20; i++) {
            now = now.plus(Duration.ofMinutes(random.nextInt(100_000)));
            Validity validity = random.nextInt(4) > 0 ? MONTH : THIRTY;
            var purchase = new Purchase(days.of(now), random.nextInt(1, 4), random.nextBoolean());
            Extension e = Extension.of(standing, validity, purchase);
            Optional<LocalDate> before = standing.paidUntil();
            assertThat(e.end()).as(what).isAfter(before.orElse(LocalDate.MIN));
            assertThat(e.start()).as(what).isAfterOrEqualTo(before.orElse(LocalDate.MIN));
            assertThat(e.end()).as(what).isAfter(e.start());
            assertThat(e).as(what).isEqualTo(Extension.of(standing, validity, purchase));
            LocalDate at = e.start();
            for (Period period : e.periods()) {
                assertThat(period.start()).as(what).isEqualTo(at);
                assertThat(period.days()).as(what).isLessThanOrEqualTo(period.wholeDays());
                sold += period.days();
                at = period.end();
            }
            covered += Period.days(e.start(), e.end());
            standing = standing.withPaidUntil(e.end(), e.anchor());
        }
        assertThat(sold).as(what).isEqualTo(covered);
    }

    /// One by one or all at once ends on the same day, whatever the anchor.
    @Test
    void timesAtOnceAreOneAfterAnother() {
        for (int anchor = 1; anchor <= 31; anchor++) {
            for (Restart restart : Restart.values()) {
                Standing first = standing(anchor, restart, 0, "");
                Extension all = buy(first, "2027-11-17", 14, false);
                Standing now = first;
                for (int i = 0; i < 14; i++) {
                    Extension one = buy(now, "2027-11-17", 1, false);
                    assertThat(one.periods()).containsExactly(all.periods().get(i));
                    now = now.withPaidUntil(one.end(), one.anchor());
                }
            }
        }
    }
}
