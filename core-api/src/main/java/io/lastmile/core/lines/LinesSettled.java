package io.lastmile.core.lines;

import io.lastmile.core.platform.DomainEvent;

/// Many lines were added at once: all of theirs, and perhaps others', are from `first` to `last`.
public record LinesSettled(int first, int last) implements DomainEvent {}
