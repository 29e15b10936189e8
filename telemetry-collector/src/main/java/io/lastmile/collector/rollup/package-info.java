/// Totals per line and per router in 5-minute, hour and day buckets, added to in the order of
/// batches and never recomputed; and how long each level is kept. Owns the `rollup_*` tables and
/// `telemetry.rolled`. Hours and days are cut in the ISP's zone.
@NullMarked
package io.lastmile.collector.rollup;

import org.jspecify.annotations.NullMarked;
