package io.lastmile.collector.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import org.junit.jupiter.api.Test;

/// Where a book goes on that begins with what the database remembers.
class RecallTest {
    private static final long GIGABIT = 1_000_000_000;

    private final RouterBook book =
            new RouterBook(RouterMemory.blank(Readings.ROUTER), line -> GIGABIT);
    private final Readings router = new Readings();

    @Test
    void afterARestartASessionThatBeganBeforeAPollOfTheQueuesAloneCountsWhole() {
        PollOutcome listed = book.apply(router.ppp(1, "<pppoe-karim>", 5000, 700).read());
        PollOutcome queues = book.apply(router.after(30_000).queues(9, "office", 1, 1).read());
        RouterBook restarted = restarted(listed, queues);
        PollOutcome outcome =
                restarted.apply(
                        router.after(10_000)
                                .ppp(1, "<pppoe-karim>", 5000, 700, 2, "<pppoe-rina>", 900, 90)
                                .active("rina", 25_000)
                                .read());

        assertThat(outcome.samples())
                .extracting(Sample::down, Sample::reason)
                .containsExactly(tuple(900L, Reason.RECONNECT));
    }

    @Test
    void whoIsMissingFromTheListAtTheHourCountsOnAtTheNext() {
        book.apply(router.ppp(1, "<pppoe-karim>", 5000, 700).read());
        book.apply(router.after(3_700_000).ppp().read());
        PollOutcome outcome =
                book.apply(
                        router.after(30_000)
                                .ppp(1, "<pppoe-karim>", 6000, 900)
                                .active("karim", 90_000_000)
                                .read());

        assertThat(outcome.samples())
                .extracting(Sample::down, Sample::up, Sample::reason)
                .containsExactly(tuple(1000L, 200L, Reason.RESUMED));
    }

    private static RouterBook restarted(PollOutcome... committed) {
        CommittedModel database = new CommittedModel();
        List.of(committed).forEach(database::commit);
        return new RouterBook(database.memory(), line -> GIGABIT);
    }
}
