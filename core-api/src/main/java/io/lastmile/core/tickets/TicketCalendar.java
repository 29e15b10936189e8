package io.lastmile.core.tickets;

import io.helidon.dbclient.DbClient;
import io.lastmile.core.platform.Row;
import io.lastmile.core.tickets.OfficeHours.Span;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Office hours, holidays and the room's settings. Call it within a unit of work.
public final class TicketCalendar {
    static final int HOLIDAYS_MAX = 1000;

    /// Browsers and their forms hold such a number exactly.
    private static final long VERSION_MAX = 2_000_000_011;

    private static final String HOURS =
            "select id, opens, closes from core.office_hours where opens < closes order by id";
    private static final String LOCK_HOURS =
            "select id, opens, closes from core.office_hours order by id for update";
    private static final String PUT_HOURS =
            "update core.office_hours set opens = :opens, closes = :closes where id = :day";
    private static final String HOLIDAYS =
            """
            select id, cast(day as text) as day, name, name_bn from core.holiday
            order by day limit :rows
            """;
    private static final String ADD_HOLIDAY =
            """
            insert into core.holiday (day, name, name_bn)
            values (cast(:day as date), :name, :name_bn)
            on conflict (day) do nothing
            returning id
            """;
    private static final String REMOVE_HOLIDAY = "delete from core.holiday where id = :id";
    private static final String SETTINGS =
            """
            select version, reopen_days, kept_days, warn_percent from core.ticket_setting
            where id = 1
            """;
    private static final String PUT_SETTINGS =
            """
            update core.ticket_setting
            set version = version + 1, reopen_days = :reopen, kept_days = :kept,
                warn_percent = :warn
            where id = 1 and version = :version
            """;

    public record Holiday(int id, LocalDate day, String name, String nameBn) {}

    private final DbClient db;
    private final ZoneId zone;

    TicketCalendar(DbClient db, ZoneId zone) {
        this.db = db;
        this.zone = zone;
    }

    public ZoneId zone() {
        return zone;
    }

    public Map<DayOfWeek, Span> week() {
        var week = new EnumMap<DayOfWeek, Span>(DayOfWeek.class);
        db.execute()
                .createQuery(HOURS)
                .execute()
                .map(Row::new)
                .forEach(row ->
                        week.put(
                                DayOfWeek.of(row.integer("id")),
                                new Span(row.integer("opens"), row.integer("closes"))));
        return week;
    }

    /// Changes with the hours: what an editor saw. It is made of them, there is no row of the week.
    public static long version(Map<DayOfWeek, Span> week) {
        long version = 1;
        for (DayOfWeek day : DayOfWeek.values()) {
            Span span = week.get(day);
            long now = span == null ? 0 : span.opens() * 2_000L + span.closes();
            version = (version * 1_000_003 + now) % VERSION_MAX;
        }
        return version;
    }

    /// Nobody else changes the hours until the end of the unit.
    void lockHours() {
        var _ = db.execute().createQuery(LOCK_HOURS).execute().count();
    }

    /// All seven days; one that is not in `week` is off.
    void put(Map<DayOfWeek, Span> week) {
        for (DayOfWeek day : DayOfWeek.values()) {
            Span span = week.get(day);
            db.execute()
                    .createUpdate(PUT_HOURS)
                    .addParam("day", day.getValue())
                    .addParam("opens", span == null ? 0 : span.opens())
                    .addParam("closes", span == null ? 0 : span.closes())
                    .execute();
        }
    }

    public List<Holiday> holidays() {
        return db.execute()
                .createQuery(HOLIDAYS)
                .addParam("rows", HOLIDAYS_MAX)
                .execute()
                .map(Row::new)
                .map(row ->
                        new Holiday(
                                row.integer("id"),
                                LocalDate.parse(row.text("day")),
                                row.text("name"),
                                row.text("name_bn")))
                .toList();
    }

    /// False if that day is one already.
    boolean add(Holiday holiday) {
        return db.execute()
                        .createQuery(ADD_HOLIDAY)
                        .addParam("day", holiday.day().toString())
                        .addParam("name", holiday.name())
                        .addParam("name_bn", holiday.nameBn())
                        .execute()
                        .count()
                == 1;
    }

    boolean removeHoliday(int id) {
        return db.execute().createDelete(REMOVE_HOLIDAY).addParam("id", id).execute() == 1;
    }

    public TicketSettings settings() {
        return db.execute()
                .createGet(SETTINGS)
                .execute()
                .map(Row::new)
                .map(row ->
                        new TicketSettings(
                                row.number("version"),
                                row.integer("reopen_days"),
                                row.integer("kept_days"),
                                row.integer("warn_percent")))
                .orElseThrow();
    }

    public boolean put(TicketSettings settings) {
        return db.execute()
                        .createUpdate(PUT_SETTINGS)
                        .addParam("reopen", settings.reopenDays())
                        .addParam("kept", settings.keptDays())
                        .addParam("warn", settings.warnPercent())
                        .addParam("version", settings.version())
                        .execute()
                == 1;
    }

    /// With what the promises of a ticket are reckoned.
    Promise.Rule rule(boolean always) {
        int warn = settings().warnPercent();
        if (always) {
            return new Promise.Rule(OfficeHours.ofAllTime(zone), warn);
        }
        var days = holidays().stream().map(Holiday::day).collect(Collectors.toSet());
        return new Promise.Rule(new OfficeHours(zone, week(), days, false), warn);
    }
}
