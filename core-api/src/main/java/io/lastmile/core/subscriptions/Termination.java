package io.lastmile.core.subscriptions;

import java.time.LocalDate;

/// The end of a service that was asked for: `day` is the first one without it.
public record Termination(long id, int subscription, LocalDate day, String why) {}
