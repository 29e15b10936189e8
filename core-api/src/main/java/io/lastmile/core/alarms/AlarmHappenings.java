package io.lastmile.core.alarms;

import io.helidon.dbclient.DbClient;
import io.lastmile.core.customers.Happening;
import io.lastmile.core.customers.HappeningSource;
import io.lastmile.core.platform.Row;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

/// The alarms of a customer's lines, none of who had a name before, for the customer's timeline.
/// Its words are the alarm's title in English and in Bangla.
final class AlarmHappenings implements HappeningSource {
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

    private final DbClient db;
    private final AlarmTexts texts = new AlarmTexts();

    AlarmHappenings(DbClient db) {
        this.db = db;
    }

    @Override
    public List<Happening> of(int customer, Instant before, int limit) {
        return db.execute()
                .createQuery(OF)
                .addParam("customer", customer)
                .addParam("before", before.atOffset(ZoneOffset.UTC))
                .addParam("rows", limit)
                .execute()
                .map(row -> happening(new Row(row)))
                .toList();
    }

    private Happening happening(Row row) {
        Words title = texts.title(row.text("kind"), Map.of("name", row.text("name")));
        return new Happening(
                row.time("since"),
                "alarm.fired",
                row.text("owner"),
                List.of(title.en(), title.bn()));
    }
}
