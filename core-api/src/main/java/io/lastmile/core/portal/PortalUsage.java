package io.lastmile.core.portal;

import io.lastmile.core.usage.Volume;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;

/// What a line moved, by hours or days. What is still to come is not in it.
public record PortalUsage(
        int line,
        Span span,
        LocalDate first,
        LocalDate end,
        ZoneId zone,
        long down,
        long up,
        List<Volume> volumes) {
    public PortalUsage {
        volumes = List.copyOf(volumes);
    }

    static PortalUsage of(int line, Span span, LocalDate day, ZoneId zone, List<Volume> volumes) {
        return new PortalUsage(
                line,
                span,
                span.first(day),
                span.end(day),
                zone,
                volumes.stream().mapToLong(Volume::down).sum(),
                volumes.stream().mapToLong(Volume::up).sum(),
                volumes);
    }

    /// As a table for people, in the ISP's zone; a gap has empty cells.
    public String csv() {
        var format = DateTimeFormatter.ISO_OFFSET_DATE_TIME.withZone(zone);
        var csv = new StringBuilder("from,to,down_bytes,up_bytes\n");
        for (Volume volume : volumes) {
            csv.append(format.format(volume.from())).append(',');
            csv.append(format.format(volume.to())).append(',');
            csv.append(volume.known() ? volume.down() + "," + volume.up() : ",").append('\n');
        }
        return csv.toString();
    }
}
