/// What was and is used: series with gaps and the 95th percentile, top talkers, outage bands, and
/// the live stream with its window on the server. Reads the collector's `telemetry.usage_*`
/// functions and, in the same process, its live rates; owns no table.
@NullMarked
package io.lastmile.core.usage;

import org.jspecify.annotations.NullMarked;
