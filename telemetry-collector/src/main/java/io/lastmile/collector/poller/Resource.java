package io.lastmile.collector.poller;

import io.lastmile.collector.routeros.Command;
import io.lastmile.collector.routeros.Field;
import io.lastmile.collector.routeros.Sentence;
import java.nio.charset.Charset;

/// The one row of `/system/resource`: the uptime tells one boot from another, the CPU load whether
/// we ask too often. `cpuPercent` is 0 where the router does not tell.
record Resource(long uptimeMillis, int cpuPercent, String version, String board) {
    private static final Field UPTIME = Field.of("uptime");
    private static final Field CPU = Field.of("cpu-load");
    private static final Field VERSION = Field.of("version");
    private static final Field BOARD = Field.of("board-name");
    private static final Field FREE_MEMORY = Field.of("free-memory");
    private static final int PERCENT_MAX = 100;

    static final Command PRINT =
            Command.of("/system/resource/print")
                    .proplist(UPTIME, CPU, VERSION, BOARD, FREE_MEMORY)
                    .rowsMax(1);

    static Resource of(Sentence row, Charset codePage) {
        return new Resource(
                row.spanMillis(UPTIME),
                Math.clamp(row.unsigned(CPU, 0), 0, PERCENT_MAX),
                Shown.text(row, VERSION, codePage),
                Shown.text(row, BOARD, codePage));
    }
}
