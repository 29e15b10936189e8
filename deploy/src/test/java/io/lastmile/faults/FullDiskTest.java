package io.lastmile.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.lastmile.collector.postgres.DatabaseAddress;
import io.lastmile.collector.postgres.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The disk of the database runs full while customers go on: the collector waits, the database may
/// even give up, and once there is room again every byte is there.
class FullDiskTest {
    private static final int DISK_MEGABYTES = 600;
    private static final String POLLS = "select count(*) from telemetry.poll";

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
            Await.until("the collector notices", () -> site.collectorLog().contains("sqlstate"));
            Await.pass(Duration.ofSeconds(5));
            disk.relieve();
            if (!site.databaseRuns()) {
                site.restartDatabase();
            }
            Await.until("polls are committed again", () -> ledger.count(POLLS) > 0);
            site.settle();

            Map<Ledger.Key, Ledger.Stored> stored = ledger.sums();
            for (TrueLife life : site.truth()) {
                Ledger.Stored sums = Objects.requireNonNull(stored.get(life.key()));
                assertThat(sums.down().add(sums.baseDown()))
                        .as("%s", life.key())
                        .isEqualTo(life.reportedDown());
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
