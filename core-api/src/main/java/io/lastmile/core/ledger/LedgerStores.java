package io.lastmile.core.ledger;

import io.lastmile.core.customers.Customers;

/// The room's stores; they want a unit of work around them.
public record LedgerStores(
        Ledger ledger,
        Books books,
        Closings closings,
        Proofs proofs,
        Journal journal,
        Customers customers) {}
