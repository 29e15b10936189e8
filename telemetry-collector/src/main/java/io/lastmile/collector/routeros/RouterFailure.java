package io.lastmile.collector.routeros;

import java.time.Duration;
import java.util.List;

/// Why a connection or a command came to nothing. Carried by [RouterException].
public sealed interface RouterFailure {
    /// What was found and, where it helps, what was expected. One line, without secrets.
    String text();

    /// Whether the connection is lost too, with all its commands.
    default boolean ofConnection() {
        return true;
    }

    /// No connection. The cause is `unknown host`, `connection refused`, `no route to host` or,
    /// where the system has another one, in its words.
    record Unreachable(RouterAddress address, String cause) implements RouterFailure {
        @Override
        public String text() {
            return address + ": " + cause;
        }
    }

    record ConnectTimeout(RouterAddress address, Duration waited) implements RouterFailure {
        @Override
        public String text() {
            return address + ": no connection after " + waited.toMillis() + " ms";
        }
    }

    record TlsFailed(String cause) implements RouterFailure {
        @Override
        public String text() {
            return "tls handshake: " + cause;
        }
    }

    /// The certificate is not the pinned one, or none is pinned yet (`expected` is empty then).
    record Untrusted(Fingerprint found, String expected) implements RouterFailure {
        @Override
        public String text() {
            String pinned = expected.isEmpty() ? "one that an operator confirmed" : expected;
            return "certificate: " + found + " (expected: " + pinned + ")";
        }
    }

    record LoginRefused(Trap.Kind kind, String message) implements RouterFailure {
        @Override
        public String text() {
            return "login: " + message;
        }
    }

    /// The router asked for the challenge form, which the configuration does not allow.
    record LegacyLoginRefused() implements RouterFailure {
        @Override
        public String text() {
            return "login: challenge form (expected: plain form, legacy login is off)";
        }
    }

    /// End of stream, as after a reboot.
    record Closed(boolean midSentence) implements RouterFailure {
        @Override
        public String text() {
            return "end of stream "
                    + (midSentence ? "within a sentence" : "between sentences")
                    + " (expected: !done)";
        }
    }

    /// We closed the connection ourselves.
    record ClosedHere() implements RouterFailure {
        @Override
        public String text() {
            return "connection: closed by us";
        }
    }

    record Reset(String cause) implements RouterFailure {
        @Override
        public String text() {
            return "connection: " + cause;
        }
    }

    /// `!fatal` and its reason.
    record Fatal(String reason) implements RouterFailure {
        @Override
        public String text() {
            return "!fatal: " + reason;
        }
    }

    /// Bytes that are not the protocol, or more of them than the limits allow.
    record Violated(String found, String expected) implements RouterFailure {
        @Override
        public String text() {
            return found + " (expected: " + expected + ")";
        }
    }

    record Idle(String command, Duration waited) implements RouterFailure {
        @Override
        public String text() {
            return command + ": no sentence for " + waited.toMillis() + " ms";
        }

        @Override
        public boolean ofConnection() {
            return false;
        }
    }

    record Trapped(String command, List<Trap> traps) implements RouterFailure {
        public Trapped {
            traps = List.copyOf(traps);
            if (traps.isEmpty()) {
                throw new IllegalArgumentException("traps: none (expected: at least one)");
            }
        }

        /// The first one; the others mostly follow from it.
        public Trap.Kind kind() {
            return traps.getFirst().kind();
        }

        @Override
        public String text() {
            return command + ": " + traps;
        }

        @Override
        public boolean ofConnection() {
            return false;
        }
    }

    record TooManyRows(String command, long rowsMax) implements RouterFailure {
        @Override
        public String text() {
            return command + ": more than " + rowsMax + " rows (expected: at most)";
        }

        @Override
        public boolean ofConnection() {
            return false;
        }
    }

    /// The limit of commands at once, counting those that were given up but never ended.
    record TooManyCommands(int commandsMax) implements RouterFailure {
        @Override
        public String text() {
            return "commands at once: " + commandsMax + " (expected: fewer)";
        }

        @Override
        public boolean ofConnection() {
            return false;
        }
    }

    record Cancelled(String command) implements RouterFailure {
        @Override
        public String text() {
            return command + ": cancelled";
        }

        @Override
        public boolean ofConnection() {
            return false;
        }
    }

    /// The row handler threw; a [BadValue] comes this way. The cause is the exception's.
    record HandlerFailed(String command, String cause) implements RouterFailure {
        @Override
        public String text() {
            return command + ": " + cause;
        }

        @Override
        public boolean ofConnection() {
            return false;
        }
    }
}
