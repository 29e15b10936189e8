package io.lastmile.collector.routeros;

/// All that is needed to talk to one router.
public record RouterConfig(
        RouterAddress address,
        Security security,
        Credentials credentials,
        Timeouts timeouts,
        Limits limits) {
    public RouterConfig(RouterAddress address, Security security, Credentials credentials) {
        this(address, security, credentials, Timeouts.STANDARD, Limits.STANDARD);
    }

    public RouterConfig withTimeouts(Timeouts other) {
        return new RouterConfig(address, security, credentials, other, limits);
    }

    public RouterConfig withLimits(Limits other) {
        return new RouterConfig(address, security, credentials, timeouts, other);
    }

    public RouterConfig withSecurity(Security other) {
        return new RouterConfig(address, other, credentials, timeouts, limits);
    }
}
