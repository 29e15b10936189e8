package io.lastmile.collector.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PacerTest {
    private static final Duration NEVER = Duration.ofHours(1);
    private static final Duration LEAST = Duration.ofMillis(50);
    private static final int PATIENCE_SECONDS = 60;

    private final BlockingQueue<Long> told = new LinkedBlockingQueue<>();

    private Pacer pacer(Duration least, Duration most) {
        return new Pacer(least, most, () -> told.add(System.nanoTime()));
    }

    @Test
    void newsIsToldWithoutWaitingForTheTick() throws InterruptedException {
        try (var pacer = pacer(LEAST, NEVER)) {
            pacer.start();
            pacer.news();
            next();
            pacer.news();
            next();
        }
    }

    @Test
    void muchNewsIsToldOnceAPace() throws InterruptedException {
        long before = System.nanoTime();
        try (var pacer = pacer(LEAST, NEVER)) {
            pacer.start();
            for (int telling = 0; telling < 10; telling++) {
                while (told.isEmpty()) {
                    pacer.news();
                    Thread.onSpinWait();
                }
                next();
            }
        }
        assertThat(System.nanoTime() - before).isGreaterThanOrEqualTo(10 * LEAST.toNanos());
    }

    @Test
    void withoutNewsItIsToldOnceATick() throws InterruptedException {
        long before = System.nanoTime();
        try (var pacer = pacer(Duration.ZERO, LEAST)) {
            pacer.start();
            for (int telling = 0; telling < 5; telling++) {
                next();
            }
        }
        assertThat(System.nanoTime() - before).isGreaterThanOrEqualTo(5 * LEAST.toNanos());
    }

    @Test
    void newsThatComesWhileItTellsIsToldAsWell() throws InterruptedException {
        var pacers = new LinkedBlockingQueue<Pacer>();
        try (var pacer =
                new Pacer(
                        LEAST,
                        NEVER,
                        () -> {
                            told.add(System.nanoTime());
                            pacers.forEach(Pacer::news);
                        })) {
            pacers.add(pacer);
            pacer.start();
            pacer.news();
            for (int telling = 0; telling < 3; telling++) {
                next();
            }
        }
    }

    @Test
    void newsBeforeTheStartAndAfterTheEndIsLetGo() {
        var pacer = pacer(LEAST, NEVER);
        pacer.news();
        pacer.close();
        pacer.start();
        pacer.news();
        assertThat(told).isEmpty();
    }

    private void next() throws InterruptedException {
        assertThat(told.poll(PATIENCE_SECONDS, TimeUnit.SECONDS))
                .as("told within %d s", PATIENCE_SECONDS)
                .isNotNull();
    }
}
