package io.lastmile.core.dunning;

/// Where this room's things are changed. They want a unit of work around them.
public record DunningDesks(MercyDesk mercy, RuleDesk rules) {}
