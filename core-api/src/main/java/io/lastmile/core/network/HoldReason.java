package io.lastmile.core.network;

/// Why somebody is cut off (billing.md, C.8). The database spells it like the constant.
public enum HoldReason {
    NONPAY,
    ADMIN,
    HOLIDAY,
    FRAUD,
    LEGAL,
    RESELLER_BLOCK
}
