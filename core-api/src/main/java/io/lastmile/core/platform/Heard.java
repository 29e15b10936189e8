package io.lastmile.core.platform;

import java.time.Instant;

/// An event as a listener gets it; `id` is the same at every try, good for a unique key.
public record Heard<E extends DomainEvent>(long id, Instant time, String actor, E event) {}
