/// Routers, lines, and who is behind which session name. Owns `core.router`, `core.router_pause`
/// and `core.line`, and with them the views that the collector polls by; reads what the collector
/// keeps of names, sessions, polls and health. A line claims a name of `telemetry.line`: its own
/// router's first, else of any router. Emits `LineChanged`, `LinesChanged`, `LinesSettled` and, for
/// the collector, `notify pollable_router`/`pollable_line`.
@NullMarked
package io.lastmile.core.lines;

import org.jspecify.annotations.NullMarked;
