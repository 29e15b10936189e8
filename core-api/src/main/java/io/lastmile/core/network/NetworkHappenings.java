package io.lastmile.core.network;

import io.helidon.dbclient.DbClient;
import io.lastmile.core.customers.Happening;
import io.lastmile.core.customers.HappeningSource;
import io.lastmile.core.customers.StoredHappenings;
import io.lastmile.core.platform.Row;
import java.util.stream.Stream;

/// Reasons that came and went, and changes of what a customer's lines should have, for the
/// customer's timeline. Words are the line, the reason or speed, and what was noted.
final class NetworkHappenings {
    private static final String OF =
            """
            select h.time, h.kind, h.actor, l.name, h.word, h.note
            from core.line as l
            cross join lateral (
                select since as time, 'hold.placed' as kind, placed_by as actor, reason as word,
                       note
                from core.line_hold where line = l.id
                union all
                select lifted, 'hold.lifted', lifted_by, reason, coalesce(lifted_why, '')
                from core.line_hold where line = l.id and lifted is not null
                union all
                select made, 'service.changed', made_by, rate_limit, why
                from core.line_service
                where line = l.id and number > 1
                  and why not like 'held: %' and why not like 'released: %') as h
            where l.customer = :customer and h.time < :before
            order by h.time desc
            limit :rows
            """;

    private NetworkHappenings() {}

    static HappeningSource in(DbClient db) {
        return new StoredHappenings(db, OF, NetworkHappenings::happening);
    }

    private static Happening happening(Row row) {
        return new Happening(
                row.time("time"),
                row.text("kind"),
                row.text("actor"),
                Stream.of(row.text("name"), row.text("word"), row.text("note"))
                        .filter(word -> !word.isEmpty())
                        .toList());
    }
}
