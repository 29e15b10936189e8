package io.lastmile.core.platform;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import javax.sql.DataSource;

/// What every room stands on, wired. Rooms add their listeners and jobs while they are built; then
/// the platform is started, and closed before them.
public record Platform(
        Database database, Outbox outbox, Jobs jobs, MeterRegistry meters, Clock clock)
        implements AutoCloseable {
    private static final java.time.Duration FORGET_EVERY = java.time.Duration.ofHours(1);

    public static Platform of(DataSource source, MeterRegistry meters, Clock clock) {
        Database database = new Database(source, meters, clock);
        Outbox outbox = new Outbox(database, meters, clock);
        Jobs jobs = new Jobs(database, meters);
        Answers answers = new Answers(database.client(), clock);
        jobs.add(
                "forget",
                FORGET_EVERY,
                () -> {
                    outbox.forget();
                    database.transact(answers::forget);
                });
        return new Platform(database, outbox, jobs, meters, clock);
    }

    public void start() {
        outbox.start();
        jobs.start();
    }

    @Override
    public void close() {
        jobs.close();
        outbox.close();
    }
}
