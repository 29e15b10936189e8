/// The telemetry collector as a whole: its settings and `Collector`, which builds the rooms by
/// hand, starts them in order and stops them in reverse. Runs inside another process or as its own.
@NullMarked
package io.lastmile.collector;

import org.jspecify.annotations.NullMarked;
