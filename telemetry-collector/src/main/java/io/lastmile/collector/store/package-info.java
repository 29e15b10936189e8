/// Where outcomes become rows: the writer that takes polls from the pipeline's spool and commits
/// them in order, once each, and what the collector recalls from the database after a start or a
/// lost connection. Owns the tables of schema `telemetry` but the rollups, and all SQL on them.
@NullMarked
package io.lastmile.collector.store;

import org.jspecify.annotations.NullMarked;
