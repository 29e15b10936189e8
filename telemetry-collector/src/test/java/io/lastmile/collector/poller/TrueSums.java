package io.lastmile.collector.poller;

import io.lastmile.collector.pipeline.CommittedModel;
import io.lastmile.collector.pipeline.Source;
import io.lastmile.collector.pipeline.Total;
import io.lastmile.collector.simulator.Life;
import io.lastmile.collector.simulator.Reading;
import io.lastmile.collector.simulator.Table;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// What the simulator's truth says of each counter, given when the polls took place that were
/// committed: every byte of every committed reading once, and no other.
final class TrueSums {
    /// `isFirst`: the first committed reading came with the first list of its table, so nobody
    /// knows what it counted before; it is the base. `missed`: an earlier list left out the
    /// counter, which had begun by then; its age may prove that, and then it has a base too.
    record Sum(Total bytes, Total first, boolean isFirst, boolean missed, List<Life> lives) {}

    /// A reading and the router's uptime then.
    private record Seen(long uptime, Total bytes) {}

    private final Map<Source, TreeSet<Long>> committed = new EnumMap<>(Source.class);

    /// A poll that was committed listed this table at that time of the simulator's clock.
    void committed(Source source, long millis) {
        committed.computeIfAbsent(source, any -> new TreeSet<>()).add(millis);
    }

    Map<CommittedModel.Key, Sum> of(List<Life> truth) {
        Map<CommittedModel.Key, List<Life>> lives =
                truth.stream()
                        .filter(TrueSums::counts)
                        .sorted(Comparator.comparingLong(Life::startMillis))
                        .collect(Collectors.groupingBy(TrueSums::key));
        Map<CommittedModel.Key, Sum> sums = new HashMap<>();
        lives.forEach((key, ofKey) -> sums.put(key, sum(key.source(), ofKey)));
        return sums;
    }

    /// The dynamic queue of a session shows the same bytes again; ports are not asked for.
    private static boolean counts(Life life) {
        boolean dynamic = life.name().startsWith("<");
        return life.table() == Table.INTERFACE == dynamic;
    }

    private static CommittedModel.Key key(Life life) {
        boolean queue = life.table() == Table.QUEUE;
        return new CommittedModel.Key(
                queue ? Source.SIMPLE_QUEUE : Source.PPP_INTERFACE, life.id());
    }

    private Sum sum(Source source, List<Life> lives) {
        TreeSet<Long> prints = committed.getOrDefault(source, new TreeSet<>());
        List<Seen> seen = new ArrayList<>();
        boolean isFirst = false;
        for (Life life : lives) {
            for (Reading reading : life.readings()) {
                if (prints.contains(reading.timeMillis())) {
                    isFirst |= seen.isEmpty() && reading.timeMillis() == prints.first();
                    long uptime = reading.timeMillis() - life.bootMillis();
                    seen.add(new Seen(uptime, total(reading.bytes())));
                }
            }
        }
        Total first = seen.isEmpty() ? Total.NONE : seen.getFirst().bytes();
        return new Sum(chained(seen), first, isFirst, missed(prints, lives), lives);
    }

    private static boolean missed(TreeSet<Long> prints, List<Life> lives) {
        Long list = prints.ceiling(lives.getFirst().startMillis());
        return list != null
                && lives.getFirst().readings().stream().noneMatch(r -> r.timeMillis() == list);
    }

    /// A counter that began anew shows by a reading that fell or by the router's uptime; one that
    /// was reset and had caught up before anybody looked cannot be told from one that went on.
    private static Total chained(List<Seen> seen) {
        Total sum = Total.NONE;
        Seen before = new Seen(0, Total.NONE);
        for (Seen next : seen) {
            boolean anew =
                    next.uptime() < before.uptime() || !next.bytes().isAtLeast(before.bytes());
            sum = sum.plus(anew ? next.bytes() : next.bytes().minus(before.bytes()));
            before = next;
        }
        return sum;
    }

    private static Total total(io.lastmile.collector.simulator.Bytes bytes) {
        return Total.unsigned(bytes.down(), bytes.up());
    }
}
