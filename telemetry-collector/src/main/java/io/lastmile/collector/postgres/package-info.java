/// The database that comes along: PostgreSQL 17 with TimescaleDB, unpacked once per user, copied
/// from a template, started and stopped; for tests and the demo. Also where any database is looked
/// at before use: an external server's version and extension, and the migrations of schema
/// `telemetry`. The binaries come from an optional jar, the extension from the machine's own apt.
@NullMarked
package io.lastmile.collector.postgres;

import org.jspecify.annotations.NullMarked;
