/// Routers that are not there, for tests, benchmarks and the demo. They speak the real RouterOS API
/// on real sockets, their traffic is a pure function of (seed, line, session, time), and they keep
/// the truth about every counter they gave out. Uses `routeros` only; production code does not know
/// this room. The facts it imitates, and their sources, are in routeros.md.
@NullMarked
package io.lastmile.collector.simulator;

import org.jspecify.annotations.NullMarked;
