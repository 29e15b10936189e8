package io.lastmile.core.subscriptions;

import java.util.regex.Pattern;

/// What moved somebody's paid time: `(allocation, 17)`. Each moves it once, however often it is
/// repeated.
public record Origin(String type, long id) {
    private static final Pattern TYPE = Pattern.compile("[a-z][a-z-]{0,39}");

    public Origin {
        if (!TYPE.matcher(type).matches()) {
            throw new IllegalArgumentException(
                    "origin: '%s' (expected: a word like allocation)".formatted(type));
        }
    }
}
