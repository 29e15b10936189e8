package io.lastmile.core.notifications;

import io.helidon.dbclient.DbClient;
import io.lastmile.collector.credentials.Purpose;
import io.lastmile.collector.credentials.SecretCipher;
import io.lastmile.core.platform.Cursor;
import io.lastmile.core.platform.Fields;
import io.lastmile.core.platform.Page;
import io.lastmile.core.platform.Row;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/// The table of messages, for who writes and who reads them; how they travel is `Queue`'s. Call it
/// within a unit of work.
public final class Messages {
    private static final Duration KEPT = Duration.ofDays(400);
    private static final int FORGOTTEN_MAX = 5_000;

    private static final String ADD =
            """
            insert into core.message
                (event, cause, channel, account, customer, address, recipient, language, subject,
                 body, secret, path, urgent, state, why, due, expires, created, sent)
            values (:event, :cause, :channel, nullif(:account, 0), nullif(:customer, 0), :address,
                    :recipient, :language, :subject, :body, :secret, :path, :urgent, :state, :why,
                    :now, :expires, :now, case when :state = 'sent' then :now end)
            on conflict (event, cause, channel, address, coalesce(account, 0),
                         coalesce(customer, 0)) do nothing
            """;

    private static final String PAGE =
            "select "
                    + MessageRows.COLUMNS
                    + """
                    from core.message
                    where channel <> 'in-app' and id < :before
                      and (:channel = '' or channel = :channel)
                      and (:state = '' or state = :state)
                      and (:cause = '' or cause = :cause)
                      and (:customer = 0 or customer = :customer)
                      and (:address = '' or address like '%' || :address || '%')
                    order by id desc
                    limit :rows
                    """;

    private static final String FIND =
            "select "
                    + MessageRows.COLUMNS
                    + " from core.message where id = :id and channel <> 'in-app'";

    private static final String SECRET =
            """
            select secret from core.message
            where id = :id and secret is not null and expires > :now
            """;

    private static final String RETRY =
            """
            update core.message
            set state = 'queued', why = '', tries = 0, due = :now, uncertain = false,
                expires = :expires
            where id = :id and state in ('failed', 'dropped')
              and not (secret is null and body = '') and why <> :hostless
            """;

    private static final String FORGET =
            """
            delete from core.message
            where id in (select id from core.message where created < :before
                         order by id limit :rows)
            """;

    /// A code or link that nobody can use any more is nobody's to read.
    private static final String WIPE =
            "update core.message set secret = null where secret is not null and expires < :now";

    /// The log keeps that there was a message; each still has an address of its own. A code went to
    /// a number: it is forgotten with the last customer who has that.
    static final String ERASE =
            """
            update core.message
            set address = case when address = '' then '' else 'erased ' || id end, recipient = '',
                subject = '', body = '', secret = null, answer = '',
                why = case when state = 'queued' then 'erased' else why end,
                state = case when state = 'queued' then 'dropped' else state end
            where customer = :customer
            """;

    /// Login codes name no customer: those that went to a number that was theirs, now or when they
    /// were told something else there, and that nobody has any more.
    static final String ERASE_CODES =
            """
            update core.message
            set address = 'erased ' || id, recipient = '', subject = '', body = '', secret = null,
                answer = '', why = case when state = 'queued' then 'erased' else why end,
                state = case when state = 'queued' then 'dropped' else state end
            where cause = 'login-code'
              and address = any (array(
                  select cast(:mobile as text)
                  union select told.address from core.message as told
                  where told.customer = :customer and told.address like '+%'))
              and not exists (select from core.customer where mobile = message.address)
            """;

    /// To staff, about what is forgotten.
    static final String ERASE_ABOUT =
            """
            update core.message
            set subject = '', body = '',
                why = case when state = 'queued' then 'erased' else why end,
                state = case when state = 'queued' then 'dropped' else state end
            where account is not null and path = any (string_to_array(:paths, ' '))
            """;

    /// What a list shows; what is empty or 0 is all of them.
    public record Filter(String channel, String state, String cause, int customer, String address) {
        private static final int ADDRESS_LENGTH_MAX = 100;

        public static Filter read(Fields query) {
            return new Filter(
                    query.optionalChoice("channel", Channel.class).map(Channel::word).orElse(""),
                    query.optionalChoice("state", Message.State.class)
                            .map(Fields::nameOf)
                            .orElse(""),
                    query.optionalChoice("cause", Cause.class).map(Cause::word).orElse(""),
                    (int) query.number("customer", 1, Integer.MAX_VALUE, 0),
                    query.text("address", ADDRESS_LENGTH_MAX, ""));
        }
    }

