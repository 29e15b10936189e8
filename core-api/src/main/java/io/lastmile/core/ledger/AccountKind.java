package io.lastmile.core.ledger;

import io.lastmile.core.platform.Fields;

/// The chart of accounts (billing.md C.7): what each is, and for whom it is kept.
public enum AccountKind {
    /// What customers owe for documents.
    RECEIVABLE(Type.ASSET, For.CUSTOMER),
    /// Real money that customers paid ahead; it can be refunded.
    ADVANCE(Type.LIABILITY, For.CUSTOMER),
    /// Credit that was given and never paid: referrals, goodwill. It is spent first, never
    /// refunded.
    PROMO(Type.LIABILITY, For.CUSTOMER),
    REVENUE_INTERNET(Type.INCOME, For.ALL),
    REVENUE_OTHER(Type.INCOME, For.ALL),
    DISCOUNT(Type.EXPENSE, For.ALL),
    REFERRAL_COST(Type.EXPENSE, For.ALL),
    SD_PAYABLE(Type.LIABILITY, For.ALL),
    VAT_PAYABLE(Type.LIABILITY, For.ALL),
    /// What a payment gateway holds for us; its name is the gateway's.
    GATEWAY_CLEARING(Type.ASSET, For.NAME),
    GATEWAY_FEE(Type.EXPENSE, For.ALL),
    /// A till; its name is its keeper's.
    CASH_IN_HAND(Type.ASSET, For.NAME),
    BANK(Type.ASSET, For.NAME),
    /// What was missing in tills when somebody counted, less what was too much.
    CASH_DIFFERENCE(Type.EXPENSE, For.ALL),
    RESELLER_WALLET(Type.LIABILITY, For.NAME),
    RESELLER_RECEIVABLE(Type.ASSET, For.NAME),
    RESELLER_PAYABLE(Type.LIABILITY, For.NAME),
    COMMISSION_COST(Type.EXPENSE, For.ALL),
    REFUND_CLEARING(Type.LIABILITY, For.ALL),
    /// Months that were paid ahead and are not earned yet.
    DEFERRED_REVENUE(Type.LIABILITY, For.ALL),
    BAD_DEBT(Type.EXPENSE, For.ALL),
    ROUNDING(Type.EXPENSE, For.ALL),
    /// The other side of what was there before the first batch.
    OPENING(Type.EQUITY, For.ALL);

    /// What a balance of it means. Debits add to assets and expenses, credits to all others.
    public enum Type {
        ASSET(1),
        LIABILITY(-1),
        INCOME(-1),
        EXPENSE(1),
        EQUITY(-1);

        private final int side;

        Type(int side) {
            this.side = side;
        }
    }

    /// Whether there is one account of the kind, one for each customer or one for each name.
    public enum For {
        ALL,
        CUSTOMER,
        NAME
    }

    private final Type type;
    private final For keptFor;

    AccountKind(Type type, For keptFor) {
        this.type = type;
        this.keptFor = keptFor;
    }

    public Type type() {
        return type;
    }

    public For keptFor() {
        return keptFor;
    }

    /// +1 where debits add to what it is, -1 where credits do.
    public int side() {
        return type.side;
    }

    /// As the database and the API write it: `gateway-clearing`.
    public String word() {
        return Fields.nameOf(this);
    }

    static AccountKind of(String word) {
        for (AccountKind kind : values()) {
            if (kind.word().equals(word)) {
                return kind;
            }
        }
        throw new IllegalStateException("account kind: " + word + " (expected: one of the chart)");
    }
}
