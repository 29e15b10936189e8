package io.lastmile.core.ledger;

/// One account of the chart. `name` tells apart those of one kind (which gateway, whose till) and
/// is empty where there is only one; a personal account is the same for all customers, its entries
/// name whose they are.
public record Account(AccountKind kind, String name) {
    static final int NAME_LENGTH_MAX = 100;

    public Account {
        boolean named = kind.keptFor() == AccountKind.For.NAME;
        if (named == name.isBlank() || name.length() > NAME_LENGTH_MAX) {
            throw new IllegalArgumentException(
                    "account %s: name '%s' (expected: %s)"
                            .formatted(
                                    kind.word(),
                                    name,
                                    named ? "1 to " + NAME_LENGTH_MAX + " characters" : "none"));
        }
    }

    public static Account of(AccountKind kind) {
        return new Account(kind, "");
    }

    public boolean personal() {
        return kind.keptFor() == AccountKind.For.CUSTOMER;
    }
}
