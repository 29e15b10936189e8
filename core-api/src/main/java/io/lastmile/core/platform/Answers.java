package io.lastmile.core.platform;

import io.helidon.dbclient.DbClient;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Optional;

/// The table of answers to requests that were sent with an idempotency key.
final class Answers {
    static final Duration KEPT = Duration.ofHours(48);

    private static final String CLAIM =
            """
            insert into core.request_key (sender, key, route, request_hash, created)
            values (:sender, :key, :route, :hash, :now)
            on conflict (sender, key) do nothing
            """;

    private static final String FIND =
            """
            select route, request_hash, status, coalesce(content_type, '') as content_type,
                   coalesce(location, '') as location, coalesce(body, '') as body
            from core.request_key where sender = :sender and key = :key
            """;

    private static final String KEEP =
            """
            update core.request_key
            set status = :status, content_type = :content_type, location = :location, body = :body
            where sender = :sender and key = :key
            """;

    private static final String FORGET = "delete from core.request_key where created < :before";

    /// Whose key, hashed, on what request.
    record Claim(String sender, String key, String route, byte[] hash) {}

    record Answer(int status, String contentType, String location, byte[] body) {}

    record Stored(String route, byte[] hash, Answer answer) {}

    private final DbClient db;
    private final Clock clock;

    Answers(DbClient db, Clock clock) {
        this.db = db;
        this.clock = clock;
    }

    /// Whether this is the first request of its key. Waits for another one that is under way.
    boolean claim(Claim claim) {
        return db.execute()
                        .createInsert(CLAIM)
                        .addParam("sender", claim.sender())
                        .addParam("key", claim.key())
                        .addParam("route", claim.route())
                        .addParam("hash", claim.hash())
                        .addParam("now", clock.instant().atOffset(ZoneOffset.UTC))
                        .execute()
                > 0;
    }

    Optional<Stored> find(Claim claim) {
        return db.execute()
                .createGet(FIND)
                .addParam("sender", claim.sender())
                .addParam("key", claim.key())
                .execute()
                .map(Row::new)
                .map(row ->
                        new Stored(
                                row.text("route"),
                                row.bytes("request_hash"),
                                new Answer(
                                        row.integer("status"),
                                        row.text("content_type"),
                                        row.text("location"),
                                        row.bytes("body"))));
    }

    void keep(Claim claim, Answer answer) {
        db.execute()
                .createUpdate(KEEP)
                .addParam("sender", claim.sender())
                .addParam("key", claim.key())
                .addParam("status", answer.status())
                .addParam("content_type", answer.contentType())
                .addParam("location", answer.location())
                .addParam("body", answer.body())
                .execute();
    }

    long forget() {
        return db.execute()
                .createDelete(FORGET)
                .addParam("before", clock.instant().minus(KEPT).atOffset(ZoneOffset.UTC))
                .execute();
    }
}
