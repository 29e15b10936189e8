package io.lastmile.collector.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.Test;

class RouterBookTest {
    private static final long GIGABIT = 1_000_000_000L;

    private final Readings router = new Readings();
    private final RouterBook book =
            new RouterBook(RouterMemory.blank(Readings.ROUTER), line -> GIGABIT);

    @Test
    void theFirstReadingEverIsTheBase() {
        PollOutcome outcome = book.apply(router.ppp(1, "<pppoe-karim>", 5000, 700).read());

        assertThat(outcome.samples()).isEmpty();
        assertThat(outcome.spanMillis()).isZero();
        PollOutcome.Started started = outcome.started().getFirst();
        assertThat(started.session().startReason()).isEqualTo(Reason.FIRST_SEEN);
        assertThat(started.session().line().rawName()).isEqualTo("karim");
        assertThat(started.downTotal()).isEqualTo(5000);
        assertThat(started.upTotal()).isEqualTo(700);
    }

    @Test
    void aReadingThatRoseIsTheDifference() {
        book.apply(router.ppp(1, "<pppoe-karim>", 5000, 700).read());
        Sample sample = only(router.after(30_000).ppp(1, "<pppoe-karim>", 5600, 750));

        assertThat(sample)
                .extracting(Sample::down, Sample::up, Sample::spanMillis, Sample::reason)
                .containsExactly(600L, 50L, 30_000, Reason.CONTINUED);
        assertThat(sample.downTotal()).isEqualTo(5600);
        assertThat(sample.marks()).isZero();
    }

    @Test
    void aSessionThatMovedNoByteWritesNoSample() {
        book.apply(router.ppp(1, "<pppoe-karim>", 5000, 700).read());
        PollOutcome outcome =
                book.apply(router.after(30_000).ppp(1, "<pppoe-karim>", 5000, 700).read());

        assertThat(outcome.samples()).isEmpty();
        assertThat(outcome.sessionsSeen()).isEqualTo(1);
        assertThat(outcome.spanMillis()).isEqualTo(30_000);
    }

    @Test
    void aNewIdAfterAPollIsAReconnectWhoseReadingIsTheDelta() {
        book.apply(router.ppp(1, "<pppoe-karim>", 5000, 700).read());
        PollOutcome outcome =
                book.apply(
                        router.after(30_000)
                                .ppp(2, "<pppoe-karim>", 90, 8)
                                .active("karim", 12_000)
                                .read());

        assertThat(outcome.samples())
                .extracting(Sample::down, Sample::up, Sample::spanMillis, Sample::reason)
                .containsExactly(tuple(90L, 8L, 12_000, Reason.RECONNECT));
        assertThat(outcome.ended())
                .extracting(e -> e.session().key().rosId(), PollOutcome.Ended::reason)
                .containsExactly(tuple(1L, Reason.GONE));
        assertThat(outcome.started().getFirst().active()).isPresent();
        assertThat(outcome.started().getFirst().session().line())
                .isSameAs(outcome.ended().getFirst().session().line());
    }

    @Test
    void aNewIdWhoseSessionIsOlderThanThePreviousPollIsOnlyABase() {
        book.apply(router.ppp(1, "<pppoe-karim>", 5000, 700).read());
        PollOutcome outcome =
                book.apply(
                        router.after(30_000)
                                .ppp(1, "<pppoe-karim>", 5000, 700, 2, "<pppoe-rina>", 9000, 900)
                                .active("karim", 80_000_000)
                                .active("rina", 7_200_000)
                                .read());

        assertThat(outcome.samples()).isEmpty();
        assertThat(outcome.started().getFirst().session().startReason())
                .isEqualTo(Reason.FIRST_SEEN);
    }

    @Test
    void aRouterThatBootedTwiceUnseenLosesNoSessionToTheShortRiseOfItsUptime() {
        book.apply(router.rebooted(20_000).ppp().read());
        PollOutcome outcome =
                book.apply(
                        router.after(60_000)
                                .rebooted(25_000)
                                .ppp(9, "<pppoe-karim>", 900, 80)
                                .active("karim", 22_000)
                                .read());

        assertThat(outcome.epoch()).isZero();
        assertThat(outcome.samples())
                .extracting(Sample::down, Sample::up, Sample::reason)
                .containsExactly(tuple(900L, 80L, Reason.RECONNECT));
    }

    @Test
    void aFallenReadingIsACounterResetWhoseReadingIsTheDelta() {
        book.apply(router.ppp(1, "<pppoe-karim>", 5000, 700).read());
        PollOutcome outcome =
                book.apply(router.after(30_000).ppp(1, "<pppoe-karim>", 40, 900).read());

        assertThat(outcome.samples())
                .extracting(Sample::down, Sample::up, Sample::reason)
                .containsExactly(tuple(40L, 900L, Reason.COUNTER_RESET));
        assertThat(outcome.ended().getFirst().reason()).isEqualTo(Reason.COUNTER_RESET);
    }

