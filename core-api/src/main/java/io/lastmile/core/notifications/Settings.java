package io.lastmile.core.notifications;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import io.helidon.dbclient.DbClient;
import io.lastmile.collector.credentials.Purpose;
import io.lastmile.collector.credentials.SecretCipher;
import io.lastmile.core.platform.Actor;
import io.lastmile.core.platform.Body;
import io.lastmile.core.platform.Fields;
import io.lastmile.core.platform.Json;
import io.lastmile.core.platform.Row;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The table of settings. A row is a flat object of texts and goes through the same checks as the
/// form that it came from. Call it within a unit of work.
final class Settings {
    static final String EMAIL = "email";
    static final String SMS = "sms";
    static final String SITE = "site";

    private static final String FIND =
            """
            select version, cast(value as text) as value, secret from core.message_setting
            where name = :name
            """;

    private static final String SAVE =
            """
            insert into core.message_setting (name, value, secret, changed, changed_by)
            values (:name, cast(:value as jsonb), :secret, :now, :by)
            on conflict (name) do update
            set version = message_setting.version + 1, value = excluded.value,
                secret = excluded.secret, changed = excluded.changed,
                changed_by = excluded.changed_by
            where message_setting.version = :version
            """;

    /// `version` is 0 as long as nobody saved it.
    record Stored(long version, Map<String, String> value, Optional<byte[]> secret) {
        static final Stored NONE = new Stored(0, Map.of(), Optional.empty());

        Stored {
            value = Map.copyOf(value);
        }

        Fields fields() {
            return Body.formOf(value);
        }
    }

    private final DbClient db;
    private final SecretCipher cipher;
    private final Clock clock;

    Settings(DbClient db, SecretCipher cipher, Clock clock) {
        this.db = db;
        this.cipher = cipher;
        this.clock = clock;
    }

    Stored find(String name) {
        return db.execute()
                .createGet(FIND)
                .addParam("name", name)
                .execute()
                .map(Row::new)
                .map(row ->
                        new Stored(
                                row.number("version"),
                                map(row.text("value")),
                                row.optionalBytes("secret")))
                .orElse(Stored.NONE);
    }

    /// False if somebody changed it since `version`.
    boolean save(String name, long version, Map<String, String> value, Optional<byte[]> secret) {
        return db.execute()
                        .createInsert(SAVE)
                        .addParam("name", name)
                        .addParam("value", text(value))
                        .addParam("secret", secret.orElse(null))
                        .addParam("now", clock.instant().atOffset(ZoneOffset.UTC))
                        .addParam("by", Actor.current().login())
                        .addParam("version", version)
                        .execute()
                > 0;
    }

    SmsSettings sms() {
        return SmsSettings.read(find(SMS).fields());
    }

    EmailSettings email() {
        return EmailSettings.read(find(EMAIL).fields());
    }

    SiteSettings site() {
        return SiteSettings.read(find(SITE).fields());
    }

    byte[] seal(String name, String secret) {
        return cipher.seal(purpose(name), secret);
    }

    /// The password or key of a channel; empty where it needs none.
    String secret(String name) {
        return find(name).secret().map(sealed -> cipher.openText(purpose(name), sealed)).orElse("");
    }

    private static Purpose purpose(String name) {
        return new Purpose("message-setting/" + name);
    }

    private static String text(Map<String, String> value) {
        try {
            return Json.MAPPER.writeValueAsString(new TreeMap<>(value));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("settings that are no text", e);
        }
    }

    private static Map<String, String> map(String json) {
        try {
            return Json.MAPPER.readValue(json, new TypeReference<Map<String, String>>() {});
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("settings: " + json + " (expected: texts)", e);
        }
    }
}
