package io.lastmile.core.customers;

/// One of the 64 districts; `code` is what rows keep.
public record District(
        String code, String name, String nameBn, String division, String divisionBn) {}