    @Test
    void aFallenUptimeIsARebootAndEveryReadingIsTheDelta() {
        book.apply(router.ppp(1, "<pppoe-karim>", 5000, 700).queues(9, "office", 100, 10).read());
        PollOutcome outcome =
                book.apply(
                        router.after(30_000)
                                .rebooted(8000)
                                .ppp(1, "<pppoe-karim>", 6000, 800)
                                .queues(9, "office", 150, 20)
                                .read());

        assertThat(outcome.epoch()).isEqualTo(1);
        assertThat(outcome.samples())
                .extracting(Sample::down, Sample::up, Sample::spanMillis, Sample::reason)
                .containsExactly(
                        tuple(6000L, 800L, 8000, Reason.REBOOT),
                        tuple(150L, 20L, 8000, Reason.REBOOT));
        assertThat(outcome.ended())
                .extracting(PollOutcome.Ended::reason)
                .containsOnly(Reason.REBOOT);
    }

    @Test
    void aTableThatWasNotReadInTheRebootPollStillCountsFromTheBoot() {
        book.apply(router.ppp().queues(9, "office", 100, 10).read());
        book.apply(router.after(30_000).rebooted(8000).ppp().read());
        Sample sample = only(router.after(30_000).ppp().queues(9, "office", 30, 3));

        assertThat(sample.down()).isEqualTo(30);
        assertThat(sample.reason()).isEqualTo(Reason.REBOOT);
        assertThat(sample.spanMillis()).isEqualTo(38_000);
    }

    @Test
    void aTableThatIsLeftOutOfAPollEndsNothing() {
        book.apply(router.ppp().queues(9, "office", 100, 10).read());
        PollOutcome without = book.apply(router.after(30_000).ppp().read());
        Sample sample = only(router.after(30_000).ppp().queues(9, "office", 160, 10));

        assertThat(without.ended()).isEmpty();
        assertThat(sample.down()).isEqualTo(60);
        assertThat(sample.spanMillis()).isEqualTo(60_000);
    }

    @Test
    void anIdThatVanishesAndComesBackGoesOnCounting() {
        book.apply(router.ppp(1, "<pppoe-karim>", 5000, 700).read());
        PollOutcome empty = book.apply(router.after(30_000).ppp().read());
        PollOutcome back =
                book.apply(
                        router.after(30_000)
                                .ppp(1, "<pppoe-karim>", 5900, 720)
                                .active("karim", 80_000_000)
                                .read());

        assertThat(empty.ended()).extracting(PollOutcome.Ended::reason).containsOnly(Reason.GONE);
        assertThat(back.samples())
                .extracting(Sample::down, Sample::up, Sample::reason)
                .containsExactly(tuple(900L, 20L, Reason.RESUMED));
    }

    @Test
    void aRenamedCounterGivesTheDifferenceToItsNewName() {
        book.apply(router.queues(9, "office", 100, 10).read());
        PollOutcome outcome =
                book.apply(router.after(30_000).queues(9, "office-gulshan", 180, 30).read());

        assertThat(outcome.samples())
                .extracting(s -> s.session().line().rawName(), Sample::down, Sample::reason)
                .containsExactly(tuple("office-gulshan", 80L, Reason.RENAMED));
        assertThat(outcome.ended().getFirst().reason()).isEqualTo(Reason.RENAMED);
    }

    @Test
    void countersAreUnsigned() {
        long high = Long.MAX_VALUE - 10;
        book.apply(router.ppp(1, "<pppoe-karim>", high, -5L).read());
        Sample sample = only(router.after(30_000).ppp(1, "<pppoe-karim>", high + 100, -2L));

        assertThat(sample.down()).isEqualTo(100);
        assertThat(sample.up()).isEqualTo(3);
        assertThat(sample.reason()).isEqualTo(Reason.CONTINUED);
    }

    @Test
    void aGarbledCounterIsKeptWholeInRowsThatFitAndMarked() {
        book.apply(router.ppp(1, "<pppoe-karim>", 0, 0).read());
        List<Sample> samples =
                book.apply(router.after(30_000).ppp(1, "<pppoe-karim>", -1L, 5).read()).samples();

        BigInteger down =
                samples.stream()
                        .map(s -> BigInteger.valueOf(s.down()))
                        .reduce(BigInteger.ZERO, BigInteger::add);
        assertThat(down).isEqualTo(new BigInteger("18446744073709551615"));
        assertThat(samples.stream().mapToLong(Sample::up).sum()).isEqualTo(5);
        assertThat(samples).allMatch(s -> s.is(Sample.IMPLAUSIBLE));
        assertThat(samples.getLast().downTotal()).isEqualTo(-1L);
    }

