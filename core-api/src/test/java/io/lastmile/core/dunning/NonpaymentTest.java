package io.lastmile.core.dunning;

import static org.assertj.core.api.Assertions.assertThat;

import io.lastmile.core.dunning.Verdict.Rule;
import io.lastmile.core.platform.Money;
import io.lastmile.core.subscriptions.SubscriptionKind;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// NONPAY(t) as a table.
class NonpaymentTest {
    private static final ZoneId DHAKA = ZoneId.of("Asia/Dhaka");
    private static final LocalDate DAY = LocalDate.parse("2026-11-10");

    static DunningRules rules(long tolerance, int graceDays, Set<DayOfWeek> quiet) {
        return new DunningRules(
                1,
                true,
                new Money(tolerance),
                graceDays,
                quiet,
                new QuietTimes.Hours(LocalTime.of(10, 0), LocalTime.of(17, 0)),
                new DunningRules.Guard(20, 5),
                new DunningRules.Reminding(List.of(3, 1, 0), List.of(1, 3), LocalTime.of(9, 0)),
                new DunningRules.Promising(7, 2),
                Instant.EPOCH,
                "");
    }

    private static Nonpayment usual(ZoneId zone, QuietTimes.Named... periods) {
        DunningRules rules = rules(100, 3, Set.of(DayOfWeek.FRIDAY));
        return new Nonpayment(
                rules,
                new QuietTimes(zone, rules.hours(), rules.quietWeekdays(), List.of(periods)));
    }

    private static Instant at(String local) {
        return LocalDateTime.parse(local).atZone(DHAKA).toInstant();
    }

    private static Dossier prepaid(LocalDate paidUntil, int graceDays) {
        return new Dossier(
                new Dossier.Who(1, 2, 3),
                SubscriptionKind.PREPAID,
                Dossier.Life.RUNS,
                LocalDate.parse("2026-01-01"),
                Optional.of(paidUntil),
                graceDays,
                List.of(),
                Mercies.NONE,
                Optional.empty());
    }

    private static Dossier postpaid(Owed... open) {
        return new Dossier(
                new Dossier.Who(1, 2, 3),
                SubscriptionKind.POSTPAID_ADVANCE,
                Dossier.Life.RUNS,
                LocalDate.parse("2026-01-01"),
                Optional.empty(),
                0,
                List.of(open),
                Mercies.NONE,
                Optional.empty());
    }

    private static Dossier with(Dossier dossier, Mercies mercies) {
        return with(dossier, dossier.life(), mercies, dossier.cut());
    }

    private static Dossier cut(Dossier dossier, String since) {
        return with(dossier, dossier.life(), dossier.mercies(), Optional.of(at(since)));
    }

    private static Dossier with(
            Dossier dossier, Dossier.Life life, Mercies mercies, Optional<Instant> cut) {
        return new Dossier(
                dossier.who(),
                dossier.kind(),
                life,
                dossier.started(),
                dossier.paidUntil(),
                dossier.graceDays(),
                dossier.open(),
                mercies,
                cut);
    }

    /// Paid until 10 Nov (a Tuesday): the first day that is not paid.
    @ParameterizedTest
    @CsvSource({
        "2026-11-09T23:59:59, 0, PAID,    2026-11-10T00:00",
        "2026-11-10T00:00,    0, QUIET,   2026-11-10T10:00",
        "2026-11-10T09:59:59, 0, QUIET,   2026-11-10T10:00",
        "2026-11-10T10:00,    0, EXPIRED, 2026-11-10T17:00",
        "2026-11-10T17:00,    0, QUIET,   2026-11-11T10:00",
        "2026-11-10T12:00,    2, GRACE,   2026-11-12T00:00",
        "2026-11-12T12:00,    2, EXPIRED, 2026-11-12T17:00",
        "2026-11-12T18:00,    2, QUIET,   2026-11-14T10:00",
        "2026-11-13T12:00,    0, QUIET,   2026-11-14T10:00"
    })
    void prepaidTimeEnds(String time, int grace, Rule rule, String next) {
        Verdict verdict = usual(DHAKA).at(prepaid(DAY, grace), at(time));

        assertThat(verdict.rule()).isEqualTo(rule);
        assertThat(verdict.nonpay()).isEqualTo(rule == Rule.EXPIRED);
        assertThat(verdict.next()).contains(at(next));
    }

