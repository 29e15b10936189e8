package io.lastmile.core.usage;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;

/// A graph's data in columns: bit/s per bucket, empty where nothing is known. The envelope columns
/// are empty lists where a bucket is not wider than what it was read from.
public record UsageSeries(
        Instant from,
        Instant to,
        int stepSeconds,
        ZoneId zone,
        String source,
        List<Instant> t,
        List<Optional<Long>> down,
        List<Optional<Long>> up,
        List<Optional<Long>> downMax,
        List<Optional<Long>> upMax,
        List<Optional<Long>> downMin,
        List<Optional<Long>> upMin,
        Bytes total,
        List<Gap> gaps,
        Optional<Percentile> p95,
        Optional<Previous> previous) {
    /// What moved in the range.
    public record Bytes(long down, long up) {}

    /// Nothing is known from here to there.
    public record Gap(Instant from, Instant to) {}

    /// The former period with its own times, the n-th for the n-th.
    public record Previous(List<Instant> t, List<Optional<Long>> down, List<Optional<Long>> up) {}

    /// The same as a table for people, in the ISP's zone; a gap is an empty cell.
    public String csv() {
        var format = DateTimeFormatter.ISO_OFFSET_DATE_TIME.withZone(zone);
        var csv = new StringBuilder("time,down_bps,up_bps\n");
        for (int i = 0; i < t.size(); i++) {
            csv.append(format.format(t.get(i))).append(',');
            csv.append(down.get(i).map(Object::toString).orElse("")).append(',');
            csv.append(up.get(i).map(Object::toString).orElse("")).append('\n');
        }
        return csv.toString();
    }
}
