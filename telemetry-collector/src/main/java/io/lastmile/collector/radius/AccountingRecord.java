package io.lastmile.collector.radius;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What one Accounting-Request says. `up` is what the customer sent (Acct-Input-Octets with its
/// gigawords), `down` what the customer received; null where the packet says nothing, which is not
/// zero: a Stop without octets must not lower a total. Addresses are texts, prefixes with length.
public record AccountingRecord(
        AccountingStatus status,
        String session,
        String user,
        @Nullable Long up,
        @Nullable Long down,
        @Nullable Long sessionSeconds,
        @Nullable Long delaySeconds,
        @Nullable Long eventSeconds,
        @Nullable String address,
        @Nullable String address6,
        @Nullable String delegatedPrefix) {

    /// The session's id as it is compared with that of `/ppp/active`: RouterOS writes `0x81a00001`
    /// there and `81a00001` here.
    public String sessionKey() {
        String folded = session.toLowerCase(Locale.ROOT);
        return folded.startsWith("0x") ? folded.substring(2) : folded;
    }
}