    /// Due on 10 Nov, three days of grace after it, more than a taka.
    @ParameterizedTest
    @CsvSource({
        "2026-11-10T12:00, 52500, PAID",
        "2026-11-11T12:00, 52500, GRACE",
        "2026-11-11T12:00, 100,   TOLERATED",
        "2026-11-11T12:00, 101,   GRACE",
        "2026-11-13T12:00, 52500, GRACE",
        "2026-11-14T12:00, 52500, OVERDUE",
        "2026-11-14T12:00, 101,   OVERDUE",
        "2026-11-14T12:00, 100,   TOLERATED",
        "2026-11-14T09:00, 52500, QUIET"
    })
    void postpaidBillsGetOld(String time, long poisha, Rule rule) {
        Verdict verdict = usual(DHAKA).at(postpaid(new Owed(7, DAY, new Money(poisha))), at(time));

        assertThat(verdict.rule()).isEqualTo(rule);
        assertThat(verdict.nonpay()).isEqualTo(rule == Rule.OVERDUE);
    }

    @Test
    void crumbsOfAnOldBillTakeNoGraceFromANewOne() {
        Dossier both =
                postpaid(
                        new Owed(7, DAY.minusDays(40), new Money(60)),
                        new Owed(8, DAY, new Money(52_500)));

        assertThat(usual(DHAKA).at(both, at("2026-11-11T12:00")).rule()).isEqualTo(Rule.GRACE);
        assertThat(usual(DHAKA).at(both, at("2026-11-14T12:00")).sums().late())
                .isEqualTo(new Money(52_560));
    }

