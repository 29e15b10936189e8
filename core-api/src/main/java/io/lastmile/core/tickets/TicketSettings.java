package io.lastmile.core.tickets;

/// A resolved ticket may be reopened for `reopenDays`; a closed one goes after `keptDays`, half a
/// year at least (billing.md, C.14). `warnPercent` of a promise's time before its end it is warned.
public record TicketSettings(long version, int reopenDays, int keptDays, int warnPercent) {
    static final int REOPEN_DAYS_MAX = 90;
    static final int KEPT_DAYS_MIN = 184;
    static final int KEPT_DAYS_MAX = 3650;
    static final int WARN_PERCENT_MIN = 5;
    static final int WARN_PERCENT_MAX = 90;
}
