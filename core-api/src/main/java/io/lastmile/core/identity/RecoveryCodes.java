package io.lastmile.core.identity;

import io.helidon.dbclient.DbClient;
import io.lastmile.core.platform.Row;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The table of recovery codes: ten for who loses the telephone, each good once. A code has 80
/// random bits, so its SHA-256 is enough. Call it within a unit of work.
final class RecoveryCodes {
    static final int COUNT = 10;
    private static final String LETTERS = "abcdefghjkmnpqrstuvwxyz023456789";
    private static final int GROUPS = 4;
    private static final int GROUP_LETTERS = 4;

    private static final String ADD =
            """
            insert into core.recovery_code (account, hash, created)
            values (:account, :hash, :now)
            """;

    private static final String USE =
            """
            update core.recovery_code set used = :now
            where account = :account and hash = :hash and used is null
            """;

    private static final String LEFT =
            """
            select count(*) as codes from core.recovery_code
            where account = :account and used is null
            """;

    private static final String REMOVE = "delete from core.recovery_code where account = :account";

    private final DbClient db;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    RecoveryCodes(DbClient db, Clock clock) {
        this.db = db;
        this.clock = clock;
    }

    /// Ten new ones instead of all former ones; shown once, never readable again.
    List<String> replace(int account) {
        remove(account);
        List<String> codes = new ArrayList<>();
        for (int i = 0; i < COUNT; i++) {
            String code = fresh();
            codes.add(code);
            db.execute()
                    .createInsert(ADD)
                    .addParam("account", account)
                    .addParam("hash", hash(code))
                    .addParam("now", clock.instant().atOffset(ZoneOffset.UTC))
                    .execute();
        }
        return List.copyOf(codes);
    }

    boolean use(int account, String code) {
        return db.execute()
                        .createUpdate(USE)
                        .addParam("account", account)
                        .addParam("hash", hash(code))
                        .addParam("now", clock.instant().atOffset(ZoneOffset.UTC))
                        .execute()
                == 1;
    }

    int left(int account) {
        return db.execute()
                .createGet(LEFT)
                .addParam("account", account)
                .execute()
                .map(row -> new Row(row).integer("codes"))
                .orElse(0);
    }

    void remove(int account) {
        db.execute().createDelete(REMOVE).addParam("account", account).execute();
    }

    private String fresh() {
        StringBuilder code = new StringBuilder();
        for (int i = 0; i < GROUPS * GROUP_LETTERS; i++) {
            if (i > 0 && i % GROUP_LETTERS == 0) {
                code.append('-');
            }
            code.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return code.toString();
    }

    /// People type it with or without hyphens, in capitals too.
    private static byte[] hash(String code) {
        return new Token(code.toLowerCase(Locale.ROOT).replaceAll("[ -]", "")).hash();
    }
}
