package io.lastmile.core.lines;

import static org.assertj.core.api.Assertions.assertThat;

import io.lastmile.core.TestApi;
import io.lastmile.core.platform.Database;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DirectoryTest {
    private static final int NAMES = Directory.BATCH_MAX + 5;

    private static TestApi api;
    private SimpleMeterRegistry meters;
    private Directory directory;

    @BeforeAll
    static void start() {
        api = TestApi.start();
        api.sql(
                """
                insert into core.router (name, host, port, tls, username, secret, created, changed,
                                         changed_by)
                select 'r' || n, 'h' || n, 8728, false, 'u', '', now(), '2020-01-01', ''
                from generate_series(1, 2) as n
                """,
                """
                insert into telemetry.line (router, source, raw_name, name, first_seen)
                select 1 + n %% 2, 1, convert_to('n' || n, 'UTF8'), 'n' || n, now()
                from generate_series(1, %d) as n
                """
                        .formatted(NAMES));
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    @BeforeEach
    void open() {
        meters = new SimpleMeterRegistry();
        api.sql(
                "delete from core.line_past",
                "delete from core.line",
                """
                insert into core.line (router, name, label, created, changed, changed_by)
                values (null, 'n1', 'Karim', now(), '2020-01-01', '')
                """);
        var database = new Database(api.source(), meters, api.clock);
        directory = new Directory(database, meters, api.clock);
    }

    private double read() {
        return meters.get("lastmile.core.directory.read").counter().count();
    }

    private Directory.Entry entry(int id) {
        return Optional.ofNullable(directory.entries().get(id)).orElseThrow();
    }

    private static int[] ids(int... ids) {
        return ids;
    }

    @Test
    void onlyNamesThatAreShownAreReadAndEachOnce() {
        directory.refresh(ids(1, 2));
        directory.refresh(ids(1, 2));
        directory.refresh(ids(2, 1, 3));

        assertThat(directory.entries()).containsOnlyKeys(1, 2, 3);
        assertThat(read()).isEqualTo(3);
        assertThat(entry(1).label()).isEqualTo("Karim");
        assertThat(entry(1).routerName()).isEqualTo("r2");
        assertThat(entry(2).accounted()).isFalse();
    }

    @Test
    void anEditIsReadWithItsNamesAndNoOthers() {
        directory.refresh(ids(1, 2, 3));
        api.sql("update core.line set label = 'Rahima', changed = '%s'".formatted(now()));
        directory.changed();
        directory.refresh(ids(1, 2, 3));

        assertThat(entry(1).label()).isEqualTo("Rahima");
        assertThat(read()).isEqualTo(4);
    }

    @Test
    void aClaimThatMovesLeavesItsFormerName() {
        directory.refresh(ids(1, 2, 3));
        api.sql("update core.line set name = 'n2', changed = '%s'".formatted(now()));
        directory.changed();
        directory.refresh(ids(1, 2, 3));

        assertThat(entry(1).accounted()).isFalse();
        assertThat(entry(2).label()).isEqualTo("Karim");
    }

    @Test
    void aRemovedLineClaimsNothing() {
        directory.refresh(ids(1));
        api.sql("update core.line set removed = '%1$s', changed = '%1$s'".formatted(now()));
        directory.changed();
        directory.refresh(ids(1));

        assertThat(entry(1).accounted()).isFalse();
    }

    @Test
    void aRouterThatIsRenamedIsReadWithItsNames() {
        directory.refresh(ids(1, 2));
        api.sql(
                "update core.router set name = 'new', changed = '%s' where id = 2"
                        .formatted(now()));
        directory.changed();
        directory.refresh(ids(1, 2));
        api.sql("update core.router set name = 'r2', changed = '2020-01-01' where id = 2");

        assertThat(entry(1).routerName()).isEqualTo("new");
        assertThat(entry(2).routerName()).isEqualTo("r1");
    }

    @Test
    void whatWasNotShownForTwoRoundsIsLetGo() {
        directory.refresh(ids(1, 2));
        directory.renew(ids(1));
        assertThat(directory.entries()).containsOnlyKeys(1, 2);
        directory.renew(ids(1));
        assertThat(directory.entries()).containsOnlyKeys(1);
    }

    @Test
    void manyNamesAreReadInBatches() {
        directory.refresh(IntStream.rangeClosed(1, NAMES).toArray());

        assertThat(directory.entries()).hasSize(NAMES);
        assertThat(entry(NAMES).name()).isEqualTo("n" + NAMES);
    }

    private static String now() {
        return api.clock.instant().toString();
    }
}
