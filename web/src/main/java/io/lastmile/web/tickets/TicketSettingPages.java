package io.lastmile.web.tickets;

import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.lastmile.core.platform.Body;
import io.lastmile.core.platform.Fields;
import io.lastmile.core.platform.Permission;
import io.lastmile.core.platform.Refusal;
import io.lastmile.core.platform.Routes;
import io.lastmile.core.tickets.CannedReply;
import io.lastmile.core.tickets.OfficeHours;
import io.lastmile.core.tickets.TicketCalendar;
import io.lastmile.core.tickets.TicketForms;
import io.lastmile.core.tickets.TicketParts;
import io.lastmile.core.tickets.TicketQueue;
import io.lastmile.core.tickets.TicketSettings;
import io.lastmile.core.tickets.TicketType;
import io.lastmile.core.tickets.TicketTypes;
import io.lastmile.web.SeeOther;
import io.lastmile.web.Templates;
import io.lastmile.web.Texts;
import io.lastmile.web.TypedForm;
import io.lastmile.web.tickets.TicketSettingView.Day;
import io.lastmile.web.tickets.TicketSettingView.Goal;
import java.time.DayOfWeek;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Stream;

/// `/tickets/settings`: types, queues, promises, office hours, holidays and canned replies, each a
/// small form of its own.
final class TicketSettingPages {
    private static final String PATH = "/tickets/settings";

    private final TicketParts parts;
    private final Templates templates;

    TicketSettingPages(TicketParts parts, Templates templates) {
        this.parts = parts;
        this.templates = templates;
    }

    void routes(Routes routes) {
        routes.may(Permission.TICKETS_SETTINGS)
                .get(PATH, (q, r) -> show(q, r, TypedForm.of(Map.of())))
                .post(PATH, (q, r) -> write(q, r, this::settings))
                .post(PATH + "/hours", (q, r) -> write(q, r, this::hours))
                .post(PATH + "/holidays", (q, r) -> write(q, r, this::holiday))
                .post(PATH + "/holidays/remove", (q, r) -> write(q, r, this::removeHoliday))
                .post(PATH + "/goals", (q, r) -> write(q, r, this::goal))
                .post(PATH + "/types", (q, r) -> write(q, r, this::type))
                .post(PATH + "/types/remove", (q, r) -> write(q, r, this::removeType))
                .post(PATH + "/queues", (q, r) -> write(q, r, this::queue))
                .post(PATH + "/replies", (q, r) -> write(q, r, this::canned))
                .post(PATH + "/replies/remove", (q, r) -> write(q, r, this::removeCanned));
    }

    private void show(ServerRequest request, ServerResponse response, TypedForm form) {
        Texts texts = templates.texts(request);
        TicketSettingView view = parts.database().read(() -> view(texts, form));
        templates.send(request, response, "ticket_settings", Map.of("view", view));
    }

    private TicketSettingView view(Texts texts, TypedForm form) {
        var words = new TicketWords(texts, parts.clock().instant(), parts.types());
        Map<DayOfWeek, OfficeHours.Span> week = parts.calendar().week();
        List<Day> days =
                Stream.of(DayOfWeek.values())
                        .map(day ->
                                new Day(
                                        day.name().toLowerCase(Locale.ROOT),
                                        texts.of("weekday." + day.getValue()),
                                        hour(week, day, OfficeHours.Span::opens),
                                        hour(week, day, OfficeHours.Span::closes)))
                        .toList();
        return new TicketSettingView(
                parts.calendar().settings(),
                days,
                TicketCalendar.version(week),
                parts.calendar().holidays(),
                parts.types().types(),
                parts.types().queues(),
                parts.types().targets().stream().map(target -> goal(target, words, texts)).toList(),
                parts.canned().all(),
                form);
    }

    private static String hour(
            Map<DayOfWeek, OfficeHours.Span> week,
            DayOfWeek day,
            Function<OfficeHours.Span, Integer> end) {
        OfficeHours.Span span = week.get(day);
        return span == null
                ? ""
                : "%02d:%02d".formatted(end.apply(span) / 60, end.apply(span) % 60);
    }

    private static Goal goal(TicketTypes.Target target, TicketWords words, Texts texts) {
        return new Goal(
                target.type() == 0 ? texts.of("ticket.for-all") : words.type(target.type()),
                texts.of(
                        "ticket.priority."
                                + io.lastmile.core.platform.Fields.nameOf(target.priority())),
                texts.format().number(target.promises().replyMinutes()),
                texts.format().number(target.promises().solveMinutes()));
    }

    private BooleanSupplier settings(Fields fields) {
        TicketSettings settings = TicketForms.settings(fields, version(fields));
        return () -> parts.calendar().put(settings);
    }

    private BooleanSupplier hours(Fields fields) {
        var week = TicketForms.week(fields);
        long seen = version(fields);
        return () -> {
            var _ = parts.schedule().put(week, seen).doneOrRefuse();
            return true;
        };
    }

    private BooleanSupplier holiday(Fields fields) {
        TicketCalendar.Holiday holiday = TicketForms.holiday(fields);
        return () -> parts.schedule().add(holiday);
    }

    private BooleanSupplier removeHoliday(Fields fields) {
        int id = id(fields);
        return () -> parts.schedule().removeHoliday(id);
    }

    private BooleanSupplier goal(Fields fields) {
        TicketTypes.Target target = TicketForms.target(fields);
        return () -> parts.types().put(target);
    }

    private BooleanSupplier type(Fields fields) {
        TicketType type = TicketForms.type(fields, id(fields), version(fields));
        return () -> parts.types().put(type);
    }

    private BooleanSupplier removeType(Fields fields) {
        int id = id(fields);
        long version = version(fields);
        return () -> parts.types().remove(id, version);
    }

    private BooleanSupplier queue(Fields fields) {
        TicketQueue queue = TicketForms.queue(fields, id(fields), version(fields));
        return () -> parts.types().put(queue);
    }

    private BooleanSupplier canned(Fields fields) {
        CannedReply reply = TicketForms.canned(fields, id(fields), version(fields));
        return () -> parts.canned().put(reply);
    }

    private BooleanSupplier removeCanned(Fields fields) {
        int id = id(fields);
        long version = version(fields);
        return () -> parts.canned().remove(id, version);
    }

    /// 0 is a new one's.
    private static int id(Fields fields) {
        return (int) fields.number("id", 1, Integer.MAX_VALUE, 0);
    }

    private static long version(Fields fields) {
        return fields.number("version", 1, Integer.MAX_VALUE, 1);
    }

    /// `read` takes what was typed and says what to do with it.
    private void write(
            ServerRequest request,
            ServerResponse response,
            Function<Fields, BooleanSupplier> read) {
        try {
            Fields fields = Body.form(request);
            BooleanSupplier work = read.apply(fields);
            fields.done();
            parts.database()
                    .transact(() -> {
                        if (!work.getAsBoolean()) {
                            throw TicketParts.inTheWay("name").refusal();
                        }
                        return PATH;
                    });
            SeeOther.send(response, PATH);
        } catch (Refusal refusal) {
            response.status(refusal.problem().status());
            show(request, response, TypedForm.of(Map.of()).refused(refusal.problem(), Set.of()));
        }
    }
}
