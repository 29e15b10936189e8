package io.lastmile.core.subscriptions;

/// When somebody pays: before the days come, with an invoice at their beginning, or at their end.
public enum SubscriptionKind {
    PREPAID,
    POSTPAID_ADVANCE,
    POSTPAID_ARREARS
}
