package io.lastmile.collector.simulator;

/// A row of `/ppp/profile`. `rateLimit` is as written, empty for none (routeros.md 2.1).
record PppProfile(long id, String name, String rateLimit, String addressList, String comment) {
    PppProfile(long id, String name, String rateLimit, String comment) {
        this(id, name, rateLimit, "", comment);
    }

    Rates rates() {
        return RateLimit.rates(rateLimit);
    }
}
