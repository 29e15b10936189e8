/// Assembles the whole product into one process for a demonstration or a small ISP: embedded
/// database, simulated routers, collector, API and web, started bottom-up and stopped in reverse.
@NullMarked
package io.lastmile.deploy;

import org.jspecify.annotations.NullMarked;
