package io.lastmile.core.notifications;

import io.lastmile.core.alarms.Alarm;
import io.lastmile.core.alarms.AlarmFired;
import io.lastmile.core.alarms.AlarmResolved;
import io.lastmile.core.alarms.Alarms;
import io.lastmile.core.alarms.Words;
import io.lastmile.core.identity.Accounts;
import io.lastmile.core.identity.Permissions;
import io.lastmile.core.platform.Heard;
import io.lastmile.core.platform.Listener;
import io.lastmile.core.platform.Permission;
import io.lastmile.core.platform.Role;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Alarms, for whoever works on them.
final class AlarmEars {
    private static final String PATH = "/alarms";
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm dd-MM");

    private static final Set<Role> WORKERS =
            EnumSet.allOf(Role.class).stream()
                    .filter(Role::staff)
                    .filter(role -> Permissions.of(role).contains(Permission.ALARMS_WORK))
                    .collect(Collectors.toUnmodifiableSet());

    private final Alarms alarms;
    private final Accounts accounts;
    private final Postbox postbox;
    private final ZoneId zone;

    AlarmEars(Alarms alarms, Accounts accounts, Postbox postbox, ZoneId zone) {
        this.alarms = alarms;
        this.accounts = accounts;
        this.postbox = postbox;
        this.zone = zone;
    }

    Listener on(Listener listener) {
        return listener.on(
                        AlarmFired.class,
                        heard -> tell(heard, Cause.ALARM_FIRED, heard.event().alarm()))
                .on(
                        AlarmResolved.class,
                        heard -> tell(heard, Cause.ALARM_RESOLVED, heard.event().alarm()));
    }

    private void tell(Heard<?> heard, Cause cause, long id) {
        alarms.find(id).ifPresent(alarm -> tell(heard, cause, alarm));
    }

    private void tell(Heard<?> heard, Cause cause, Alarm alarm) {
        Instant time = alarm.until().orElse(alarm.since());
        String clock = TIME.format(time.atZone(zone));
        var occasion =
                new Postbox.Occasion(
                        cause,
                        "event:" + heard.id(),
                        PATH,
                        language ->
                                Map.of(
                                        "title", in(alarm.title(), language),
                                        "detail", in(alarm.detail(), language),
                                        "time", clock));
        List<Recipient> workers = accounts.working(WORKERS).stream().map(Recipient::of).toList();
        postbox.post(occasion, workers);
    }

    private static String in(Words words, String language) {
        return language.equals("bn") ? words.bn() : words.en();
    }
}
