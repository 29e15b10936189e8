package io.lastmile.core.platform;

/// Something that happened: a record named in the past tense, `PlanChanged`. It is kept as JSON
/// under its simple name, so a released one keeps name and components; new components need a
/// default.
public interface DomainEvent {}
