package io.lastmile.core.network;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.util.Locale;

/// A plan that fits a row of a router.
public record PlanGuess(int plan, String name, By by) {
    /// What it was found by, the surest first.
    public enum By {
        /// The line has it already.
        LINE,
        /// The plan names this profile.
        PROFILE,
        /// It is called like the profile.
        NAME,
        /// It is the only one with this speed.
        SPEED;

        @JsonCreator
        static By of(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
        }
    }
}
