/// RADIUS accounting in: packets are checked against the secret of the NAS that they come from,
/// written to a journal on disk, and answered only then (RFC 2866). What a packet says is read
/// again from the journal, so that a record that was answered is there after any end of the
/// process. RADIUS authentication is out of scope. Speaks no JDBC.
@NullMarked
package io.lastmile.collector.radius;

import org.jspecify.annotations.NullMarked;
