/// Whom to poll when. Keeps one connection per router, asks it for its counters at its interval
/// with at most three requests, one at a time, and hands each reading to the pipeline. Being kind
/// to routers is decided here: jitter, a breaker for dead ones, intervals that stretch under load.
/// What it learns about the routers themselves (health, conditions) goes to the store in the
/// background; no poll ever waits for the database.
@NullMarked
package io.lastmile.collector.poller;

import org.jspecify.annotations.NullMarked;
