package io.lastmile.core.platform;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/// Events on their way from their cause to their listeners. An event is added in the transaction of
/// its cause and exists if and only if that commits. Each listener has its own cursor and hears
/// events in the order of their transactions; an event is delivered at least once, its effects in
/// the database happen once. One that fails `TRIES_MAX` times is parked, and the listener goes on.
public final class Outbox implements AutoCloseable {
    static final int TRIES_MAX = 8;

    private static final System.Logger LOG = System.getLogger(Outbox.class.getName());
    private static final int ERROR_LENGTH_MAX = 500;
    private static final Duration PAUSE_MAX = Duration.ofMinutes(2);
    private static final ObjectMapper MAPPER =
            JsonMapper.builder().addModules(new Jdk8Module(), new JavaTimeModule()).build();

    private final Database database;
    private final Events events;
    private final MeterRegistry meters;
    private final Counter parked;
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();
    private final Wake wake;

    public Outbox(Database database, MeterRegistry meters, Clock clock) {
        this.database = database;
        this.events = new Events(database.client(), clock);
        this.meters = meters;
        this.parked = meters.counter("lastmile.core.events.parked");
        this.wake = new Wake(database, "core_event", this::drain);
    }

    /// Within a unit of work.
    public void add(DomainEvent event) {
        try {
            events.add(event.getClass().getSimpleName(), MAPPER.writeValueAsString(event));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("event of " + event.getClass(), e);
        }
    }

    /// Many at once, in their order, by one statement; within a unit of work.
    public void addAll(List<? extends DomainEvent> all) {
        if (all.isEmpty()) {
            return;
        }
        ArrayNode rows = MAPPER.createArrayNode();
        for (DomainEvent event : all) {
            rows.addObject()
                    .put("at", rows.size())
                    .put("kind", event.getClass().getSimpleName())
                    .set("body", MAPPER.valueToTree(event));
        }
        events.addAll(rows.toString());
    }

    /// A listener never hears what was told before this unit of work and in it. For who enters a
    /// past that is no news any more; nothing else may tell something meanwhile.
    public void skip(String listener) {
        events.skip(listener);
    }

    /// Empties a text of all kept events whose owner has this id; both are named by their path in
    /// an event, such as `ticket.customer`. For who is to be forgotten; within a unit of work.
    public void blank(String owner, String id, String text) {
        events.blank(owner, id, text);
    }

    /// From now on it hears what happens. Listen before `start`.
    public void listen(Listener listener) {
        actor(listener)
                .run(() ->
                        database.transact(() -> {
                            events.settleRestored();
                            events.join(listener.name());
                            return listener;
                        }));
        listeners.add(listener);
    }

    public void start() {
        wake.start();
    }

    /// Delivers all that is there, to every listener.
    public void drain() {
        boolean some = true;
        while (some) {
            some = false;
            for (Listener listener : listeners) {
                some |= deliver(listener);
            }
        }
    }

    /// One event to one listener; whether there was one.
    private boolean deliver(Listener listener) {
        return actor(listener).call(() -> delivered(listener));
    }

    private boolean delivered(Listener listener) {
        var trying =
                new Object() {
                    Optional<Events.Stored> event = Optional.empty();
                    int tries;
                };
        try {
            return database.transact(() -> {
                Optional<Events.Cursor> cursor = events.cursor(listener.name());
                trying.event = cursor.flatMap(after -> events.next(listener, after));
                trying.tries = cursor.map(Events.Cursor::tries).orElse(0);
                trying.event.ifPresent(event -> hear(listener, event));
                return trying.event.isPresent();
            });
        } catch (DatabaseUnavailable e) {
            throw e;
        } catch (RuntimeException e) {
            if (trying.event.isEmpty()) {
                throw e;
            }
            failed(listener, trying.event.get(), trying.tries + 1, e);
            return false;
        }
    }

    private void hear(Listener listener, Events.Stored event) {
        listener.hear(event.kind(), heard(listener, event));
        events.move(listener.name(), event);
        meters.counter("lastmile.core.events.heard", "listener", listener.name()).increment();
    }

    private static Heard<? extends DomainEvent> heard(Listener listener, Events.Stored event) {
        try {
            DomainEvent read = MAPPER.readValue(event.body(), listener.type(event.kind()));
            return new Heard<>(event.id(), event.time(), event.actor(), read);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(
                    "event %d: %s (expected: %s)"
                            .formatted(event.id(), e.getOriginalMessage(), event.kind()),
                    e);
        }
    }

    private void failed(
            Listener listener, Events.Stored event, int tries, RuntimeException failure) {
        meters.counter("lastmile.core.events.retries", "listener", listener.name()).increment();
        LOG.log(
                System.Logger.Level.WARNING,
                "event not taken: listener=%s event=%d kind=%s try=%d"
                        .formatted(listener.name(), event.id(), event.kind(), tries),
                failure);
        String error = shortened("" + failure);
        database.transact(() -> {
            if (tries >= TRIES_MAX) {
                events.park(listener.name(), event, error);
                parked.increment();
            } else {
                events.failed(listener.name(), error, pause(tries));
            }
            return tries;
        });
    }

    /// 1, 2, 4 ... seconds.
    static Duration pause(int tries) {
        Duration pause = Duration.ofSeconds(1L << Math.min(tries - 1, 20));
        return pause.compareTo(PAUSE_MAX) > 0 ? PAUSE_MAX : pause;
    }

    /// Tries a parked event again, as its listener; false if there is none of this id or its
    /// listener is gone. Who released it is kept.
    public boolean release(long id) {
        String by = Actor.current().login();
        return Actor.system("outbox").call(() -> database.transact(() -> released(id, by)));
    }

    private boolean released(long id, String by) {
        Optional<Events.ParkedEvent> found = events.parkedEvent(id);
        Optional<Listener> listener =
                found.flatMap(event ->
                        listeners.stream()
                                .filter(known -> known.name().equals(event.listener()))
                                .findFirst());
        if (listener.isEmpty()) {
            return false;
        }
        Events.Stored event = found.orElseThrow().event();
        listener.get().hear(event.kind(), heard(listener.get(), event));
        events.release(id, by);
        return true;
    }

    /// The store, for who looks at what is parked.
    public Events events() {
        return events;
    }

    /// Old events go; called by a job.
    public void forget() {
        database.transact(() -> {
            events.forget();
            return true;
        });
    }

    private static Actor actor(Listener listener) {
        return Actor.system(listener.name());
    }

    private static String shortened(String text) {
        return text.substring(0, Math.min(text.length(), ERROR_LENGTH_MAX));
    }

    @Override
    public void close() {
        wake.close();
    }
}
