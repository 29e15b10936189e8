/// Counters become samples here: sessions, deltas, reset reasons, the direction table, and the
/// bounded spool between what routers say and what the database has confirmed. Owns `Sample`,
/// `PollOutcome` and `Sink`; touches no socket and no table. The rules are telemetry.md's, the
/// facts behind them routeros.md's.
@NullMarked
package io.lastmile.collector.pipeline;

import org.jspecify.annotations.NullMarked;
