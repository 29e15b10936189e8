package io.lastmile.core.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.lastmile.core.TestApi;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class JobsTest {
    private static final Duration OFTEN = Duration.ofMillis(5);

    private TestApi api;
    private Database database;

    @BeforeEach
    void start() {
        api = TestApi.start();
        database = api.core.platform().database();
    }

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void twoInstancesNeverRunOneJobAtTheSameTime() throws InterruptedException {
        var running = new AtomicInteger();
        var together = new AtomicInteger();
        var runs = new CountDownLatch(40);
        Runnable work =
                () -> {
                    if (running.incrementAndGet() > 1) {
                        together.incrementAndGet();
                    }
                    Thread.yield();
                    running.decrementAndGet();
                    runs.countDown();
                };
        try (Jobs one = jobs("shared", work);
                Jobs two = jobs("shared", work)) {
            one.start();
            two.start();
            assertThat(runs.await(60, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(together).hasValue(0);
    }

    @Test
    void theLeaseOfOneWhoDiedIsTakenOverWhenItRunsOut() throws InterruptedException {
        var ran = new CountDownLatch(1);
        try (Jobs jobs = jobs("orphan", ran::countDown)) {
            api.sql(
                    """
                    insert into core.job (name, holder, lease_until, next_run)
                    values ('orphan', 'dead', now() + interval '1 hour', now())
                    """);
            jobs.start();
            assertThat(ran.await(200, TimeUnit.MILLISECONDS)).isFalse();
            api.sql("update core.job set lease_until = now() - interval '1 second'");
            assertThat(ran.await(30, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void aFailureIsKeptAndTheJobComesAgain() throws InterruptedException {
        var runs = new CountDownLatch(3);
        try (Jobs jobs =
                jobs(
                        "stumbling",
                        () -> {
                            runs.countDown();
                            throw new IllegalStateException("stumbled");
                        })) {
            jobs.start();
            assertThat(runs.await(30, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(api.value("select error from core.job where name = 'stumbling'"))
                .contains("stumbled");
        assertThat(
                        api.meters
                                .counter(
                                        "lastmile.core.jobs",
                                        "job",
                                        "stumbling",
                                        "outcome",
                                        "failed")
                                .count())
                .isGreaterThanOrEqualTo(3);
    }

    @Test
    void aJobRunsAsTheSystem() throws InterruptedException {
        var ran = new CountDownLatch(1);
        var login = new String[1];
        try (Jobs jobs =
                jobs(
                        "self",
                        () -> {
                            login[0] = Actor.current().login();
                            ran.countDown();
                        })) {
            jobs.start();
            assertThat(ran.await(30, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(login[0]).isEqualTo("self");
    }

    private Jobs jobs(String name, Runnable work) {
        Jobs jobs = new Jobs(database, api.meters);
        jobs.add(name, OFTEN, work);
        return jobs;
    }
}
