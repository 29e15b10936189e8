package io.lastmile.collector.poller;

import java.util.Optional;

/// A row of `core.pollable_router`: a router that is to be polled, and how. `version` changes with
/// each edit.
public record PollableRouter(int id, long version, String name, Access access, Task task) {
    /// How to get in. `secret` is sealed for `Purpose.routerPassword(id)`, `fingerprint` the pinned
    /// certificate's SHA-256 in hex.
    public record Access(
            String host,
            int port,
            boolean tls,
            Optional<String> fingerprint,
            String username,
            byte[] secret,
            boolean legacyLogin) {
        @Override
        public String toString() {
            return username + " at " + host + ":" + port;
        }
    }

    /// What to ask and how often; `charset` is the code page of names that are not UTF-8.
    public record Task(
            String charset, Optional<Integer> intervalSeconds, boolean ppp, boolean queues) {}
}
