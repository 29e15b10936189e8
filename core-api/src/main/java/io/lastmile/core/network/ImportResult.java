package io.lastmile.core.network;

/// What a committed import did, in rows: lines made, lines that took the router's values, lines to
/// whose values the router is being changed, what nobody chose, customers and plans put on lines,
/// passwords sealed, lines that came in blocked, and rows that could not be managed for want of a
/// plan.
public record ImportResult(
        int added,
        int taken,
        int kept,
        int ignored,
        int customers,
        int plans,
        int passwords,
        int blocked,
        int withoutPlan) {}
