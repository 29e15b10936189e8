package io.lastmile.web.portal;

import io.lastmile.core.tickets.OfficeHours.Span;
import io.lastmile.web.Texts;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// When somebody answers, in the reader's words: days that follow each other with the same hours
/// are one line. The week begins on Saturday, as in Bangladesh.
final class HourWords {
    private static final int DAYS = 7;
    private static final int MIDNIGHT = 1440;

    private final Texts texts;

    HourWords(Texts texts) {
        this.texts = texts;
    }

    List<AccountView.Hours> of(Map<DayOfWeek, Span> week) {
        List<AccountView.Hours> lines = new ArrayList<>();
        int first = 0;
        for (int i = 1; i <= DAYS; i++) {
            if (i == DAYS || !span(week, i).equals(span(week, first))) {
                lines.add(new AccountView.Hours(days(first, i - 1), hours(span(week, first))));
                first = i;
            }
        }
        return lines;
    }

    private static Optional<Span> span(Map<DayOfWeek, Span> week, int place) {
        return Optional.ofNullable(week.get(day(place)));
    }

    private static DayOfWeek day(int place) {
        return DayOfWeek.SATURDAY.plus(place);
    }

    private String days(int first, int last) {
        String from = texts.of("weekday." + day(first).getValue());
        return first == last ? from : from + "–" + texts.of("weekday." + day(last).getValue());
    }

    private String hours(Optional<Span> span) {
        return span.map(open -> time(open.opens()) + "–" + time(open.closes()))
                .orElseGet(() -> texts.of("portal.closed"));
    }

    private String time(int minute) {
        return minute == MIDNIGHT
                ? texts.format().digits("24:00")
                : texts.format().clock(LocalTime.ofSecondOfDay(minute * 60L));
    }
}
