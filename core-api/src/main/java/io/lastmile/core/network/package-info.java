/// Desired state of every line, and the only writer of router configuration. Owns
/// `core.line_service` (what a line should have, in versions), `core.line_hold` (why it is off),
/// `core.line_sync` (how far its router has it), `core.line_endpoint`, `core.line_credential`,
/// `core.line_remnant`, `core.router_writer`, `core.router_turn`, `core.router_profile`,
/// `core.network_policy` and `core.network_clock`. Hears `LineChanged`, `LinesChanged`,
/// `LinesSettled`, `PlanChanged`; emits `LineHeld` and `LineReleased`. The reconciler holds each
/// router against these rows, writes the difference and reads it back (decision 8).
@NullMarked
package io.lastmile.core.network;

import org.jspecify.annotations.NullMarked;
