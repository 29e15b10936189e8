package io.lastmile.core.network;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.helidon.dbclient.DbClient;
import io.lastmile.collector.credentials.Purpose;
import io.lastmile.collector.credentials.SecretCipher;
import io.lastmile.collector.credentials.SecretUnreadable;
import io.lastmile.core.platform.Actor;
import io.lastmile.core.platform.Json;
import io.lastmile.core.platform.Row;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Customers' PPPoE and hotspot passwords, sealed for their line. A new one is a row and a new
/// version of what the line should have. Call it within a unit of work.
public final class LinePasswords {
    /// Rows of one statement.
    public static final int ROWS_MAX = 10_000;

    public static final int LENGTH_MAX = 100;

    /// No letter that is mistaken for another on paper or on the telephone: 12 of them are 59 bits.
    private static final String LETTERS = "abcdefghjkmnpqrstuvwxyz23456789";

    private static final int GENERATED_LETTERS = 12;

    private static final System.Logger LOG = System.getLogger(LinePasswords.class.getName());

    private static final String PUT =
            """
            insert into core.line_credential (line, number, secret, made, made_by)
            select r.line, coalesce((select max(c.number) from core.line_credential as c
                                     where c.line = r.line), 0) + 1,
                   decode(r.secret, 'base64'), :now, :by
            from jsonb_to_recordset(cast(:rows as jsonb)) as r (line int, secret text)
            join core.line as l on l.id = r.line and l.removed is null
            order by r.line
            """;

    private static final String LOCK =
            "select id from core.line where id = any (:lines) order by id for update";

    private static final String OF =
            """
            select distinct on (line) line, secret from core.line_credential
            where line = any (:lines) order by line, number desc
            """;

    private static final String MADE =
            """
            select number, made, made_by from core.line_credential
            where line = :line order by number desc limit 1
            """;

    private static final String TELL =
            """
            select core.add_audit('line_credential', cast(:line as text), 'reveal', null,
                jsonb_build_object('line', cast(:line as int), 'reason', cast(:reason as text)))
            """;

    /// What anybody may know of one.
    public record Made(int number, java.time.Instant made, String by) {}

    private final DbClient db;
    private final Intents intents;
    private final SecretCipher cipher;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    LinePasswords(DbClient db, Intents intents, SecretCipher cipher, Clock clock) {
        this.db = db;
        this.intents = intents;
        this.cipher = cipher;
        this.clock = clock;
    }

    public Optional<Made> made(int line) {
        return db.execute()
                .createGet(MADE)
                .addParam("line", line)
                .execute()
                .map(Row::new)
                .map(row -> new Made(row.integer("number"), row.time("made"), row.text("made_by")));
    }

    /// Makes a new password, which is told this once.
    public String renew(int line) {
        String password = generate();
        put(Map.of(line, password), "new password");
        return password;
    }

    /// Keeps passwords that are in use already, by line.
    public void put(Map<Integer, String> all, String why) {
        keep(all);
        intents.settle(List.copyOf(all.keySet()), why);
    }

    /// Without settling, as [Endpoints#keep].
    void keep(Map<Integer, String> all) {
        if (all.size() > ROWS_MAX) {
            throw new IllegalArgumentException(
                    "passwords: %d (expected: <= %d)".formatted(all.size(), ROWS_MAX));
        }
        Integer[] lines = all.keySet().toArray(Integer[]::new);
        db.execute().createQuery(LOCK).addParam("lines", lines).execute().forEach(_ -> {});
        db.execute()
                .createInsert(PUT)
                .addParam("rows", rows(all))
                .addParam("now", clock.instant().atOffset(ZoneOffset.UTC))
                .addParam("by", Actor.current().login())
                .execute();
    }

    /// The password, and the trace that somebody read it.
    public Optional<String> reveal(int line, String reason) {
        Optional<String> password = Optional.ofNullable(open(List.of(line)).get(line));
        if (password.isPresent()) {
            db.execute()
                    .createQuery(TELL)
                    .addParam("line", line)
                    .addParam("reason", reason)
                    .execute()
                    .forEach(_ -> {});
        }
        return password;
    }

    /// By line, for the router and nobody else. One that this key does not open is missing.
    Map<Integer, String> open(List<Integer> lines) {
        Map<Integer, String> open = new HashMap<>();
        db.execute()
                .createQuery(OF)
                .addParam("lines", lines.toArray(Integer[]::new))
                .execute()
                .map(Row::new)
                .forEach(row -> {
                    int line = row.integer("line");
                    try {
                        open.put(line, cipher.openText(purpose(line), row.bytes("secret")));
                    } catch (SecretUnreadable e) {
                        LOG.log(
                                System.Logger.Level.WARNING,
                                "password unreadable: line=" + line,
                                e);
                    }
                });
        return open;
    }

    private String generate() {
        var text = new StringBuilder();
        for (int i = 0; i < GENERATED_LETTERS; i++) {
            text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return text.toString();
    }

    private String rows(Map<Integer, String> all) {
        ArrayNode rows = Json.MAPPER.createArrayNode();
        all.forEach((line, password) -> {
            byte[] sealed = cipher.seal(purpose(line), password);
            rows.addObject()
                    .put("line", line)
                    .put("secret", Base64.getEncoder().encodeToString(sealed));
        });
        return rows.toString();
    }

    private static Purpose purpose(int line) {
        return new Purpose("line/" + line + "/password");
    }
}
