package io.lastmile.core.tickets;

import io.lastmile.core.platform.Fields;
import io.lastmile.core.tickets.OfficeHours.Span;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// Reads what people send, for the JSON routes and for the pages alike. Faults are collected in the
/// fields, which the caller asks for `done`.
public final class TicketForms {
    private static final int NAME_LENGTH_MAX = 60;
    private static final int WORD_LENGTH_MAX = 100;
    private static final int ASSIGN_MAX = 200;
    private static final int NUMBER_LENGTH_MAX = 20;
    private static final int RATING_LENGTH_MAX = 500;
    private static final int STARS_MAX = 5;

    private TicketForms() {}

    public static TicketList.Filter filter(Fields query, int self) {
        String state = query.text("state", NUMBER_LENGTH_MAX, "open");
        boolean known =
                List.of("open", "all").contains(state)
                        || List.of(TicketState.values()).stream()
                                .anyMatch(one -> one.word().equals(state));
        if (!known) {
            query.refuse("state", state, "open, all, or a state");
        }
        boolean mine = query.flag("mine", false);
        return new TicketList.Filter(
                state,
                id(query, "queue"),
                id(query, "type"),
                id(query, "customer"),
                mine ? Math.max(self, 1) : id(query, "assignee"),
                query.number("alarm", 1, Long.MAX_VALUE, 0),
                query.flag("unassigned", false),
                query.flag("overdue", false),
                query.text("q", WORD_LENGTH_MAX, ""));
    }

    private static int id(Fields fields, String name) {
        return (int) fields.number(name, 1, Integer.MAX_VALUE, 0);
    }

    public static Ticket.Facts facts(Fields fields) {
        return new Ticket.Facts(
                fields.text("subject", TicketDraft.SUBJECT_LENGTH_MAX),
                (int) fields.number("type", 1, Integer.MAX_VALUE),
                (int) fields.number("queue", 1, Integer.MAX_VALUE),
                fields.choice("priority", Priority.NORMAL),
                TicketDraft.line(fields),
                TicketDraft.alarm(fields));
    }

    public static String letter(Fields fields) {
        return Letter.read(fields, "text");
    }

    public static Optional<TicketState> then(Fields fields) {
        return fields.optionalChoice("state", TicketState.class);
    }

    public static TicketState state(Fields fields) {
        Optional<TicketState> state = fields.optionalChoice("state", TicketState.class);
        if (state.isEmpty()) {
            fields.refuse("state", "nothing", "a state");
        }
        return state.orElse(TicketState.OPEN);
    }

    /// 0 is nobody.
    public static int account(Fields fields) {
        return id(fields, "account");
    }

    public static String into(Fields fields) {
        return fields.text("into", NUMBER_LENGTH_MAX);
    }

    static List<String> numbers(Fields fields) {
        return fields.texts("numbers", ASSIGN_MAX, NUMBER_LENGTH_MAX);
    }

    public static Ticket.Rating rating(Fields fields) {
        return new Ticket.Rating(
                (int) fields.number("stars", 1, STARS_MAX),
                Letter.optional(fields, "text", RATING_LENGTH_MAX));
    }

    public static TicketType type(Fields fields, int id, long version) {
        return new TicketType(
                id,
                version,
                fields.text("name", NAME_LENGTH_MAX),
                fields.text("nameBn", NAME_LENGTH_MAX),
                fields.choice("priority", Priority.NORMAL),
                (int) fields.number("queue", 1, Integer.MAX_VALUE),
                fields.flag("always", false),
                fields.flag("offered", false));
    }

    public static TicketQueue queue(Fields fields, int id, long version) {
        return new TicketQueue(
                id,
                version,
                fields.text("name", NAME_LENGTH_MAX),
                fields.text("nameBn", NAME_LENGTH_MAX));
    }

    public static CannedReply canned(Fields fields, int id, long version) {
        var reply =
                new CannedReply(
                        id,
                        version,
                        fields.text("name", NAME_LENGTH_MAX),
                        Letter.read(fields, "text"),
                        Letter.read(fields, "textBn"));
        CannedReply.check(fields, "text", reply.text());
        CannedReply.check(fields, "textBn", reply.textBn());
        return reply;
    }

    public static TicketTypes.Target target(Fields fields) {
        return new TicketTypes.Target(
                id(fields, "type"),
                fields.choice("priority", Priority.NORMAL),
                new Promises(
                        (int) fields.number("replyMinutes", 1, Promises.MINUTES_MAX),
                        (int) fields.number("solveMinutes", 1, Promises.MINUTES_MAX)));
    }

    public static TicketSettings settings(Fields fields, long version) {
        return new TicketSettings(
                version,
                (int) fields.number("reopenDays", 0, TicketSettings.REOPEN_DAYS_MAX),
                (int)
                        fields.number(
                                "keptDays",
                                TicketSettings.KEPT_DAYS_MIN,
                                TicketSettings.KEPT_DAYS_MAX),
                (int)
                        fields.number(
                                "warnPercent",
                                TicketSettings.WARN_PERCENT_MIN,
                                TicketSettings.WARN_PERCENT_MAX));
    }

    /// A holiday without an id.
    public static TicketCalendar.Holiday holiday(Fields fields) {
        String text = fields.text("day", NUMBER_LENGTH_MAX);
        LocalDate day = LocalDate.EPOCH;
        try {
            day = LocalDate.parse(text);
            if (day.getYear() < 2000 || day.getYear() > 2200) {
                fields.refuse("day", text, "a day from 2000 to 2200");
            }
        } catch (DateTimeException e) {
            fields.refuse("day", text, "a day as 2026-12-16");
        }
        return new TicketCalendar.Holiday(
                0,
                day,
                fields.text("name", WORD_LENGTH_MAX),
                fields.text("nameBn", WORD_LENGTH_MAX));
    }

    /// `monday.opens` and `monday.closes` as `09:00`; both empty is a day off. One day at least.
    public static Map<DayOfWeek, Span> week(Fields fields) {
        var week = new EnumMap<DayOfWeek, Span>(DayOfWeek.class);
        for (DayOfWeek day : DayOfWeek.values()) {
            Fields span = fields.object(day.name().toLowerCase(Locale.ROOT));
            OptionalInt opens = minute(span, "opens");
            OptionalInt closes = minute(span, "closes");
            if (opens.isPresent() && closes.isPresent() && opens.getAsInt() < closes.getAsInt()) {
                week.put(day, new Span(opens.getAsInt(), closes.getAsInt()));
            } else if (opens.isPresent() || closes.isPresent()) {
                span.refuse("closes", "not after opens", "both empty, or an hour after opens");
            }
        }
        if (week.isEmpty()) {
            fields.refuse("monday.opens", "no day", "a day at least on which people work");
        }
        return week;
    }

    private static OptionalInt minute(Fields fields, String name) {
        String text = fields.text(name, NUMBER_LENGTH_MAX, "");
        if (text.isEmpty()) {
            return OptionalInt.empty();
        }
        if (!text.matches("([01][0-9]|2[0-3]):[0-5][0-9]|24:00")) {
            fields.refuse(name, text, "an hour as 09:00, at most 24:00");
            return OptionalInt.empty();
        }
        return OptionalInt.of(
                Integer.parseInt(text.substring(0, 2)) * 60 + Integer.parseInt(text.substring(3)));
    }
}
