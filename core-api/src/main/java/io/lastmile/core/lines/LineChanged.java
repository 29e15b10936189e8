package io.lastmile.core.lines;

import io.lastmile.core.platform.DomainEvent;

/// A line was added, changed or removed.
public record LineChanged(int line, What what) implements DomainEvent {
    public enum What {
        ADDED("line added"),
        CHANGED("line changed"),
        REMOVED("line removed");

        private final String why;

        What(String why) {
            this.why = why;
        }

        /// For histories.
        public String why() {
            return why;
        }
    }
}
