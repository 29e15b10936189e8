package io.lastmile.core.identity;

import java.time.ZoneId;

/// `secondFactorRequired`: staff cannot log in without one and set it up at their first login.
public record IdentityConfig(ZoneId zone, boolean secondFactorRequired) {}
