package io.lastmile.core.subscriptions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lastmile.core.platform.Money;
import java.math.BigInteger;
import java.time.LocalDate;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The vectors of billing.md C.3, in poisha.
class ProrationTest {
    private static final long N = 31;
    private static final long R = 21;
    private static final Money OLD = Money.ofTaka(700);
    private static final Money NEW = Money.ofTaka(1100);

    private static Money poisha(long amount) {
        return new Money(amount);
    }

    @Test
    void anUpgradeOnTheEleventhOfJuly() {
        Money credit = Proration.credit(OLD, Money.ZERO, R, N);
        Money charge = Proration.part(NEW, R, N);
        assertThat(credit).isEqualTo(poisha(47_419));
        assertThat(charge).isEqualTo(poisha(74_516));
        assertThat(charge.minus(credit)).isEqualTo(poisha(27_097));
        Money tax = Proration.part(charge.minus(credit), 5, 100);
        assertThat(tax).isEqualTo(poisha(1_355));
        assertThat(charge.minus(credit).plus(tax)).isEqualTo(poisha(28_452));
    }

    @Test
    void aValueBuysDays() {
        Proration.Bought bought = Proration.days(poisha(47_419), NEW, N);
        assertThat(bought.days()).isEqualTo(13);
        assertThat(bought.rest()).isEqualTo(poisha(1_290));
    }

    /// What was charged for the new one covers 21 days, so all 21 of them are credited.
    @Test
    void thereAndBackOnTheSameDayIsNothing() {
        Money there = Proration.part(NEW, R, N).minus(Proration.credit(OLD, Money.ZERO, R, N));
        Money back =
                Proration.part(OLD, R, N)
                        .minus(Proration.credit(Proration.part(NEW, R, N), Money.ZERO, R, R));
        assertThat(back).isEqualTo(poisha(-27_097));
        assertThat(there.plus(back)).isEqualTo(Money.ZERO);
    }

    @Test
    void splitsSumExactly() {
        assertThat(Proration.split(Money.ofTaka(500), List.of(1L, 1L, 1L)))
                .containsExactly(poisha(16_667), poisha(16_666), poisha(16_667));
        assertThat(Proration.split(poisha(3), List.of(0L, 0L)))
                .containsExactly(poisha(2), poisha(1));
        assertThat(Proration.split(poisha(-500), List.of(1L, 1L, 1L)))
                .containsExactly(poisha(-167), poisha(-166), poisha(-167));
    }

    @Test
    void aCreditNeverPassesWhatIsLeftOfItsLine() {
        assertThat(Proration.credit(poisha(700), poisha(650), R, N)).isEqualTo(poisha(50));
        assertThat(Proration.credit(poisha(700), poisha(800), R, N)).isEqualTo(Money.ZERO);
    }

    @Test
    void halfAPoishaGoesUp() {
        assertThat(Proration.part(poisha(1), 1, 2)).isEqualTo(poisha(1));
        assertThat(Proration.part(poisha(-1), 1, 2)).isEqualTo(poisha(-1));
        assertThat(Proration.part(poisha(1), 1, 3)).isEqualTo(Money.ZERO);
        assertThat(Proration.part(poisha(Long.MAX_VALUE), 31, 31))
                .isEqualTo(poisha(Long.MAX_VALUE));
        assertThatThrownBy(() -> Proration.part(poisha(Long.MAX_VALUE), 2, 1))
                .isInstanceOf(ArithmeticException.class);
    }

    @Test
    void randomSplitsSumExactlyAndStayWithinAPoishaOfTheirShare() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            Money whole = poisha(random.nextLong(0, 10_000_000));
            List<Long> weights =
                    Stream.generate(() -> random.nextLong(0, 40))
                            .limit(random.nextInt(1, 12))
                            .toList();
            List<Money> parts = Proration.split(whole, weights);
            String what = "seed %d: %s over %s".formatted(seed, whole.poisha(), weights);
            assertThat(parts.stream().reduce(Money.ZERO, Money::plus)).as(what).isEqualTo(whole);
            assertThat(parts).as(what).allMatch(part -> part.poisha() >= 0);
            long all = weights.stream().mapToLong(w -> w).sum();
            for (int k = 0; all > 0 && k < parts.size(); k++) {
                long share = whole.poisha() * weights.get(k) / all;
                assertThat(parts.get(k).poisha()).as(what).isBetween(share - 1, share + 1);
            }
        }
    }

    /// By another road: twice the product plus the divisor, over twice the divisor.
    @Test
    void randomPartsAreRoundedOnceAndBoughtDaysAreTheMost() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            long price = random.nextLong(1, 1_000_000);
            int of = random.nextInt(1, 400);
            int days = random.nextInt(0, of + 1);
            BigInteger two = BigInteger.TWO;
            BigInteger exact =
                    BigInteger.valueOf(price)
                            .multiply(BigInteger.valueOf(days))
                            .multiply(two)
                            .add(BigInteger.valueOf(of))
                            .divide(BigInteger.valueOf(of).multiply(two));
            String what = "seed %d: %d x %d/%d".formatted(seed, price, days, of);
            assertThat(Proration.part(poisha(price), days, of).poisha())
                    .as(what)
                    .isEqualTo(exact.longValueExact());
            long value = random.nextLong(0, 2_000_000);
            Proration.Bought bought = Proration.days(poisha(value), poisha(price), of);
            assertThat(bought.days() * price).as(what).isLessThanOrEqualTo(value * of);
            assertThat((bought.days() + 1) * price).as(what).isGreaterThan(value * of);
            assertThat(bought.rest().poisha())
                    .as(what)
                    .isBetween(0L, Math.ceilDiv(price, (long) of));
        }
    }

    @Test
    void aPartOfAPeriodCostsItsDays() {
        var part = new Period(LocalDate.of(2025, 7, 11), LocalDate.of(2025, 8, 1), 31);
        assertThat(part.charge(NEW)).isEqualTo(poisha(74_516));
    }
}
