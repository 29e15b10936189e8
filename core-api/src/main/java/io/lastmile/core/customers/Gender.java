package io.lastmile.core.customers;

/// As the regulator's report asks for it.
public enum Gender {
    FEMALE,
    MALE,
    OTHER
}
