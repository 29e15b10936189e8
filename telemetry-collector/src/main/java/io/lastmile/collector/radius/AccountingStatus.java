package io.lastmile.collector.radius;

import java.util.Arrays;

/// Acct-Status-Type (RFC 2866, 5.1), as far as a RouterOS sends it.
public enum AccountingStatus {
    START(1),
    STOP(2),
    INTERIM(3),
    ACCOUNTING_ON(7),
    ACCOUNTING_OFF(8);

    private final int code;

    AccountingStatus(int code) {
        this.code = code;
    }

    /// On and Off speak of the whole NAS, the others of one session.
    public boolean isOfSession() {
        return this == START || this == STOP || this == INTERIM;
    }

    static AccountingStatus of(long code) throws BadPacket {
        return Arrays.stream(values())
                .filter(s -> s.code == code)
                .findFirst()
                .orElseThrow(() ->
                        new BadPacket(
                                Refusal.MALFORMED,
                                "Acct-Status-Type " + code + " (expected: 1, 2, 3, 7 or 8)"));
    }
}
