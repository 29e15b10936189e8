package io.lastmile.collector.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import java.util.List;
import org.junit.jupiter.api.Test;

/// Rows that count what others count, and rows that are not there or cannot be read.
class ListingTest {
    private final Readings router = new Readings();
    private final RouterBook book =
            new RouterBook(RouterMemory.blank(Readings.ROUTER), line -> 1_000_000_000L);

    @Test
    void aSessionWhoseRowCouldNotBeReadGoesOnWithItsTrueSpan() {
        book.apply(router.ppp(1, "<pppoe-karim>", 500, 50).read());
        PollOutcome missed = book.apply(router.after(30_000).ppp().skipping(1).read());
        assertThat(missed.ended()).isEmpty();

        assertThat(only(router.after(30_000).ppp(1, "<pppoe-karim>", 700, 70)))
                .extracting(Sample::down, Sample::up, Sample::spanMillis, Sample::reason)
                .containsExactly(200L, 20L, 60_000, Reason.CONTINUED);
        assertThat(only(router.after(30_000).ppp(1, "<pppoe-karim>", 800, 80)).spanMillis())
                .isEqualTo(30_000);
    }

    @Test
    void aCounterThatWasThereUnreadIsNotCountedWhole() {
        book.apply(router.queues(8, "old", 1, 1).read());
        book.apply(router.after(30_000).queues(8, "old", 1, 1).skipping(9).read());
        PollOutcome outcome =
                book.apply(
                        router.after(30_000).queues(8, "old", 1, 1, 9, "q", 5_000_000, 0).read());

        assertThat(outcome.samples()).isEmpty();
        assertThat(outcome.started().getFirst().session().startReason())
                .isEqualTo(Reason.FIRST_SEEN);
    }

    @Test
    void aRowThatWasMissedWhenTheHourWasFullGoesOn() {
        book.apply(router.queues(8, "q", 5_000_000, 500).read());
        for (int minutes = 0; minutes < 180; minutes++) {
            book.apply(router.after(30_000).queues().read());
            Sample sample = only(router.after(30_000).queues(8, "q", 5_000_001L + minutes, 500));
            assertThat(sample)
                    .as("minute %d", minutes)
                    .extracting(Sample::down, Sample::reason)
                    .containsExactly(1L, Reason.RESUMED);
        }
    }

    @Test
    void aQueueThatSeesASessionsBytesIsCountedForItselfAndMarked() {
        book.apply(router.ppp(1, "<pppoe-karim>", 0, 0).queues(9, "q", 0, 0).doubling(0).read());
        PollOutcome outcome =
                book.apply(
                        router.after(30_000)
                                .ppp(1, "<pppoe-karim>", 700, 80)
                                .queues(9, "q", 690, 75)
                                .doubling(0)
                                .read());

        assertThat(outcome.samples())
                .extracting(s -> s.session().line().rawName(), Sample::down, Sample::marks)
                .containsExactly(
                        tuple("karim", 700L, (short) 0), tuple("q", 690L, Sample.CROSS_CHECK));
        assertThat(outcome.sessionsSeen()).isEqualTo(1);
    }

    @Test
    void aQueueWhoseSessionEndedForGoodCountsAgain() {
        book.apply(router.queues(9, "q", 0, 0).doubling(0).read());
        book.apply(router.after(30_000).queues(9, "q", 50, 5).doubling(0).read());
        Sample sample = only(router.after(30_000).queues(9, "q", 60, 6));

        assertThat(sample)
                .extracting(Sample::down, Sample::up, Sample::marks)
                .containsExactly(10L, 1L, (short) 0);
    }

    @Test
    void aParentQueueIsNobodysSession() {
        book.apply(router.queues(8, "all", 500, 50, 9, "q", 500, 50).summing(0).read());
        PollOutcome outcome =
                book.apply(
                        router.after(30_000)
                                .queues(8, "all", 700, 70, 9, "q", 700, 70)
                                .summing(0)
                                .read());

        assertThat(outcome.samples())
                .extracting(s -> s.session().line().rawName(), Sample::down)
                .containsExactly(tuple("q", 200L));
        assertThat(outcome.sessionsSeen()).isEqualTo(1);
    }

    @Test
    void aQueueThatBecomesAParentEndsAndWhatItCountedAsOneIsNeverItsOwn() {
        book.apply(router.queues(8, "q", 500, 50).read());
        PollOutcome parent =
                book.apply(router.after(30_000).queues(8, "q", 600, 60).summing(0).read());
        assertThat(parent.samples()).isEmpty();
        assertThat(parent.ended()).extracting(PollOutcome.Ended::reason).contains(Reason.GONE);

        book.apply(router.after(30_000).queues(8, "q", 9_000, 900).summing(0).read());
        PollOutcome childless = book.apply(router.after(30_000).queues(8, "q", 9_500, 950).read());
        assertThat(childless.samples()).isEmpty();
        assertThat(childless.started().getFirst().session().startReason())
                .isEqualTo(Reason.FIRST_SEEN);

        assertThat(only(router.after(30_000).queues(8, "q", 9_501, 950)).down()).isEqualTo(1);
    }

    private Sample only(Readings reading) {
        List<Sample> samples = book.apply(reading.read()).samples();
        assertThat(samples).hasSize(1);
        return samples.getFirst();
    }
}
