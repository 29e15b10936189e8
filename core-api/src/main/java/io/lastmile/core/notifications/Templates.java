package io.lastmile.core.notifications;

import io.helidon.dbclient.DbClient;
import io.lastmile.core.platform.Actor;
import io.lastmile.core.platform.Row;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/// The table of templates: each save is a row, the newest holds. Call it within a unit of work.
public final class Templates {
    private static final String NEWEST_FIRST =
            """
            select id, subject, body, withdrawn, created, created_by from core.message_template
            where cause = :cause and channel = :channel and language = :language
            order by id desc
            limit :rows
            """;

    private static final String ADD =
            """
            insert into core.message_template
                (cause, channel, language, subject, body, withdrawn, created, created_by)
            values (:cause, :channel, :language, :subject, :body, :withdrawn, :now, :by)
            """;

    private static final String LOCK =
            "select pg_advisory_xact_lock(hashtext('message templates'))";

    private static final int VERSIONS_MAX = 50;

    /// Which text.
    public record Place(Cause cause, Channel channel, String language) {
        /// Not every cause takes every channel.
        public boolean exists() {
            return cause.channels().contains(channel);
        }
    }

    /// The text that holds; `version` is 0 for the factory's.
    public record Current(long version, Wording wording, boolean own) {}

    /// A text that somebody saved, or that they went back to the factory's.
    public record Version(
            long id, Wording wording, boolean withdrawn, Instant created, String createdBy) {}

    private final DbClient db;
    private final Clock clock;
    private final FactoryTexts factory = new FactoryTexts();

    Templates(DbClient db, Clock clock) {
        this.db = db;
        this.clock = clock;
    }

    public Current current(Place place) {
        Optional<Version> newest = newest(place, 1).stream().findFirst();
        boolean own = newest.filter(version -> !version.withdrawn()).isPresent();
        return new Current(
                newest.map(Version::id).orElse(0L),
                own ? newest.orElseThrow().wording() : factory(place),
                own);
    }

    public Wording factory(Place place) {
        return factory.of(place.cause(), place.channel(), place.language());
    }

    /// Newest first, the last fifty.
    public List<Version> versions(Place place) {
        return newest(place, VERSIONS_MAX);
    }

    private List<Version> newest(Place place, int rows) {
        return db.execute()
                .createQuery(NEWEST_FIRST)
                .addParam("cause", place.cause().word())
                .addParam("channel", place.channel().word())
                .addParam("language", place.language())
                .addParam("rows", rows)
                .execute()
                .map(row -> version(new Row(row)))
                .toList();
    }

    private static Version version(Row row) {
        return new Version(
                row.number("id"),
                new Wording(row.text("subject"), row.text("body")),
                row.flag("withdrawn"),
                row.time("created"),
                row.text("created_by"));
    }

    /// Until the end of the unit nobody else changes one.
    void lock() {
        db.execute().createGet(LOCK).execute();
    }

    void save(Place place, Wording wording) {
        add(place, wording, false);
    }

    /// From now on the factory's text holds again.
    void withdraw(Place place) {
        add(place, factory(place), true);
    }

    private void add(Place place, Wording wording, boolean withdrawn) {
        db.execute()
                .createInsert(ADD)
                .addParam("cause", place.cause().word())
                .addParam("channel", place.channel().word())
                .addParam("language", place.language())
                .addParam("subject", wording.subject())
                .addParam("body", wording.body())
                .addParam("withdrawn", withdrawn)
                .addParam("now", clock.instant().atOffset(ZoneOffset.UTC))
                .addParam("by", Actor.current().login())
                .execute();
    }
}
