package io.lastmile.collector.simulator;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The grammar of rate-limit and max-limit (routeros.md 2.1), of which the simulator obeys the
/// first pair: `rx[/tx]`, the router's view, so rx is the customer's upload.
final class RateLimit {
    private static final Pattern RATE = Pattern.compile("(\\d{1,12})([kMG]?)");

    private RateLimit() {}

    /// Rates of a valid text; unlimited where it is empty.
    static Rates rates(String text) {
        return parse(text).orElse(new Rates(0, 0));
    }

    static Optional<Rates> parse(String text) {
        String[] words = text.trim().split(" ", -1);
        String[] pair = words[0].split("/", -1);
        if (pair.length > 2) {
            return Optional.empty();
        }
        Optional<Long> up = bps(pair[0]);
        Optional<Long> down = pair.length == 2 ? bps(pair[1]) : up;
        return up.flatMap(u -> down.map(d -> new Rates(d, u)));
    }

    private static Optional<Long> bps(String text) {
        Matcher rate = RATE.matcher(text);
        if (!rate.matches()) {
            return Optional.empty();
        }
        long unit =
                switch (rate.group(2)) {
                    case "k" -> 1_000;
                    case "M" -> 1_000_000;
                    case "G" -> 1_000_000_000;
                    default -> 1;
                };
        return Optional.of(Long.parseLong(rate.group(1)) * unit);
    }
}
