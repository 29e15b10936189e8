package io.lastmile.core.platform;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/// What a room hears. The work runs in the transaction that also moves the listener's cursor: its
/// rows and the cursor commit together, so an effect in the database happens once. It must not
/// touch anything else; what must leave the house becomes a row that a job sends.
public final class Listener {
    private record Ear<E extends DomainEvent>(Class<E> type, Consumer<Heard<E>> work) {
        void hear(Heard<? extends DomainEvent> heard) {
            work.accept(
                    new Heard<>(heard.id(), heard.time(), heard.actor(), type.cast(heard.event())));
        }
    }

    private final String name;
    private final Map<String, Ear<?>> ears = new LinkedHashMap<>();

    public Listener(String name) {
        this.name = name;
    }

    public <E extends DomainEvent> Listener on(Class<E> type, Consumer<Heard<E>> work) {
        ears.put(type.getSimpleName(), new Ear<>(type, work));
        return this;
    }

    public String name() {
        return name;
    }

    Set<String> kinds() {
        return ears.keySet();
    }

    Class<? extends DomainEvent> type(String kind) {
        return ear(kind).type();
    }

    void hear(String kind, Heard<? extends DomainEvent> heard) {
        ear(kind).hear(heard);
    }

    private Ear<?> ear(String kind) {
        Ear<?> ear = ears.get(kind);
        if (ear == null) {
            throw new IllegalStateException(
                    "event: %s (expected: one of %s)".formatted(kind, ears.keySet()));
        }
        return ear;
    }
}
