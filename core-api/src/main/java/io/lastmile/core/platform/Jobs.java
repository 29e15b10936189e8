package io.lastmile.core.platform;

import io.helidon.dbclient.DbClientException;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Work that comes again and again, each on a thread of its own and, of all instances of the
/// program, on one at a time: who runs a job holds its lease and renews it; a lease of somebody who
/// died runs out after a minute. Work runs as the system under the job's name, may be interrupted
/// at any point by a crash, and takes up where the database says that it stood.
public final class Jobs implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Jobs.class.getName());
    static final Duration LEASE = Duration.ofMinutes(1);
    private static final Duration END_MAX = Duration.ofSeconds(10);
    private static final int ERROR_LENGTH_MAX = 500;

    private record Job(String name, Duration every, Runnable work) {}

    private final Database database;
    private final MeterRegistry meters;
    private final Leases leases;
    private final List<Job> jobs = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private final Closing closing = new Closing();

    public Jobs(Database database, MeterRegistry meters) {
        this.database = database;
        this.meters = meters;
        this.leases = new Leases(database.client(), UUID.randomUUID().toString());
    }

    /// `every` is the pause between the end of one run and the start of the next. Before `start`.
    public void add(String name, Duration every, Runnable work) {
        jobs.add(new Job(name, every, work));
    }

    public void start() {
        for (Job job : jobs) {
            threads.add(
                    Thread.ofPlatform().name("job-" + job.name()).daemon().start(() -> loop(job)));
        }
    }

    private void loop(Job job) {
        Actor actor = Actor.system(job.name());
        boolean known = false;
        while (closing.isOpen()) {
            try {
                if (!known) {
                    within(actor, () -> leases.know(job.name()));
                    known = true;
                }
                actor.run(() -> runIfMine(job));
            } catch (DatabaseUnavailable | DbClientException e) {
                LOG.log(System.Logger.Level.DEBUG, "job not looked at: " + job.name(), e);
            }
            closing.pause(job.every());
        }
    }

    /// Runs a job now if its lease can be had, whoever waits for what; false if another has it.
    boolean runIfMine(Job job) {
        if (!database.transact(() -> leases.take(job.name(), LEASE))) {
            return false;
        }
        var over = new CountDownLatch(1);
        Thread.ofVirtual().start(() -> renew(job, over));
        String error = "";
        try {
            job.work().run();
        } catch (RuntimeException | Error e) {
            // The next run may have more luck; a thread that died would never come again.
            error = shortened("" + e);
            LOG.log(System.Logger.Level.ERROR, "job failed: " + job.name(), e);
        } finally {
            over.countDown();
        }
        String outcome = error.isEmpty() ? "done" : "failed";
        meters.counter("lastmile.core.jobs", "job", job.name(), "outcome", outcome).increment();
        String told = error;
        within(Actor.current(), () -> leases.end(job.name(), job.every(), told));
        return true;
    }

    private void renew(Job job, CountDownLatch over) {
        Actor actor = Actor.system(job.name());
        try {
            while (!over.await(LEASE.toMillis() / 6, TimeUnit.MILLISECONDS)) {
                if (!actor.call(() -> renewed(job))) {
                    LOG.log(System.Logger.Level.WARNING, "lease lost: " + job.name());
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// A database that is away for a moment takes no lease; the next try is in time.
    private boolean renewed(Job job) {
        try {
            return database.transact(() -> leases.renew(job.name(), LEASE));
        } catch (DatabaseUnavailable | DbClientException e) {
            LOG.log(System.Logger.Level.WARNING, "lease not renewed: " + job.name(), e);
            return true;
        }
    }

    private void within(Actor actor, Runnable work) {
        actor.run(() ->
                database.transact(() -> {
                    work.run();
                    return true;
                }));
    }

    private static String shortened(String text) {
        return text.substring(0, Math.min(text.length(), ERROR_LENGTH_MAX));
    }

    @Override
    public void close() {
        closing.close();
        try {
            for (Thread thread : threads) {
                thread.join(END_MAX);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
