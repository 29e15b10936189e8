package io.lastmile.core.dunning;

import io.lastmile.core.platform.DomainEvent;
import java.time.LocalDate;

/// The paid time of a prepaid service ends in `days` days; `lastDay` is its last. Told once for
/// each number of days that the rules name.
public record ExpiryNear(Dossier.Who who, LocalDate lastDay, int days) implements DomainEvent {}
