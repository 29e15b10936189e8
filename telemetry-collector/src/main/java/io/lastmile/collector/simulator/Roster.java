package io.lastmile.collector.simulator;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/// The lines that a router begins with: a pure function of its site.
record Roster(Site site, Site.Mix mix) {
    private static final Pattern NUMBER_AT_END = Pattern.compile("(\\d{3,9})$");

    List<DemoLine> lines() {
        return IntStream.range(0, site.lines()).mapToObj(this::line).toList();
    }

    private DemoLine line(int index) {
        long seed = site.lineSeed(index);
        boolean queue = mix.queue(index);
        Rates rates = rates(index);
        return new DemoLine(
                name(index),
                queue ? People.company(seed) : People.person(seed),
                site.pop().area(),
                site.pop().routerName(),
                rates.downBps(),
                rates.upBps(),
                queue);
    }

    private String name(int index) {
        return mix.queue(index) ? site.queueName(index) : site.userName(index);
    }

    private Rates rates(int index) {
        return mix.queue(index)
                ? People.corporatePlan().rates()
                : People.plan(site.lineSeed(index)).rates();
    }

    /// Throws where the router did not begin with such a line.
    History history(String name) {
        int index = index(name);
        if (index < 0 || index >= site.lines() || !name.equals(name(index))) {
            throw new IllegalArgumentException(
                    "line: " + name + " (expected: one of " + site.pop().routerName() + ")");
        }
        long seed = site.lineSeed(index);
        Rates rates = rates(index);
        Traffic traffic = new Traffic(seed, Habit.of(seed, rates), rates);
        return mix.queue(index)
                ? new History(traffic, Optional.empty())
                : new History(traffic, Optional.of(site.schedule(seed)));
    }

    private int index(String name) {
        Matcher number = NUMBER_AT_END.matcher(name);
        if (!number.find()) {
            return -1;
        }
        int value = Integer.parseInt(number.group(1));
        return name.startsWith(Site.QUEUE_PREFIX) ? Site.queueIndex(value) : Site.userIndex(value);
    }
}
