package io.lastmile.deploy.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Parts one after the other. What a part measured is printed (and in the file) before the next one
/// begins, and a part that fails is told and left behind: hours of measuring are not lost to it.
record BenchRun(PrintStream out, Optional<Path> json) {
    /// 0 where every part was measured, else 1.
    int measure(List<Bench> benches) throws IOException {
        List<BenchRow> rows = new ArrayList<>();
        List<String> failed = new ArrayList<>();
        prepare();
        for (Bench bench : benches) {
            out.println("measuring " + bench.part() + " ...");
            try {
                List<BenchRow> measured = bench.run();
                out.print(BenchReport.table(measured));
                rows.addAll(measured);
                keep(rows);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return tell(failed, bench, e);
            } catch (Exception | Error e) {
                tell(failed, bench, e);
            }
        }
        if (!failed.isEmpty()) {
            out.println("not measured: " + String.join(", ", failed));
        }
        return failed.isEmpty() ? 0 : 1;
    }

    /// Before hours of measuring, not after them.
    private void prepare() throws IOException {
        Path folder = json.map(Path::toAbsolutePath).map(Path::getParent).orElse(null);
        if (folder != null) {
            Files.createDirectories(folder);
        }
    }

    private int tell(List<String> failed, Bench bench, Throwable cause) {
        failed.add(bench.part());
        out.println(bench.part() + " FAILED: " + cause);
        cause.printStackTrace(out);
        return 1;
    }

    private void keep(List<BenchRow> rows) throws IOException {
        if (json.isPresent()) {
            Files.writeString(json.get(), BenchReport.json(rows));
        }
    }
}
