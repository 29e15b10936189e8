package io.lastmile.core.imports;

import io.lastmile.core.platform.DomainEvent;

/// A file of customers was committed; there is no `CustomerAdded` for those in it.
public record CustomersImported(int added, int changed) implements DomainEvent {}
