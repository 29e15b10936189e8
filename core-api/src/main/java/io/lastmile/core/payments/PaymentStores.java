package io.lastmile.core.payments;

import io.lastmile.core.customers.Customers;
import io.lastmile.core.platform.Platform;

/// The room's stores. They want a unit of work around them.
public record PaymentStores(
        Tills tills,
        CashPayments cash,
        HandOvers handOvers,
        BankAccounts banks,
        Cheques cheques,
        Statements statements,
        BankLines lines,
        Coming coming,
        Payers payers,
        Twins twins,
        Customers customers) {
    static PaymentStores of(Platform platform, Customers customers) {
        var db = platform.database().client();
        var clock = platform.clock();
        return new PaymentStores(
                new Tills(db, clock),
                new CashPayments(db, clock),
                new HandOvers(db, clock),
                new BankAccounts(db, clock),
                new Cheques(db, clock),
                new Statements(db, clock),
                new BankLines(db, clock),
                new Coming(db),
                new Payers(db),
                new Twins(db),
                customers);
    }
}
