package io.lastmile.core.notifications;

import io.helidon.dbclient.DbClientException;
import io.lastmile.core.platform.Actor;
import io.lastmile.core.platform.Closing;
import io.lastmile.core.platform.Database;
import io.lastmile.core.platform.DatabaseUnavailable;
import io.lastmile.core.platform.Platform;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/// Sends what waits in one channel, on a thread of its own: a gateway that hangs holds up no mail.
/// Every instance of the program does; the leases of `Queue` keep two from sending one message at
/// the same time.
final class Delivery implements AutoCloseable {
    static final int PARALLEL_MAX = 4;

    private static final System.Logger LOG = System.getLogger(Delivery.class.getName());
    private static final Duration IDLE = Duration.ofMillis(500);
    private static final Duration END_MAX = Duration.ofSeconds(5);
    private static final Actor ACTOR = Actor.system("messages");

    /// What it needs to know of the house.
    record House(
            Platform platform, Queue queue, Settings settings, Carriers carriers, ZoneId zone) {}

    private final Channel channel;
    private final House house;
    private final Database database;
    private final Clock clock;
    private final MeterRegistry meters;
    private final Breaker breaker;
    private final Pace pace = new Pace();
    private final Closing closing = new Closing();
    private final Thread thread;

    Delivery(Channel channel, House house) {
        this.channel = channel;
        this.house = house;
        this.database = house.platform().database();
        this.clock = house.platform().clock();
        this.meters = house.platform().meters();
        this.breaker = new Breaker(clock);
        this.thread =
                Thread.ofPlatform()
                        .name("messages-" + channel.word())
                        .daemon()
                        .unstarted(this::loop);
    }

    void start() {
        thread.start();
    }

    private void loop() {
        while (closing.isOpen()) {
            boolean some = false;
            try {
                some = pass() > 0;
            } catch (DatabaseUnavailable | DbClientException e) {
                LOG.log(System.Logger.Level.DEBUG, channel + " not looked at", e);
            } catch (RuntimeException e) {
                count("pass-failed");
                LOG.log(System.Logger.Level.ERROR, channel + " could not be sent", e);
            }
            if (!some) {
                closing.pause(IDLE);
            }
        }
    }

    /// Sends some of what is due, at most `PARALLEL_MAX` at a time; how many it took.
    int pass() {
        return ACTOR.call(this::sendSome);
    }

    private int sendSome() {
        long gone = database.transact(() -> house.queue().sweep(channel));
        meters.counter("lastmile.core.messages.swept", "channel", channel.word()).increment(gone);
        Optional<Carriers.Chosen> chosen = house.carriers().of(channel);
        if (chosen.isEmpty()) {
            return 0;
        }
        int wanted = breaker.allowed(PARALLEL_MAX);
        int granted = pace.take(wanted, chosen.get().perSecond(), System.nanoTime());
        if (granted == 0) {
            return 0;
        }
        List<Queue.Taken> taken = database.transact(() -> house.queue().take(channel, granted));
        pace.giveBack(granted - taken.size());
        List<Thread> senders =
                taken.stream()
                        .map(message ->
                                Thread.startVirtualThread(
                                        () -> ACTOR.run(() -> send(message, chosen.get()))))
                        .toList();
        senders.forEach(Delivery::join);
        return taken.size();
    }

    private static void join(Thread sender) {
        try {
            sender.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void send(Queue.Taken message, Carriers.Chosen chosen) {
        Optional<Instant> until = quiet(message);
        if (until.isPresent()) {
            count("held");
            write(() -> house.queue().held(message, until.get(), "quiet hours"));
            return;
        }
        Carrier.Outcome outcome = chosen.carrier().carry(message.parcel());
        switch (outcome) {
            case Carrier.Outcome.Sent sent -> {
                breaker.succeeded();
                count("sent");
                write(() -> house.queue().sent(message, sent.answer(), chosen.log()));
            }
            case Carrier.Outcome.Refused refused -> {
                breaker.succeeded();
                count("refused");
                write(() -> house.queue().failed(message, refused.why(), refused.answer()));
            }
            case Carrier.Outcome.Failed failed -> {
                if (failed.broken()) {
                    broken(failed.why());
                }
                count("failed");
                write(() -> house.queue().again(message, failed.why(), failed.answer()));
            }
            case Carrier.Outcome.Uncertain it -> {
                broken(it.why());
                count("uncertain");
                write(() -> house.queue().uncertain(message, it.why(), it.answer()));
            }
        }
    }

    private void broken(String why) {
        if (breaker.failed()) {
            count("broken");
            LOG.log(
                    System.Logger.Level.WARNING,
                    "channel rests: %s, %s".formatted(channel.word(), why));
        }
    }

    private Optional<Instant> quiet(Queue.Taken message) {
        if (message.cause().secret()) {
            return Optional.empty();
        }
        return database.read(() ->
                house.settings()
                        .site()
                        .waits(message.cause(), channel, clock.instant(), house.zone()));
    }

    /// A database that is away now leaves the lease to run out: then the message is sent once more.
    private void write(Runnable outcome) {
        try {
            database.transact(() -> {
                outcome.run();
                return true;
            });
        } catch (DatabaseUnavailable | DbClientException e) {
            count("not-written");
            LOG.log(System.Logger.Level.WARNING, "not written how a message went", e);
        }
    }

    private void count(String outcome) {
        meters.counter("lastmile.core.messages", "channel", channel.word(), "outcome", outcome)
                .increment();
    }

    boolean resting() {
        return breaker.open();
    }

    @Override
    public void close() {
        closing.close();
        try {
            if (thread.isAlive()) {
                thread.join(END_MAX);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
