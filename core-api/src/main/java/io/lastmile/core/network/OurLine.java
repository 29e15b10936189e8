package io.lastmile.core.network;

import java.util.Optional;

/// A line of ours as an import compares it. `state` counts up with every change of it; `managed` is
/// what we want of it, nothing while we only watch it.
record OurLine(
        int id,
        String state,
        FoundKind kind,
        String name,
        Optional<Integer> customer,
        Optional<Integer> plan,
        Optional<Managed> managed) {
    /// Without a profile its rate limit decides.
    record Managed(
            String profile,
            String rateLimit,
            boolean enabled,
            String address,
            String callerId,
            Optional<String> password) {
        boolean suspended() {
            return !enabled || profile.equals(WalledGarden.PROFILE);
        }

        /// Without the password.
        @Override
        public String toString() {
            return profile + " " + rateLimit;
        }
    }
}
