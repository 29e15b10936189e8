package io.lastmile.core.network;

import io.lastmile.core.platform.Fields;

/// How this ISP cuts and how careful it is.
public record NetworkPolicy(
        long version, Suspension suspension, int guardLines, int guardPercent, int compareSeconds) {
    /// What a suspended customer gets.
    public enum Suspension {
        WALLED,
        DISABLED
    }

    static NetworkPolicy read(Fields fields, long version) {
        return new NetworkPolicy(
                version,
                fields.choice("suspension", Suspension.WALLED),
                (int) fields.number("guardLines", 1, 100_000, 20),
                (int) fields.number("guardPercent", 1, 100, 5),
                (int) fields.number("compareSeconds", 15, 86_400, 180));
    }
}
