package io.lastmile.core.network;

import io.helidon.dbclient.DbClient;
import io.lastmile.core.platform.Row;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// The rest of a page of lines in one statement: whose they are, what they buy, whether they are
/// online or held. Call it within a unit of work.
public final class LineOutlines {
    private static final String OF =
            """
            select line.id, coalesce(router.name, '') as router,
                   coalesce(customer.name, '') as customer,
                   coalesce(customer.name_bn, '') as customer_bn,
                   seen.names > 0 as reported, seen.live as online,
                   array_to_string(array(
                       select distinct hold.reason from core.line_hold as hold
                       where hold.line = line.id and hold.lifted is null order by 1), ' ') as holds
            from core.line
            left join core.router on router.id = line.router
            left join core.customer on customer.id = line.customer
            cross join lateral (
                select count(*) as names, coalesce(bool_or(exists (
                           select from telemetry.session
                           where session.line = claim.name and session.ended is null)), false)
                           as live
                from core.names_of_line(line.id) as claim) as seen
            where line.id = any (:lines)
            """;

    private final DbClient db;

    LineOutlines(DbClient db) {
        this.db = db;
    }

    /// By the line's id.
    public Map<Integer, LineOutline> of(List<Integer> lines) {
        Map<Integer, LineOutline> found = new HashMap<>();
        db.execute()
                .createQuery(OF)
                .addParam("lines", lines.toArray(Integer[]::new))
                .execute()
                .map(Row::new)
                .forEach(row -> found.put(row.integer("id"), outline(row)));
        return found;
    }

    private static LineOutline outline(Row row) {
        return new LineOutline(
                row.text("router"),
                row.text("customer"),
                row.text("customer_bn"),
                row.flag("reported"),
                row.flag("online"),
                Stream.of(row.text("holds").split(" "))
                        .filter(word -> !word.isEmpty())
                        .map(HoldReason::valueOf)
                        .toList());
    }
}
