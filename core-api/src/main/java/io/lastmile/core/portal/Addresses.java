package io.lastmile.core.portal;

import io.helidon.dbclient.DbClient;
import io.lastmile.core.platform.Row;
import java.util.List;
import java.util.Optional;

/// Which line an address belongs to at this moment. Call it within a unit of work of the program.
final class Addresses {
    /// Of its live session, or its own for good. An address that two lines have tells nothing.
    private static final String LINES =
            """
            select claim.id
            from telemetry.session
            join telemetry.line as name on name.id = session.line
            join core.line as claim on claim.source = name.source and claim.name = name.name
                 and claim.removed is null
                 and (claim.router = name.router or claim.router is null)
            where session.ended is null and session.address = :address
            union
            select endpoint.line from core.line_endpoint as endpoint
            join core.line on line.id = endpoint.line and line.removed is null
            where endpoint.address = :address or endpoint.address = :address || '/32'
            limit 2
            """;

    private final DbClient db;

    Addresses(DbClient db) {
        this.db = db;
    }

    Optional<Integer> line(String address) {
        List<Integer> lines =
                db.execute()
                        .createQuery(LINES)
                        .addParam("address", address)
                        .execute()
                        .map(row -> new Row(row).integer("id"))
                        .toList();
        return lines.size() == 1 ? Optional.of(lines.getFirst()) : Optional.empty();
    }
}
