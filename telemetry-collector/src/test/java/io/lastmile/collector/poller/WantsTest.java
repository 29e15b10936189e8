package io.lastmile.collector.poller;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class WantsTest {
    private static final PollableRouter.Task BOTH = task(true, true);

    @Test
    void sessionsThatCameTakeTheThirdRequest() {
        Wants wants = Wants.of(BOTH, known(0));

        assertThat(wants.interfaces()).isTrue();
        assertThat(wants.third(true)).isEqualTo(Wants.Third.ACTIVE);
        assertThat(wants.third(false)).isEqualTo(Wants.Third.QUEUES);
    }

    @Test
    void theFirstPollAsksWhoIsThereThenWhoTheRouterIsThenItsClock() {
        assertThat(Wants.of(BOTH, standing(true, true, true)).third(false))
                .isEqualTo(Wants.Third.ACTIVE);
        assertThat(Wants.of(BOTH, standing(false, true, true)).third(false))
                .isEqualTo(Wants.Third.IDENTITY);
        assertThat(Wants.of(BOTH, standing(false, false, true)).third(false))
                .isEqualTo(Wants.Third.CLOCK);
    }

    @Test
    void queuesThatWaitedTooOftenGetAPollOfTheirOwn() {
        Wants wants = Wants.of(BOTH, known(Wants.QUEUES_WAIT_MAX));

        assertThat(wants.interfaces()).isFalse();
        assertThat(wants.queues()).isTrue();
        assertThat(wants.third(true)).isEqualTo(Wants.Third.NONE);
    }

    @Test
    void aRouterWithQueuesOnlyIsAskedForNothingElse() {
        Wants wants = Wants.of(task(false, true), known(0));

        assertThat(wants.interfaces()).isFalse();
        assertThat(wants.third(false)).isEqualTo(Wants.Third.NONE);
    }

    @Test
    void withoutQueuesTheThirdRequestIsMostlyLeftOut() {
        assertThat(Wants.of(task(true, false), known(9)).third(false)).isEqualTo(Wants.Third.NONE);
    }

    private static Wants.Standing known(int queuesWaited) {
        return new Wants.Standing(false, false, false, queuesWaited);
    }

    private static Wants.Standing standing(boolean active, boolean identity, boolean clock) {
        return new Wants.Standing(active, identity, clock, 0);
    }

    private static PollableRouter.Task task(boolean ppp, boolean queues) {
        return new PollableRouter.Task("UTF-8", Optional.empty(), ppp, queues);
    }
}
