/// What every line moves right now, from memory: the newest rate per line, fifteen minutes of
/// history, totals per second and who just dropped, for as many viewers as there are. Fed by the
/// pipeline as a sink, so it goes on while the database is down. Other modules see `Live` and its
/// records only. A rate that is not known is never shown as 0.
@NullMarked
package io.lastmile.collector.live;

import org.jspecify.annotations.NullMarked;
