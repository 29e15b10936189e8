package io.lastmile.core.network;

import io.helidon.dbclient.DbClient;
import io.lastmile.core.platform.Actor;
import io.lastmile.core.platform.Row;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;

/// The one row of walled-garden settings. Call it within a unit of work.
final class Gardens {
    private static final String CURRENT =
            """
            select version, portal_host, portal_address, portal_port,
                   array_to_string(hosts, ',') as hosts, local_address, ranges
            from core.walled_garden where id = 1
            """;

    private static final String CHANGE =
            """
            update core.walled_garden
            set version = version + 1, portal_host = :portal_host,
                portal_address = :portal_address, portal_port = :portal_port,
                hosts = string_to_array(:hosts, ','), local_address = :local_address,
                ranges = :ranges, changed = :now, changed_by = :by
            where id = 1 and version = :version
            """;

    private final DbClient db;
    private final Clock clock;

    Gardens(DbClient db, Clock clock) {
        this.db = db;
        this.clock = clock;
    }

    GardenSettings current() {
        return db.execute()
                .createGet(CURRENT)
                .execute()
                .map(Row::new)
                .map(Gardens::settings)
                .orElseThrow();
    }

    private static GardenSettings settings(Row row) {
        List<String> hosts =
                Stream.of(row.text("hosts").split(",")).filter(host -> !host.isEmpty()).toList();
        return new GardenSettings(
                row.number("version"),
                row.text("portal_host"),
                row.text("portal_address"),
                row.integer("portal_port"),
                hosts,
                row.text("local_address"),
                row.text("ranges"));
    }

    /// False if somebody changed it since `settings.version()`.
    boolean change(GardenSettings settings) {
        return db.execute()
                        .createUpdate(CHANGE)
                        .addParam("portal_host", settings.portalHost())
                        .addParam("portal_address", settings.portalAddress())
                        .addParam("portal_port", settings.portalPort())
                        .addParam("hosts", String.join(",", settings.hosts()))
                        .addParam("local_address", settings.localAddress())
                        .addParam("ranges", settings.ranges())
                        .addParam("version", settings.version())
                        .addParam("now", clock.instant().atOffset(ZoneOffset.UTC))
                        .addParam("by", Actor.current().login())
                        .execute()
                > 0;
    }
}
