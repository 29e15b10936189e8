package io.lastmile.deploy.bench;

import io.lastmile.deploy.Logs;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// `./run bench [part] [--json FILE]`: measures all parts or one and prints a table of each.
public final class BenchMain {
    private static final List<Bench> BENCHES =
            List.of(
                    new DecodeBench(),
                    new HangUpBench(),
                    new StoreBench(),
                    new GraphBench(),
                    new LiveBench(),
                    new PeopleBench(),
                    new RouterImportBench(),
                    new LineChangesBench(),
                    new FleetBench(),
                    new WatchersBench(),
                    new PaperBench(),
                    new MoneyBench(),
                    new MoneyBooksBench());
    private static final String JMH = "jmh";

    private BenchMain() {}

    public static void main(String[] args) throws Exception {
        Logs.configure();
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        List<String> words = new ArrayList<>(List.of(args));
        int json = words.indexOf("--json");
        if (words.contains("--help") || json >= 0 && json + 1 >= words.size()) {
            out.println(usage());
            return;
        }
        List<String> file = json < 0 ? List.of() : List.copyOf(words.subList(json, json + 2));
        file.forEach(words::remove);
        if (words.equals(List.of(JMH))) {
            DecoderJmh.run();
            return;
        }
        Optional<Path> kept =
                file.isEmpty() ? Optional.empty() : Optional.of(Path.of(file.getLast()));
        System.exit(new BenchRun(out, kept).measure(chosen(words)));
    }

    private static List<Bench> chosen(List<String> parts) {
        List<Bench> chosen =
                BENCHES.stream()
                        .filter(bench -> parts.stream().allMatch(part -> isOf(bench, part)))
                        .toList();
        if (chosen.isEmpty() || parts.size() > 1) {
            throw new IllegalArgumentException(parts + " (expected: " + usage() + ")");
        }
        return chosen;
    }

    /// `people` is `people-lines` as well.
    private static boolean isOf(Bench bench, String part) {
        return bench.part().equals(part) || bench.part().startsWith(part + "-");
    }

    private static String usage() {
        return BENCHES.stream()
                .map(Bench::part)
                .collect(
                        Collectors.joining(
                                " | ", "./run bench [", " | " + JMH + "] [--json FILE]"));
    }
}
