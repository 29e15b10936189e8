package io.lastmile.core.network;

import io.lastmile.collector.routeros.Field;
import io.lastmile.collector.routeros.Sentence;
import java.util.Optional;
import java.util.regex.Pattern;

/// A simple queue's limits as one rate limit: rates, burst, threshold, time, priority, at least
/// (routeros.md, 2.1). Both write the customer's upload first.
final class FoundQueue {
    static final Field TARGET = Field.of("target");
    static final Field PARENT = Field.of("parent");

    private static final Field MAX = Field.of("max-limit");
    private static final Field BURST = Field.of("burst-limit");
    private static final Field THRESHOLD = Field.of("burst-threshold");
    private static final Field TIME = Field.of("burst-time");

    static final Field[] FIELDS = {
        Field.NAME,
        TARGET,
        PARENT,
        MAX,
        BURST,
        THRESHOLD,
        TIME,
        Field.of("dynamic"),
        Field.of("disabled"),
        Field.of("comment")
    };

    private static final Pattern NONE = Pattern.compile("|0|0/0");
    private static final Pattern ONE_HOST = Pattern.compile("[0-9]{1,3}([.][0-9]{1,3}){3}(/32)?");

    private FoundQueue() {}

    /// Empty where nothing is limited.
    static String rateLimit(Sentence row) {
        String max = row.text(MAX);
        if (NONE.matcher(max).matches()) {
            return "";
        }
        String burst = row.text(BURST);
        if (NONE.matcher(burst).matches()) {
            return max;
        }
        String threshold = row.text(THRESHOLD);
        String time = row.text(TIME).replace("s", "");
        return "%s %s %s %s"
                .formatted(
                        max,
                        burst,
                        NONE.matcher(threshold).matches() ? max : threshold,
                        NONE.matcher(time).matches() ? "1/1" : time);
    }

    /// One customer has one address; a network or an interface is many of them.
    static Optional<String> trouble(String target) {
        return ONE_HOST.matcher(target).matches()
                ? Optional.empty()
                : Optional.of("Its target is not one IPv4 address.");
    }
}
