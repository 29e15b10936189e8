package io.lastmile.core.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lastmile.core.billing.TaxRule.Base;
import io.lastmile.core.billing.TaxRule.Kind;
import io.lastmile.core.platform.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The vectors of billing.md C.5, and what holds for every document.
class TaxTest {
    private static final LocalDate DAY = LocalDate.of(2026, 7, 11);
    private static final TaxRules VAT_5 = new TaxRules(List.of(vat("0.05", "internet")));
    private static final TaxRules SD_10_VAT_5 =
            new TaxRules(List.of(sd("0.10", "internet"), vat("0.05", "internet")));

    private static TaxRule vat(String rate, String serviceClass) {
        return rule("VAT " + rate, Kind.VAT, rate, Base.NET_AND_SD, serviceClass);
    }

    private static TaxRule sd(String rate, String serviceClass) {
        return rule("SD " + rate, Kind.SD, rate, Base.NET, serviceClass);
    }

    private static TaxRule rule(
            String code, Kind kind, String rate, Base base, String serviceClass) {
        return new TaxRule(
                code,
                kind,
                new BigDecimal(rate),
                base,
                serviceClass,
                LocalDate.of(2020, 1, 1),
                Optional.empty());
    }

    private static List<Tax.Charge> charges(long... poisha) {
        List<Tax.Charge> charges = new ArrayList<>();
        for (long amount : poisha) {
            charges.add(new Tax.Charge(new Money(amount), "internet"));
        }
        return charges;
    }

    private static Money poisha(long amount) {
        return new Money(amount);
    }

    @Test
    void dutyComesFirstAndIsTaxedToo() {
        Taxed taxed = Tax.onTop(charges(500_00), SD_10_VAT_5, DAY);
        assertThat(taxed.lines().getFirst().sd()).isEqualTo(poisha(50_00));
        assertThat(taxed.lines().getFirst().vat()).isEqualTo(poisha(27_50));
        assertThat(taxed.gross()).isEqualTo(poisha(577_50));
        assertThat(taxed.cashRounding()).isEqualTo(poisha(50));
    }

    @Test
    void aTaxOnTheNetAmountLeavesTheDutyOut() {
        var rules =
                new TaxRules(
                        List.of(
                                sd("0.10", "internet"),
                                rule("V", Kind.VAT, "0.05", Base.NET, "internet")));
        assertThat(Tax.onTop(charges(500_00), rules, DAY).gross()).isEqualTo(poisha(575_00));
        assertThat(Tax.within(charges(575_00), rules, DAY).net()).isEqualTo(poisha(500_00));
    }

    /// 500 at 5 %, the net of C.3's upgrade, and amounts whose tax ends in half a poisha.
    @ParameterizedTest
    @CsvSource({"50000, 52500", "27097, 28452", "10, 11", "30, 32", "-10, -11", "-27097, -28452"})
    void onTop(long net, long gross) {
        assertThat(Tax.onTop(charges(net), VAT_5, DAY).gross()).isEqualTo(poisha(gross));
    }

    @ParameterizedTest
    @CsvSource({"50000, 47619, 2381", "1, 1, 0", "0, 0, 0", "57750, 55000, 2750"})
    void within(long gross, long net, long vat) {
        Taxed taxed = Tax.within(charges(gross), VAT_5, DAY);
        assertThat(taxed.net()).isEqualTo(poisha(net));
        assertThat(taxed.lines().getFirst().vat()).isEqualTo(poisha(vat));
        assertThat(taxed.gross()).isEqualTo(poisha(gross));
    }

    /// Half a poisha a line: rounded lines would come to three, the document owes two.
    @Test
    void isRoundedOnceForTheDocument() {
        Taxed taxed = Tax.onTop(charges(10, 10, 10), VAT_5, DAY);
        assertThat(taxed.tax()).isEqualTo(poisha(2));
        assertThat(taxed.lines().stream().map(Taxed.Line::vat))
                .containsExactly(poisha(1), poisha(1), poisha(0));
    }

    /// C.3's upgrade is one document: what is charged and what is credited.
    @Test
    void chargeAndCreditOfOneDocumentAreTaxedTogether() {
        Taxed taxed = Tax.onTop(charges(745_16, -474_19), VAT_5, DAY);
        assertThat(taxed.tax()).isEqualTo(poisha(13_55));
        assertThat(taxed.lines().stream().map(Taxed.Line::vat))
                .containsExactly(poisha(37_26), poisha(-23_71));
    }