    @Test
    void moreBytesThanTheLineCarriesAreStoredWholeAndMarked() {
        book.apply(router.ppp(1, "<pppoe-karim>", 0, 0).read());
        long bytes = 33_000 * (GIGABIT / 8000);
        Sample possible = only(router.after(30_000).ppp(1, "<pppoe-karim>", bytes, 0));
        Sample impossible = only(router.after(30_000).ppp(1, "<pppoe-karim>", 2 * bytes + 1, 0));

        assertThat(possible.marks()).isZero();
        assertThat(impossible.down()).isEqualTo(bytes + 1);
        assertThat(impossible.is(Sample.IMPLAUSIBLE)).isTrue();
    }

    @Test
    void aLongSpanIsAGap() {
        book.apply(router.ppp(1, "<pppoe-karim>", 0, 0).read());
        Sample late = only(router.after(75_001).ppp(1, "<pppoe-karim>", 10, 0));

        assertThat(late.spanMillis()).isEqualTo(75_001);
        assertThat(late.is(Sample.GAP)).isTrue();
    }

    @Test
    void theWallClockHasNoSay() {
        book.apply(router.ppp(1, "<pppoe-karim>", 0, 0).read());
        Sample forth =
                only(
                        router.after(30_000)
                                .wallClockJumped(86_400_000)
                                .ppp(1, "<pppoe-karim>", 10, 0));
        Sample back =
                only(
                        router.after(30_000)
                                .wallClockJumped(-86_400_000)
                                .ppp(1, "<pppoe-karim>", 25, 0));

        assertThat(List.of(forth, back))
                .extracting(Sample::down, Sample::spanMillis, Sample::reason)
                .containsExactly(
                        tuple(10L, 30_000, Reason.CONTINUED), tuple(15L, 30_000, Reason.CONTINUED));
    }

    @Test
    void onlyActiveTellsASecondSessionFromAUserWithANumber() {
        PollOutcome outcome =
                book.apply(
                        router.ppp(
                                        1,
                                        "<pppoe-karim>",
                                        0,
                                        0,
                                        2,
                                        "<pppoe-karim-1>",
                                        0,
                                        0,
                                        3,
                                        "<pppoe-rina-1>",
                                        0,
                                        0)
                                .active("karim", 10_000)
                                .active("karim", 5000)
                                .active("rina-1", 5000)
                                .read());

        assertThat(outcome.started())
                .extracting(s -> s.session().line().rawName())
                .containsExactly("karim", "karim", "rina-1");
    }

    @Test
    void afterARestartASessionThatIsYoungerThanTheLastPollIsANewOne() {
        PollOutcome first = book.apply(router.ppp(1, "<pppoe-karim>", 5000, 700).read());
        RouterBook restarted = restarted(first);
        PollOutcome outcome =
                restarted.apply(
                        router.after(3_600_000)
                                .ppp(1, "<pppoe-karim>", 6000, 800)
                                .active("karim", 600_000)
                                .read());

        assertThat(outcome.samples())
                .extracting(Sample::down, Sample::up, Sample::spanMillis, Sample::reason)
                .containsExactly(tuple(6000L, 800L, 600_000, Reason.RECONNECT));
    }

    @Test
    void afterARestartTheFirstReadingCarriesTheWholeMovementWithItsTrueSpan() {
        PollOutcome first = book.apply(router.ppp(1, "<pppoe-karim>", 5000, 700).read());
        RouterBook restarted = restarted(first);
        PollOutcome outcome =
                restarted.apply(router.after(3_600_000).ppp(1, "<pppoe-karim>", 6000, 800).read());

        assertThat(outcome.spanMillis()).isEqualTo(3_600_000);
        assertThat(outcome.samples())
                .extracting(Sample::down, Sample::spanMillis, Sample::reason)
                .containsExactly(tuple(1000L, 3_600_000, Reason.CONTINUED));
    }

    @Test
    void afterARestartTheFirstSessionOfAnEmptyRouterCountsFromItsBeginning() {
        RouterBook restarted = restarted(book.apply(router.ppp().read()));
        PollOutcome outcome =
                restarted.apply(
                        router.after(60_000)
                                .ppp(1, "<pppoe-karim>", 700, 70)
                                .active("karim", 20_000)
                                .read());

        assertThat(outcome.samples())
                .extracting(Sample::down, Sample::reason)
                .containsExactly(tuple(700L, Reason.RECONNECT));
    }

    private Sample only(Readings reading) {
        List<Sample> samples = book.apply(reading.read()).samples();
        assertThat(samples).hasSize(1);
        return samples.getFirst();
    }

    private static RouterBook restarted(PollOutcome last) {
        CommittedModel database = new CommittedModel();
        database.commit(last);
        return new RouterBook(database.memory(), line -> GIGABIT);
    }
}
