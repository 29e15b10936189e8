package io.lastmile.collector.radius;

import io.lastmile.collector.pipeline.RadiusLives;
import org.jspecify.annotations.Nullable;

/// What one Accounting-Request says. `up` is what the customer sent (Acct-Input-Octets with its
/// gigawords), `down` what the customer received; null where the packet says nothing, which is not
/// zero: a Stop without octets must not lower a total. `user` is its bytes as Latin-1, as
/// everywhere in the pipeline. Addresses are texts, prefixes with length.
public record AccountingRecord(
        AccountingStatus status,
        String session,
        String user,
        @Nullable Long up,
        @Nullable Long down,
        @Nullable Long sessionSeconds,
        @Nullable Long delaySeconds,
        @Nullable Long eventSeconds,
        @Nullable Long terminateCause,
        @Nullable String address,
        @Nullable String address6,
        @Nullable String delegatedPrefix) {

    /// The session's id as it is compared with that of `/ppp/active`: RouterOS writes `0x81a00001`
    /// there and `81a00001` here.
    public String sessionKey() {
        return RadiusLives.key(session);
    }
}