    @Test
    void theLargestRemaindersAreRoundedUpAndTheEarlierOfEquals() {
        assertThat(Shares.of(poisha(10), exact("3.1", "3.5", "3.4")))
                .containsExactly(poisha(3), poisha(4), poisha(3));
        assertThat(Shares.of(poisha(2), exact("0.5", "0.5", "0.5")))
                .containsExactly(poisha(1), poisha(1), poisha(0));
        assertThat(Shares.of(poisha(-2), exact("-0.5", "-0.5", "-0.5")))
                .containsExactly(poisha(-1), poisha(-1), poisha(0));
        assertThatThrownBy(() -> Shares.of(poisha(9), exact("1", "1")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static List<BigDecimal> exact(String... shares) {
        return Stream.of(shares).map(BigDecimal::new).toList();
    }

    @Test
    void eachDayHasItsRate() {
        LocalDate change = LocalDate.of(2027, 7, 1);
        TaxRule old = vat("0.05", "internet");
        var until =
                new TaxRule(
                        "VAT5",
                        old.kind(),
                        old.rate(),
                        old.base(),
                        "internet",
                        old.from(),
                        Optional.of(change));
        var after =
                new TaxRule(
                        "VAT7",
                        Kind.VAT,
                        new BigDecimal("0.075"),
                        Base.NET_AND_SD,
                        "internet",
                        change,
                        Optional.empty());
        var rules = new TaxRules(List.of(until, after));
        assertThat(Tax.onTop(charges(500_00), rules, change.minusDays(1)).gross())
                .isEqualTo(poisha(525_00));
        assertThat(Tax.onTop(charges(500_00), rules, change).gross()).isEqualTo(poisha(537_50));
        assertThat(Tax.onTop(charges(500_00), rules, LocalDate.of(2019, 12, 31)).tax())
                .isEqualTo(Money.ZERO);
        assertThat(TaxRules.taxDay(change, change.plusDays(3), Optional.of(change.minusDays(1))))
                .isEqualTo(change.minusDays(1));
        assertThat(TaxRules.taxDay(change.plusDays(9), change, Optional.empty())).isEqualTo(change);
    }

    @Test
    void rulesThatContradictEachOtherAreRefused() {
        assertThatThrownBy(() ->
                        new TaxRules(List.of(vat("0.05", "internet"), vat("0.15", "internet"))))
                .hasMessageContaining("one at a time");
        assertThatThrownBy(() ->
                        new TaxRules(
                                List.of(
                                        rule("V", Kind.VAT, "0.05", Base.NET, "a"),
                                        rule("V", Kind.VAT, "0.15", Base.NET, "b"))))
                .hasMessageContaining("expected: one");
        assertThatThrownBy(() -> vat("-0.05", "internet")).hasMessageContaining("0 to 10");
        assertThatThrownBy(() -> rule("S", Kind.SD, "0.1", Base.NET_AND_SD, "a"))
                .hasMessageContaining("on NET");
        assertThatThrownBy(() -> Tax.within(charges(-1), VAT_5, DAY)).hasMessageContaining(">= 0");
    }

    /// Random documents over classes with duty and tax, tax alone, and neither.
    @Test
    void everyDocumentAddsUp() {
        long seed = new Random().nextLong();
        var random = new Random(seed);
        for (int run = 0; run < 5_000; run++) {
            var rules =
                    new TaxRules(
                            List.of(
                                    sd(rate(random), "both"),
                                    rule("V1", Kind.VAT, rate(random), Base.NET_AND_SD, "both"),
                                    rule("V2", Kind.VAT, rate(random), Base.NET, "vat")));
            List<Tax.Charge> charges = new ArrayList<>();
            for (int i = random.nextInt(8); i >= 0; i--) {
                String serviceClass = List.of("both", "vat", "none").get(random.nextInt(3));
                charges.add(new Tax.Charge(poisha(random.nextLong(200_000)), serviceClass));
            }
            String why = "seed " + seed + ", " + charges + " " + rules;
            Taxed inside = Tax.within(charges, rules, DAY);
            for (int i = 0; i < charges.size(); i++) {
                Taxed.Line line = inside.lines().get(i);
                assertThat(line.gross()).as(why).isEqualTo(charges.get(i).amount());
                assertThat(line.net().poisha()).as(why).isNotNegative();
                assertThat(line.sd().poisha()).as(why).isNotNegative();
                assertThat(line.vat().poisha()).as(why).isNotNegative();
            }
            addsUp(inside, why);
            Taxed top = Tax.onTop(charges, rules, DAY);
            addsUp(top, why);
            isRoundedOnce(top, why);
            List<Tax.Charge> mirrored =
                    charges.stream()
                            .map(c -> new Tax.Charge(c.amount().negated(), c.serviceClass()))
                            .toList();
            assertThat(Tax.onTop(mirrored, rules, DAY).gross())
                    .as(why)
                    .isEqualTo(top.gross().negated());
        }
    }

    private static String rate(Random random) {
        return BigDecimal.valueOf(random.nextInt(300), 3).toPlainString();
    }

    private static void addsUp(Taxed taxed, String why) {
        Money lines = Shares.sum(taxed.lines().stream().map(Taxed.Line::gross).toList());
        assertThat(lines).as(why).isEqualTo(taxed.gross());
        assertThat(taxed.sums().stream().map(sum -> sum.rule().code()))
                .as(why)
                .doesNotHaveDuplicates();
    }

    private static void isRoundedOnce(Taxed taxed, String why) {
        for (Taxed.Sum sum : taxed.sums()) {
            BigDecimal exact =
                    BigDecimal.valueOf(sum.taxable().poisha()).multiply(sum.rule().rate());
            assertThat(BigDecimal.valueOf(sum.tax().poisha()))
                    .as(why)
                    .isEqualByComparingTo(exact.setScale(0, RoundingMode.HALF_UP));
        }
    }
}