    private final DbClient db;
    private final SecretCipher cipher;
    private final Clock clock;

    Messages(DbClient db, SecretCipher cipher, Clock clock) {
        this.db = db;
        this.cipher = cipher;
        this.clock = clock;
    }

    /// False if the same cause wrote this message before.
    boolean add(Draft draft) {
        Draft.Template template = draft.template();
        Cause cause = template.cause();
        Instant now = clock.instant();
        boolean inApp = template.channel() == Channel.IN_APP;
        boolean secret = cause.secret();
        String body = template.wording().body();
        String state = draft.dropped().isPresent() ? "dropped" : inApp ? "sent" : "queued";
        return db.execute()
                        .createInsert(ADD)
                        .addParam("event", draft.event())
                        .addParam("cause", cause.word())
                        .addParam("channel", template.channel().word())
                        .addParam("account", draft.to().account().orElse(0))
                        .addParam("customer", draft.to().customer().orElse(0))
                        .addParam("address", draft.to().address(template.channel()))
                        .addParam("recipient", draft.to().name())
                        .addParam("language", template.language())
                        .addParam("subject", template.wording().subject())
                        .addParam("body", secret ? "" : body)
                        .addParam("secret", keeps(draft) ? cipher.seal(PURPOSE, body) : null)
                        .addParam("path", draft.path())
                        .addParam("urgent", secret)
                        .addParam("state", state)
                        .addParam("why", draft.dropped().orElse(""))
                        .addParam("now", utc(now))
                        .addParam("expires", utc(now.plus(cause.life())))
                        .execute()
                > 0;
    }

    /// What is not sent lets nobody in.
    private static boolean keeps(Draft draft) {
        return draft.template().cause().secret() && draft.dropped().isEmpty();
    }

    static final Purpose PURPOSE = new Purpose("message");

    /// What left the house or is to leave it, newest first.
    public Page<Message> page(Filter filter, Page.Request request) {
        List<Message> rows =
                db.execute()
                        .createQuery(PAGE)
                        .addParam(
                                "before",
                                request.after().map(c -> c.number(0)).orElse(Long.MAX_VALUE))
                        .addParam("channel", filter.channel())
                        .addParam("state", filter.state())
                        .addParam("cause", filter.cause())
                        .addParam("customer", filter.customer())
                        .addParam("address", filter.address())
                        .addParam("rows", request.rows())
                        .execute()
                        .map(row -> MessageRows.message(new Row(row)))
                        .toList();
        return request.page(rows, message -> Cursor.of(message.id()));
    }

    public Optional<Message> find(long id) {
        return db.execute()
                .createGet(FIND)
                .addParam("id", id)
                .execute()
                .map(row -> MessageRows.message(new Row(row)));
    }

    /// A secret text while it is good for something. Only for the log of a site that sends nothing.
    Optional<String> secret(long id) {
        return db.execute()
                .createGet(SECRET)
                .addParam("id", id)
                .addParam("now", utc(clock.instant()))
                .execute()
                .map(row -> cipher.openText(PURPOSE, new Row(row).bytes("secret")));
    }

    /// Sends one again that failed or was dropped. False if it is neither, or its secret is gone.
    boolean retry(long id) {
        Optional<Message> found = find(id);
        Instant now = clock.instant();
        return found.isPresent()
                && db.execute()
                                .createUpdate(RETRY)
                                .addParam("id", id)
                                .addParam("hostless", Postbox.HOSTLESS)
                                .addParam("now", utc(now))
                                .addParam("expires", utc(now.plus(found.get().cause().life())))
                                .execute()
                        > 0;
    }

    /// Empties all that was told to a customer who is forgotten.
    void erase(int customer) {
        db.execute().createUpdate(ERASE).addParam("customer", customer).execute();
    }

    /// Empties login codes to numbers that a customer had.
    void eraseCodes(int customer, String mobile) {
        db.execute()
                .createUpdate(ERASE_CODES)
                .addParam("customer", customer)
                .addParam("mobile", mobile)
                .execute();
    }

    /// Empties what staff were told about these paths.
    void eraseAbout(List<String> paths) {
        db.execute().createUpdate(ERASE_ABOUT).addParam("paths", String.join(" ", paths)).execute();
    }

    /// Old ones go, and secrets that are good for nothing.
    long forget() {
        Instant now = clock.instant();
        db.execute().createUpdate(WIPE).addParam("now", utc(now)).execute();
        return db.execute()
                .createDelete(FORGET)
                .addParam("before", utc(now.minus(KEPT)))
                .addParam("rows", FORGOTTEN_MAX)
                .execute();
    }

    private static OffsetDateTime utc(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }
}
