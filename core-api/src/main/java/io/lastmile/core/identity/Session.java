package io.lastmile.core.identity;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/// One browser that is logged in, or on its way there. `current` is the one that asks.
public record Session(
        long id,
        Kind kind,
        Person person,
        Instant created,
        Instant seen,
        Instant expires,
        Origin origin,
        boolean current) {
    /// What a session opens, how long it lasts at most and how long when nobody uses it.
    public enum Kind {
        STAFF(Duration.ofDays(14), Duration.ofDays(3)),
        CUSTOMER(Duration.ofDays(90), Duration.ofDays(30)),
        /// The password was right, the second factor is asked for.
        SECOND(Duration.ofMinutes(10), Duration.ofMinutes(10)),
        /// The password was right, a second factor has to be set up.
        ENROL(Duration.ofMinutes(30), Duration.ofMinutes(30)),
        /// A one-time code is awaited from this browser.
        CODE(Duration.ofMinutes(10), Duration.ofMinutes(10)),
        /// The mobile is proven, one of several customers has to be chosen.
        CHOICE(Duration.ofMinutes(10), Duration.ofMinutes(10));

        final Duration life;
        final Duration idle;

        Kind(Duration life, Duration idle) {
            this.life = life;
            this.idle = idle;
        }

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Kind of(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT));
        }
    }

    /// Whose it is: an account's, or a customer's by mobile number. `code` is the id of the code
    /// that is awaited.
    public record Person(
            Optional<Integer> account,
            Optional<Integer> customer,
            String mobile,
            Optional<Long> code) {
        static Person account(int id) {
            return new Person(Optional.of(id), Optional.empty(), "", Optional.empty());
        }

        static Person customer(int id, Mobile mobile) {
            return new Person(Optional.empty(), Optional.of(id), mobile.number(), Optional.empty());
        }

        static Person behind(Mobile mobile) {
            return new Person(
                    Optional.empty(), Optional.empty(), mobile.number(), Optional.empty());
        }

        static Person asked(Mobile mobile, long code) {
            return new Person(
                    Optional.empty(), Optional.empty(), mobile.number(), Optional.of(code));
        }
    }

    /// Where a login came from.
    public record Origin(String address, String agent) {
        private static final int AGENT_LENGTH_MAX = 200;

        public Origin {
            agent = agent.substring(0, Math.min(agent.length(), AGENT_LENGTH_MAX));
        }
    }
}
