package io.lastmile.core.plans;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// RouterOS's rate limit (routeros.md, 2.1): `rx[/tx] [burst [threshold [time [priority] [min]]]]`.
/// The router's rx is what the customer sends, so up comes first. Rates are bit/s, 0 is unlimited;
/// what the text leaves out has RouterOS's default here. Lower priorities go first.
public record RateLimit(Pair rate, Optional<Burst> burst, int priority, Pair min) {
    public static final int LENGTH_MAX = 200;
    static final int PRIORITY = 8;
    static final long BPS_MAX = 1_000_000_000_000L;
    static final long SECONDS_MAX = 3600;
    private static final Pair ONE_SECOND = new Pair(1, 1);

    /// Allowed while the average over `seconds` stays below `threshold`.
    public record Burst(Pair rate, Pair threshold, Pair seconds) {}

    /// What became of a text.
    public sealed interface Reading {
        record Read(RateLimit limit) implements Reading {}

        record Refused(String found, String expected) implements Reading {}
    }

    static RateLimit of(Pair rate) {
        return new RateLimit(rate, Optional.empty(), PRIORITY, rate);
    }

    public static Reading read(String text) {
        return new RateLimitText(text).read();
    }

    /// Of a text that was checked before it was stored.
    @JsonCreator
    static RateLimit stored(String text) {
        return switch (read(text)) {
            case Reading.Read read -> read.limit();
            case Reading.Refused refused ->
                    throw new IllegalStateException(
                            "rate limit: %s (expected: %s)"
                                    .formatted(refused.found(), refused.expected()));
        };
    }

    public boolean unlimited() {
        return rate.up() == 0 || rate.down() == 0;
    }

    /// The shortest text with this meaning; both directions are always written.
    @JsonValue
    public String text() {
        List<String> words = new ArrayList<>(List.of(rates(rate)));
        boolean tail = priority != PRIORITY || !min.equals(rate);
        burst.ifPresent(b -> burst(words, b, tail));
        if (tail && burst.isEmpty()) {
            words.addAll(List.of("0/0", "0/0", "0/0"));
        }
        if (tail) {
            words.add("" + priority);
        }
        if (!min.equals(rate)) {
            words.add(rates(min));
        }
        return String.join(" ", words);
    }

    private void burst(List<String> words, Burst burst, boolean tail) {
        boolean time = tail || !burst.seconds().equals(ONE_SECOND);
        words.add(rates(burst.rate()));
        if (time || !burst.threshold().equals(rate)) {
            words.add(rates(burst.threshold()));
        }
        if (time) {
            words.add(burst.seconds().up() + "/" + burst.seconds().down());
        }
    }

    private static String rates(Pair pair) {
        return rate(pair.up()) + "/" + rate(pair.down());
    }

    private static String rate(long bps) {
        if (bps != 0 && bps % 1_000_000 == 0) {
            return bps / 1_000_000 + "M";
        }
        return bps != 0 && bps % 1000 == 0 ? bps / 1000 + "k" : "" + bps;
    }
}
