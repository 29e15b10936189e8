package io.lastmile.core.payments;

import io.lastmile.core.customers.Customers;

/// The room's stores. They want a unit of work around them.
public record PaymentStores(Tills tills, CashPayments cash, Customers customers) {}
