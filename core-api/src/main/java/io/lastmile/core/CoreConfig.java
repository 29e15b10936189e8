package io.lastmile.core;

import java.time.ZoneId;
import java.util.Optional;

/// Settings of core-api. Hours and days are cut in the ISP's `zone`. Without `operatorPassword` the
/// first start generates one.
public record CoreConfig(ZoneId zone, Optional<String> operatorPassword) {
    public static CoreConfig defaults() {
        return new CoreConfig(ZoneId.of("Asia/Dhaka"), Optional.empty());
    }

    public CoreConfig withPassword(String password) {
        return new CoreConfig(zone, Optional.of(password));
    }
}
