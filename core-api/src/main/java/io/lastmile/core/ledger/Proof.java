package io.lastmile.core.ledger;

import java.time.Instant;
import java.util.List;

/// What a look at the whole books found. Books that are right have no difference in any check.
public record Proof(Instant time, List<Check> checks) {
    /// One promise: how many rows were looked at, and the first rows that break it.
    public record Check(String name, long rows, List<Difference> differences) {
        public Check {
            differences = List.copyOf(differences);
        }

        public boolean holds() {
            return differences.isEmpty();
        }
    }

    /// A row that breaks a promise: which, what it says and what the entries say.
    public record Difference(String what, String found, String expected) {}

    public Proof {
        checks = List.copyOf(checks);
    }

    public boolean holds() {
        return checks.stream().allMatch(Check::holds);
    }
}
