package io.lastmile.core.alarms;

import io.helidon.dbclient.DbClient;
import io.lastmile.core.customers.Happening;
import io.lastmile.core.customers.HappeningSource;
import io.lastmile.core.customers.StoredHappenings;
import io.lastmile.core.platform.Row;
import java.util.List;
import java.util.Map;

/// The alarms of a customer's lines, none of who had a name before, for the customer's timeline.
/// Its words are the alarm's title in English and in Bangla.
final class AlarmHappenings {
    private static final String OF =
            """
            select alarm.kind, alarm.since, alarm.owner, name.name
            from core.line as own
            cross join lateral core.names_of_line(own.id) as claim
            join core.alarm on alarm.line = claim.name and alarm.since >= claim.since
            join telemetry.line as name on name.id = claim.name
            where own.customer = :customer and own.removed is null and alarm.since < :before
            order by alarm.since desc
            limit :rows
            """;

    private static final AlarmTexts TEXTS = new AlarmTexts();

    private AlarmHappenings() {}

    static HappeningSource in(DbClient db) {
        return new StoredHappenings(db, OF, AlarmHappenings::happening);
    }

    private static Happening happening(Row row) {
        Words title = TEXTS.title(row.text("kind"), Map.of("name", row.text("name")));
        return new Happening(
                row.time("since"),
                "alarm.fired",
                row.text("owner"),
                List.of(title.en(), title.bn()));
    }
}
