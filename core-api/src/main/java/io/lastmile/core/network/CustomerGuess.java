package io.lastmile.core.network;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.util.Locale;

/// A customer who may be behind a row of a router. A person has to say so.
public record CustomerGuess(int customer, String number, String name, By by) {
    /// What it was found by, the surest first.
    public enum By {
        /// The line is that customer's already.
        LINE,
        /// The customer's number stands in the comment or name.
        NUMBER,
        /// The mobile number, of this customer alone.
        MOBILE,
        /// The comment begins with the name, of this customer alone.
        NAME;

        @JsonCreator
        static By of(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
        }
    }
}