    private static Mercies promised(String lastDay) {
        return new Mercies(
                Optional.of(new Mercies.Promised(5, LocalDate.parse(lastDay))),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private static Mercies exempt(Optional<LocalDate> lastDay) {
        return new Mercies(
                Optional.empty(),
                Optional.of(new Mercies.Exempt(6, lastDay)),
                Optional.empty(),
                Optional.empty());
    }

    private static Mercies coming(Mercies.Part... parts) {
        return new Mercies(
                Optional.empty(),
                Optional.empty(),
                Optional.of(new Mercies.Cover(List.of(parts))),
                Optional.empty());
    }

    private static Mercies.Part part(long amount, long cost, String lastDay) {
        return new Mercies.Part(Money.ofTaka(amount), Money.ofTaka(cost), LocalDate.parse(lastDay));
    }

    private static Mercies covered(long poisha) {
        return new Mercies(
                Optional.empty(),
                Optional.empty(),
                Optional.of(
                        new Mercies.Cover(
                                List.of(
                                        new Mercies.Part(
                                                new Money(poisha),
                                                Money.ZERO,
                                                LocalDate.parse("2030-01-01"))))),
                Optional.empty());
    }

    private static Mercies putOff(String until) {
        return new Mercies(
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(at(until)));
    }

    @Test
    void aPromiseHoldsUntilItsDayIsOver() {
        Dossier late = with(prepaid(DAY, 0), promised("2026-11-14"));

        assertThat(usual(DHAKA).at(late, at("2026-11-14T16:00")))
                .returns(Rule.PROMISED, Verdict::rule)
                .returns(Optional.of(at("2026-11-15T00:00")), Verdict::next);
        assertThat(usual(DHAKA).at(late, at("2026-11-15T12:00")).rule()).isEqualTo(Rule.EXPIRED);
    }

    @Test
    void anExemptionHoldsForGoodOrUntilItsDayIsOver() {
        Dossier vip = with(prepaid(DAY, 0), exempt(Optional.empty()));
        Dossier guest = with(prepaid(DAY, 0), exempt(Optional.of(DAY)));

        assertThat(usual(DHAKA).at(vip, at("2030-11-11T12:00")))
                .returns(Rule.EXEMPT, Verdict::rule)
                .returns(Optional.empty(), Verdict::next);
        assertThat(usual(DHAKA).at(guest, at("2026-11-10T12:00")).rule()).isEqualTo(Rule.EXEMPT);
        assertThat(usual(DHAKA).at(guest, at("2026-11-11T12:00")).rule()).isEqualTo(Rule.EXPIRED);
    }

    @Test
    void aPaymentOnItsWayCoversAllOfADebtButATaka() {
        Dossier debt = postpaid(new Owed(7, DAY, new Money(52_500)));
        Instant late = at("2026-11-21T12:00");

        assertThat(usual(DHAKA).at(with(debt, covered(52_400)), late).rule())
                .isEqualTo(Rule.COVERED);
        assertThat(usual(DHAKA).at(with(debt, covered(52_399)), late).rule())
                .isEqualTo(Rule.OVERDUE);
    }

    @Test
    void aPaymentOnItsWayCoversTimeOnlyByWhatItCostsAndForSomeDays() {
        Dossier late = prepaid(DAY, 0);
        Instant now = at("2026-11-14T12:00");

        assertThat(rule(with(late, coming(part(10, 500, "2026-11-20"))), now))
                .isEqualTo(Rule.EXPIRED);
        assertThat(rule(with(late, coming(part(500, 500, "2026-11-13"))), now))
                .isEqualTo(Rule.EXPIRED);
        Dossier two =
                with(late, coming(part(250, 500, "2026-11-20"), part(250, 500, "2026-11-17")));
        assertThat(usual(DHAKA).at(two, now))
                .returns(Rule.COVERED, Verdict::rule)
                .returns(Optional.of(at("2026-11-18T00:00")), Verdict::next);
        assertThat(rule(two, at("2026-11-18T12:00"))).isEqualTo(Rule.EXPIRED);
    }

    private static Rule rule(Dossier dossier, Instant now) {
        return usual(DHAKA).at(dossier, now).rule();
    }

    @Test
    void quietTimesAndDroppedListsKeepNobodyOn() {
        Dossier off = cut(prepaid(DAY, 0), "2026-11-10T10:00");

        assertThat(usual(DHAKA).at(off, at("2026-11-13T23:00")).nonpay()).isTrue();
        assertThat(usual(DHAKA).at(with(off, putOff("2026-11-20T00:00")), at("2026-11-11T12:00")))
                .returns(Rule.EXPIRED, Verdict::rule);
        assertThat(
                        usual(DHAKA)
                                .at(
                                        with(prepaid(DAY, 0), putOff("2026-11-12T00:00")),
                                        at("2026-11-11T12:00")))
                .returns(Rule.PUT_OFF, Verdict::rule)
                .returns(Optional.of(at("2026-11-12T00:00")), Verdict::next);
    }

    @Test
    void aPeriodWithANameIsQuiet() {
        Nonpayment eid =
                usual(DHAKA, new QuietTimes.Named("Eid", DAY, LocalDate.parse("2026-11-15")));

        assertThat(eid.at(prepaid(DAY, 0), at("2026-11-10T12:00")))
                .returns(Rule.QUIET, Verdict::rule)
                .returns(Optional.of("Eid"), Verdict::quiet)
                .returns(Optional.of(at("2026-11-16T10:00")), Verdict::next);
    }

    @Test
    void aServiceThatEndedStaysAsItIsUntilItsLineHasAnother() {
        Dossier on = prepaid(DAY, 0);
        Dossier off = cut(on, "2026-11-10T10:00");
        Instant now = at("2026-12-01T12:00");

        assertThat(usual(DHAKA).at(of(on, Dossier.Life.ENDED), now).nonpay()).isFalse();
        assertThat(usual(DHAKA).at(of(off, Dossier.Life.ENDED), now).nonpay()).isTrue();
        assertThat(usual(DHAKA).at(of(off, Dossier.Life.FOLLOWED), now).nonpay()).isFalse();
        assertThat(usual(DHAKA).at(of(off, Dossier.Life.PAUSED), now).nonpay()).isFalse();
    }

    private static Dossier of(Dossier dossier, Dossier.Life life) {
        return with(dossier, life, dossier.mercies(), dossier.cut());
    }

    @Test
    void theFirstDayOffIsForetold() {
        Dossier dossier = with(prepaid(DAY, 2), promised("2026-11-12"));

        assertThat(usual(DHAKA).first(dossier, at("2026-11-01T00:00"), at("2026-12-01T00:00")))
                .map(Verdict::at)
                .contains(at("2026-11-14T10:00"));
        assertThat(usual(DHAKA).first(dossier, at("2026-11-01T00:00"), at("2026-11-14T10:00")))
                .isEmpty();
    }
}
