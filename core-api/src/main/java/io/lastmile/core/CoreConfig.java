package io.lastmile.core;

import io.lastmile.core.identity.IdentityConfig;
import java.time.ZoneId;
import java.util.Optional;

/// Settings of core-api. Hours and days are cut in the ISP's `zone`. With `operatorPassword` there
/// is an owner `operator` from the start; without one the first start asks for the owner at
/// `/setup`. Staff need a second factor unless `secondFactorRequired` is off (demo, tests).
public record CoreConfig(
        ZoneId zone, Optional<String> operatorPassword, boolean secondFactorRequired) {
    public static CoreConfig defaults() {
        return new CoreConfig(ZoneId.of("Asia/Dhaka"), Optional.empty(), true);
    }

    public CoreConfig withPassword(String password) {
        return new CoreConfig(zone, Optional.of(password), secondFactorRequired);
    }

    public CoreConfig withoutSecondFactor() {
        return new CoreConfig(zone, operatorPassword, false);
    }

    IdentityConfig identity() {
        return new IdentityConfig(zone, secondFactorRequired);
    }
}
