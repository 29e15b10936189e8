package io.lastmile.collector.simulator;

/// Speeds in bit/s, in the customer's direction. Zero means no limit known.
public record Rates(long downBps, long upBps) {
    public Rates {
        if (downBps < 0 || upBps < 0) {
            throw new IllegalArgumentException(
                    "rates: " + downBps + "/" + upBps + " bit/s (expected: >= 0)");
        }
    }

    /// RouterOS writes rates from its own view: received (the customer's upload) first.
    String rateLimit() {
        return upBps + "/" + downBps;
    }
}
