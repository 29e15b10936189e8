package io.lastmile.core.plans;

import io.lastmile.core.plans.RateLimit.Burst;
import io.lastmile.core.plans.RateLimit.Reading;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads one rate limit, word by word.
final class RateLimitText {
    private static final int WORDS_MAX = 6;
    private static final Pattern RATE = Pattern.compile("([0-9]{1,15})([kKmMgG]?)");
    private static final Pattern SECONDS = Pattern.compile("([0-9]{1,9})s?");
    private static final Pattern PRIORITY = Pattern.compile("[1-8]");
    private static final Map<String, Long> UNITS =
            Map.of("", 1L, "k", 1_000L, "m", 1_000_000L, "g", 1_000_000_000L);

    private static final class Broken extends RuntimeException {
        private static final long serialVersionUID = 1;

        private final transient Reading.Refused why;

        Broken(String found, String expected) {
            super(found, null, false, false);
            this.why = new Reading.Refused(found, expected);
        }
    }

    private final String text;
    private final Deque<String> words;

    RateLimitText(String text) {
        this.text = text.strip();
        this.words = new ArrayDeque<>(List.of(this.text.split("[ \t]+")));
    }

    Reading read() {
        if (text.isEmpty() || text.length() > RateLimit.LENGTH_MAX || words.size() > WORDS_MAX) {
            return new Reading.Refused("'" + text + "'", "1 to 6 words, for example 10M/25M");
        }
        try {
            return new Reading.Read(limit());
        } catch (Broken broken) {
            return broken.why;
        }
    }

    private RateLimit limit() {
        Pair rate = rates(words.remove());
        Optional<Burst> burst = burst(rate);
        int priority = RateLimit.PRIORITY;
        if (!words.isEmpty() && PRIORITY.matcher(words.peek()).matches()) {
            priority = Integer.parseInt(words.remove());
        }
        Pair min = words.isEmpty() ? rate : rates(words.remove());
        if (!words.isEmpty()) {
            throw new Broken(words.peek(), "a priority from 1 to 8, then the least rate");
        }
        if (!min.within(unlimitedAsMax(rate))) {
            throw new Broken(text, "a least rate within the rate");
        }
        return new RateLimit(rate, burst, priority, min);
    }

    /// Written as `0/0` it is none: then thresholds and times only fill their places.
    private Optional<Burst> burst(Pair rate) {
        Pair burst = words.isEmpty() ? Pair.ZERO : rates(words.remove());
        Pair threshold = words.isEmpty() ? Pair.ZERO : rates(words.remove());
        Pair seconds = words.isEmpty() ? Pair.ZERO : seconds(words.remove());
        if (burst.equals(Pair.ZERO)) {
            return Optional.empty();
        }
        Pair full = burst.or(rate);
        Pair from = threshold.or(rate);
        if (!rate.within(full)) {
            throw new Broken(text, "a burst of at least the rate");
        }
        if (!from.within(full)) {
            throw new Broken(text, "a threshold within the burst");
        }
        return Optional.of(new Burst(full, from, seconds.or(new Pair(1, 1))));
    }

    private static Pair unlimitedAsMax(Pair rate) {
        return rate.or(new Pair(RateLimit.BPS_MAX, RateLimit.BPS_MAX));
    }

    private static Pair rates(String word) {
        String[] parts = parts(word);
        return new Pair(rate(parts[0], word), rate(parts[parts.length - 1], word));
    }

    private static long rate(String part, String word) {
        Matcher matcher = RATE.matcher(part);
        if (matcher.matches()) {
            long unit = UNITS.getOrDefault(matcher.group(2).toLowerCase(Locale.ROOT), 1L);
            long number = Long.parseLong(matcher.group(1));
            if (number <= RateLimit.BPS_MAX / unit) {
                return number * unit;
            }
        }
        throw new Broken(word, "rates like 512k/2M, at most 1000G");
    }

    private static Pair seconds(String word) {
        String[] parts = parts(word);
        return new Pair(second(parts[0], word), second(parts[parts.length - 1], word));
    }

    private static long second(String part, String word) {
        Matcher matcher = SECONDS.matcher(part);
        if (matcher.matches() && Long.parseLong(matcher.group(1)) <= RateLimit.SECONDS_MAX) {
            return Long.parseLong(matcher.group(1));
        }
        throw new Broken(word, "seconds like 10/10, at most " + RateLimit.SECONDS_MAX);
    }

    private static String[] parts(String word) {
        String[] parts = word.split("/", -1);
        if (parts.length > 2) {
            throw new Broken(word, "a value, or two with / between");
        }
        return parts;
    }
}
