package io.lastmile.core.network;

/// A row of `/ppp/profile`; an empty rate limit is none.
record FoundProfile(String name, String rateLimit) {}
