package io.lastmile.core.identity;

import io.helidon.dbclient.DbClient;
import java.time.Clock;

/// The room's tables.
record Stores(
        Accounts accounts,
        Hashes hashes,
        Sessions sessions,
        ApiKeys keys,
        SecondFactors secondFactors,
        RecoveryCodes recoveryCodes,
        Resets resets,
        LoginCodes loginCodes,
        AuditRows audit) {
    static Stores of(DbClient db, Clock clock) {
        return new Stores(
                new Accounts(db, clock),
                new Hashes(db),
                new Sessions(db, clock),
                new ApiKeys(db, clock),
                new SecondFactors(db, clock),
                new RecoveryCodes(db, clock),
                new Resets(db, clock),
                new LoginCodes(db, clock),
                new AuditRows(db));
    }
}
