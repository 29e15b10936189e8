package io.lastmile.core.notifications;

import io.helidon.dbclient.DbClient;
import io.helidon.dbclient.DbStatement;
import io.lastmile.collector.credentials.SecretCipher;
import io.lastmile.core.platform.PlainText;
import io.lastmile.core.platform.Row;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;

/// The messages that wait, and how they travel. Whoever takes one holds it for `LEASE`; one whose
/// holder died is taken once more and says so (`uncertain`), one that dies with two holders has
/// failed. Call it within a unit of work.
final class Queue {
    /// Longer than any channel may take for a message, or two would send it at a time.
    static final Duration LEASE = Duration.ofMinutes(3);

    static final int TRIES_MAX = 6;
    private static final Duration PAUSE = Duration.ofSeconds(10);
    private static final Duration PAUSE_MAX = Duration.ofHours(1);
    private static final int ANSWER_LENGTH_MAX = 300;

    private static final String EXPIRE =
            """
            update core.message set state = 'dropped', why = 'expired', secret = null
            where state = 'queued' and channel = :channel and expires <= :now
            """;

    private static final String GIVE_UP =
            """
            update core.message
            set state = 'failed', lease_until = null, secret = null,
                why = 'sender died twice, it may have arrived'
            where state = 'sending' and channel = :channel and uncertain
              and lease_until < clock_timestamp()
            """;

    private static final String TAKE =
            """
            update core.message
            set uncertain = uncertain or state = 'sending', state = 'sending', tries = tries + 1,
                lease_until = clock_timestamp() + :lease * interval '1 millisecond'
            where id in (
                select id from core.message
                where channel = :channel
                  and (state = 'queued' and due <= :now
                       or state = 'sending' and not uncertain
                          and lease_until < clock_timestamp())
                order by urgent desc, due, id
                limit :rows
                for update skip locked)
            returning id, cause, channel, address, recipient, subject, body, secret, tries
            """;

    private static final String SENT =
            """
            update core.message
            set state = 'sent', sent = :now, answer = :answer, why = '', lease_until = null,
                secret = case when :keep then secret end
            where id = :id and state = 'sending' and tries = :tries
            """;

    private static final String AGAIN =
            """
            update core.message
            set state = 'queued', due = :due, why = :why, answer = :answer, lease_until = null
            where id = :id and state = 'sending' and tries = :tries
            """;

    /// Once more at most, and it stays marked.
    private static final String UNCERTAIN =
            """
            update core.message
            set state = case when uncertain then 'failed' else 'queued' end, uncertain = true,
                due = :due, why = :why, answer = :answer, lease_until = null,
                secret = case when not uncertain then secret end
            where id = :id and state = 'sending' and tries = :tries
            """;

    private static final String FAILED =
            """
            update core.message
            set state = 'failed', why = :why, answer = :answer, lease_until = null, secret = null
            where id = :id and state = 'sending' and tries = :tries
            """;

    /// Put back without having been tried.
    private static final String HELD =
            """
            update core.message
            set state = 'queued', due = :due, why = :why, tries = tries - 1, lease_until = null
            where id = :id and state = 'sending' and tries = :tries
            """;

    /// A message in the hands of a sender.
    record Taken(long id, Cause cause, Parcel parcel, int tries) {}

    private final DbClient db;
    private final SecretCipher cipher;
    private final Clock clock;

    Queue(DbClient db, SecretCipher cipher, Clock clock) {
        this.db = db;
        this.cipher = cipher;
        this.clock = clock;
    }

    /// Lets go what nobody wants any more or what died twice; how many.
    long sweep(Channel channel) {
        long expired =
                db.execute()
                        .createUpdate(EXPIRE)
                        .addParam("channel", channel.word())
                        .addParam("now", now())
                        .execute();
        return expired
                + db.execute().createUpdate(GIVE_UP).addParam("channel", channel.word()).execute();
    }

    /// The most urgent that are due, for the caller alone until their lease ends.
    List<Taken> take(Channel channel, int rows) {
        return db.execute()
                .createQuery(TAKE)
                .addParam("channel", channel.word())
                .addParam("lease", LEASE.toMillis())
                .addParam("now", now())
                .addParam("rows", rows)
                .execute()
                .map(row -> taken(new Row(row)))
                .toList();
    }

    private Taken taken(Row row) {
        String body =
                row.optionalBytes("secret")
                        .map(sealed -> cipher.openText(Messages.PURPOSE, sealed))
                        .orElseGet(() -> row.text("body"));
        Cause cause = Cause.of(row.text("cause"));
        return new Taken(
                row.number("id"),
                cause,
                new Parcel(
                        row.number("id"),
                        row.text("address"),
                        row.text("recipient"),
                        new Wording(row.text("subject"), body),
                        cause.secret()),
                row.integer("tries"));
    }

    /// `keepSecret` where the log itself is the channel.
    void sent(Taken taken, String answer, boolean keepSecret) {
        of(db.execute().createUpdate(SENT), taken)
                .addParam("now", now())
                .addParam("answer", shortened(answer))
                .addParam("keep", keepSecret)
                .execute();
    }

    /// Tries it again later, or has tried often enough: true if it goes on.
    boolean again(Taken taken, String why, String answer) {
        if (taken.tries() >= TRIES_MAX) {
            failed(taken, why, answer);
            return false;
        }
        of(db.execute().createUpdate(AGAIN), taken)
                .addParam("due", utc(clock.instant().plus(pause(taken.tries()))))
                .addParam("why", shortened(why))
                .addParam("answer", shortened(answer))
                .execute();
        return true;
    }

    /// It may have arrived: tried once more, then it has failed.
    void uncertain(Taken taken, String why, String answer) {
        of(db.execute().createUpdate(UNCERTAIN), taken)
                .addParam("due", utc(clock.instant().plus(pause(taken.tries()))))
                .addParam("why", shortened(why + ", it may have arrived"))
                .addParam("answer", shortened(answer))
                .execute();
    }

    void failed(Taken taken, String why, String answer) {
        of(db.execute().createUpdate(FAILED), taken)
                .addParam("why", shortened(why))
                .addParam("answer", shortened(answer))
                .execute();
    }

    void held(Taken taken, Instant until, String why) {
        of(db.execute().createUpdate(HELD), taken)
                .addParam("due", utc(until))
                .addParam("why", why)
                .execute();
    }

    /// 10 s, 40 s, 160 s ... an hour.
    static Duration pause(int tries) {
        Duration pause = PAUSE.multipliedBy(1L << Math.min(2 * (tries - 1), 20));
        return pause.compareTo(PAUSE_MAX) > 0 ? PAUSE_MAX : pause;
    }

    private static <S extends DbStatement<S>> S of(S statement, Taken taken) {
        return statement.addParam("id", taken.id()).addParam("tries", taken.tries());
    }

    static String shortened(String text) {
        return PlainText.oneLine(text, ANSWER_LENGTH_MAX);
    }

    private OffsetDateTime now() {
        return utc(clock.instant());
    }

    private static OffsetDateTime utc(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }
}
