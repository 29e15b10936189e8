package io.lastmile.core.usage;

import io.lastmile.collector.live.Totals;

/// The network at one tick. `number` rises with each; `ageMillis` is the age of the newest poll.
record Pulse(long number, Totals totals, Counts counts, long ageMillis) {
    record Counts(int names, int unaccounted, int routers, int answering) {}

    StringBuilder append(StringBuilder json) {
        json.append("{\"names\":").append(counts.names());
        json.append(",\"online\":").append(totals.online());
        json.append(",\"unknown\":").append(totals.unknown());
        json.append(",\"unaccounted\":").append(counts.unaccounted());
        json.append(",\"routers\":").append(counts.routers());
        json.append(",\"routersAnswering\":").append(counts.answering());
        Frames.rate(json.append(",\"down\":"), totals.downBps());
        Frames.rate(json.append(",\"up\":"), totals.upBps());
        return json.append(",\"ageMillis\":").append(ageMillis).append('}');
    }
}
