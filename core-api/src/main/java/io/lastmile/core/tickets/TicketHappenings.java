package io.lastmile.core.tickets;

import io.helidon.dbclient.DbClient;
import io.lastmile.core.customers.Happening;
import io.lastmile.core.customers.HappeningSource;
import io.lastmile.core.customers.StoredHappenings;
import io.lastmile.core.platform.Row;
import java.util.List;

/// What happened to a customer's tickets, for its timeline.
final class TicketHappenings {
    private static final String OF =
            """
            select e.time, e.kind, e.actor, t.number, t.subject
            from core.ticket as t
            join core.ticket_event as e on e.ticket = t.id
            where t.customer = :customer and e.time < :before
              and e.kind in ('opened', 'breached', 'moved', 'merged', 'reopened', 'rated')
            order by e.time desc, e.id desc
            limit :rows
            """;

    private TicketHappenings() {}

    static HappeningSource in(DbClient db) {
        return new StoredHappenings(db, OF, TicketHappenings::happening);
    }

    private static Happening happening(Row row) {
        return new Happening(
                row.time("time"),
                "ticket." + row.text("kind"),
                row.text("actor"),
                List.of(row.text("number"), row.text("subject")));
    }
}
