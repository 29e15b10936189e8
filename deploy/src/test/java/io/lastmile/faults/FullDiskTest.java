package io.lastmile.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.lastmile.collector.postgres.DatabaseAddress;
import io.lastmile.collector.postgres.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The disk of the database runs full while customers go on: the collector waits, the database may
/// even give up, and once there is room again every byte is there.
class FullDiskTest {
    private static final int DISK_MEGABYTES = 600;

    /// PostgreSQL's word for it, and the only one: no other failure proves that the disk was full.
    private static final String DISK_FULL = "sqlstate 53100";

    @TempDir Path folder;

    @Test
    void aFullDiskLosesNothing() throws IOException {
        try (SmallDisk disk = new SmallDisk(folder.resolve("disk"), DISK_MEGABYTES);
                Site site =
                        Site.start(
                                folder,
                                database(disk),
                                "--session-mean",
                                "0",
                                "--queue-every",
                                "0")) {
            site.startCollector();
            site.awaitSessions(Site.LINES);
            Ledger ledger = site.ledger();

            disk.fill();
            Await.until(
                    "the collector hears of the full disk",
                    () -> site.collectorLog().contains(DISK_FULL));
            Await.pass(Duration.ofSeconds(5));
            disk.relieve();
            if (!site.databaseRuns()) {
                site.restartDatabase();
            }
            site.awaitPolls(2);
            site.settle();

            Map<Ledger.Key, Ledger.Stored> stored = ledger.sums();
            for (TrueLife life : site.truth()) {
                assertThat(stored.getOrDefault(life.key(), Ledger.Stored.NOTHING).total())
                        .as("%s", life.key())
                        .isEqualTo(life.reported());
            }
        }
    }

    private static Site.Database database(SmallDisk disk) {
        EmbeddedPostgres postgres =
                EmbeddedPostgres.start(
                        EmbeddedPostgres.Config.of(disk.folder().resolve("postgres")));
        DatabaseAddress address = postgres.address();
        HikariDataSource source = new HikariDataSource();
        source.setJdbcUrl(address.url());
        source.setDataSourceProperties(address.properties());
        source.setMinimumIdle(0);
        source.setMaximumPoolSize(4);
        return new Site.Database(
                postgres,
                source,
                () -> {
                    source.close();
                    postgres.close();
                });
    }
}
