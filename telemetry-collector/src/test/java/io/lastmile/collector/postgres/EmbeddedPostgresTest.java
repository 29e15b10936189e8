package io.lastmile.collector.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedPostgresTest {
    @TempDir private Path folder;

    @Test
    void dataOutlivesACleanStop() throws SQLException {
        try (EmbeddedPostgres postgres = start()) {
            run(postgres, "create table kept (n int)");
            run(postgres, "insert into kept values (7)");
        }
        try (EmbeddedPostgres postgres = start()) {
            assertThat(number(postgres, "select n from kept")).isEqualTo(7);
        }
    }

    @Test
    void aStopLeavesNothingRunning() {
        long pid;
        try (EmbeddedPostgres postgres = start()) {
            pid = postgres.pid();
            assertThat(ProcessHandle.of(pid)).isPresent();
        }
        until(() -> ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty());
    }

    @Test
    void aKilledServerStartsAgainOnItsPortWithWhatWasCommitted() throws SQLException {
        try (EmbeddedPostgres postgres = start()) {
            run(postgres, "create table kept (n int)");
            run(postgres, "insert into kept values (7)");
            ProcessHandle.of(postgres.pid()).orElseThrow().destroyForcibly();
            until(() -> !postgres.isRunning());

            postgres.restart();

            assertThat(number(postgres, "select n from kept")).isEqualTo(7);
        }
    }

    @Test
    void theServerOfAKilledOwnerIsFoundAndEnded() throws Exception {
        Process owner = owner();
        until(() -> Files.exists(folder.resolve("ready")));
        long orphan = Long.parseLong(Files.readString(folder.resolve("ready")).strip());
        owner.destroyForcibly();
        assertThat(owner.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(ProcessHandle.of(orphan).filter(ProcessHandle::isAlive)).isPresent();

        try (EmbeddedPostgres postgres = start()) {
            assertThat(postgres.pid()).isNotEqualTo(orphan);
            assertThat(number(postgres, "select n from kept")).isEqualTo(7);
        }
        until(() -> ProcessHandle.of(orphan).filter(ProcessHandle::isAlive).isEmpty());
    }

    @Test
    void theServerOfAKilledOwnerEndsBeforeItsFolderIsDeleted() throws Exception {
        Process owner = owner();
        until(() -> Files.exists(folder.resolve("ready")));
        long orphan = Long.parseLong(Files.readString(folder.resolve("ready")).strip());
        assertThatThrownBy(() -> EmbeddedPostgres.delete(folder))
                .isInstanceOf(DatabaseRefused.FolderInUse.class);
        owner.destroyForcibly();
        assertThat(owner.waitFor(60, TimeUnit.SECONDS)).isTrue();

        EmbeddedPostgres.delete(folder);

        until(() -> ProcessHandle.of(orphan).filter(ProcessHandle::isAlive).isEmpty());
        assertThat(folder).doesNotExist();
    }

    /// A JVM of its own that starts a server, says so and never ends by itself.
    private Process owner() throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Owner.class.getName(),
                        folder.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolveSibling("owner.log").toFile())
                .start();
    }

    static final class Owner {
        private Owner() {}

        public static void main(String[] arguments) throws Exception {
            Path folder = Path.of(arguments[0]);
            EmbeddedPostgres postgres = EmbeddedPostgres.start(EmbeddedPostgres.Config.of(folder));
            run(postgres, "create table kept (n int)");
            run(postgres, "insert into kept values (7)");
            Path ready = Files.writeString(folder.resolve("ready.part"), "" + postgres.pid());
            Files.move(ready, folder.resolve("ready"));
            Thread.currentThread().join();
        }
    }

    @Test
    void aFolderInUseIsRefusedWithItsOwner() {
        try (EmbeddedPostgres postgres = start()) {
            assertThatThrownBy(this::start)
                    .isInstanceOf(DatabaseRefused.FolderInUse.class)
                    .hasMessageContaining(folder.getFileName().toString())
                    .hasMessageContaining(Long.toString(ProcessHandle.current().pid()));
            assertThat(postgres.isRunning()).isTrue();
        }
    }

    @Test
    void aPidFileThatNamesAnInnocentProcessHarmsNobody() throws IOException {
        start().close();
        Path pidFile = folder.resolve("data/postmaster.pid");
        Files.writeString(pidFile, ProcessHandle.current().pid() + "\n/elsewhere\n");

        try (EmbeddedPostgres postgres = start()) {
            assertThat(postgres.pid()).isNotEqualTo(ProcessHandle.current().pid());
        }
    }

    @Test
    void dataOfAnotherVersionIsRefused() throws IOException {
        start().close();
        Files.writeString(folder.resolve("data/PG_VERSION"), "14\n");

        assertThatThrownBy(this::start)
                .isInstanceOf(DatabaseRefused.DataUnfit.class)
                .hasMessageContaining("14");
    }

    @Test
    void onlyTheRightPasswordEntersAndItsFileIsForTheOwnerAlone() throws IOException {
        try (EmbeddedPostgres postgres = start()) {
            assertThatThrownBy(() ->
                            DriverManager.getConnection(
                                    postgres.address().url(), "lastmile", "guess"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("password authentication failed");
            assertThat(
                            PosixFilePermissions.toString(
                                    Files.getPosixFilePermissions(folder.resolve("password"))))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void rootWithoutNamespacesAndOrdinaryUsersRunItToo(@TempDir Path reachable) throws Exception {
        RunAs other = RunAs.otherUser().orElseThrow();
        if (!Command.of(Duration.ofSeconds(10), other, "true").run().ok()) {
            assertThat(RunAs.ofThisProcess()).isInstanceOf(RunAs.Self.class);
            return;
        }
        Files.setPosixFilePermissions(reachable, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path cacheFolder = reachable.resolve("cache");
        other.folder(cacheFolder);
        Path deb = ExtensionPackage.newestIn(Cache.ofUser()).orElseThrow();
        Files.copy(deb, cacheFolder.resolve(deb.getFileName().toString()));
        Host here = Host.here();
        Host host = new Host(here.cpu(), here.glibc(), other);
        EmbeddedPostgres.Config config =
                new EmbeddedPostgres.Config(reachable.resolve("data"), cacheFolder, false);
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(config, host)) {
            assertThat(Files.getAttribute(Path.of("/proc/" + postgres.pid()), "unix:uid"))
                    .isEqualTo(((RunAs.OtherUser) other).uid());
            assertThat(number(postgres, "select 7")).isEqualTo(7);
        }
    }

    @Test
    void anExternalServerIsUsedAsItIs() {
        try (EmbeddedPostgres postgres = start()) {
            ExternalPostgres.verify(postgres.address());
        }
    }

    @Test
    void anExternalServerWithoutTheExtensionIsRefusedWithWhatToDo() throws SQLException {
        try (EmbeddedPostgres postgres = start()) {
            DatabaseAddress admin = postgres.admin();
            try (Connection connection =
                            DriverManager.getConnection(admin.url(), admin.properties());
                    Statement statement = connection.createStatement()) {
                statement.execute("drop extension timescaledb cascade");
                statement.execute("revoke create on database lastmile from lastmile");
                statement.execute("alter database lastmile owner to postgres");
            }
            assertThatThrownBy(() -> ExternalPostgres.verify(postgres.address()))
                    .isInstanceOf(DatabaseRefused.ServerUnfit.class)
                    .hasMessageContaining("create extension timescaledb");
        }
    }

    @Test
    void anExternalServerThatIsNotThereIsOneSentence() {
        assertThatThrownBy(() ->
                        ExternalPostgres.verify(
                                DatabaseAddress.ofUrl(
                                        "jdbc:postgresql://127.0.0.1:1/x?password=hidden")))
                .isInstanceOf(DatabaseRefused.ServerUnfit.class)
                .hasMessageContaining("does not answer")
                .hasMessageNotContaining("hidden");
    }

    private EmbeddedPostgres start() {
        return EmbeddedPostgres.start(EmbeddedPostgres.Config.of(folder));
    }

    private static void run(EmbeddedPostgres postgres, String sql) throws SQLException {
        DatabaseAddress address = postgres.address();
        try (Connection connection =
                        DriverManager.getConnection(address.url(), address.properties());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static long number(EmbeddedPostgres postgres, String sql) throws SQLException {
        DatabaseAddress address = postgres.address();
        try (Connection connection =
                        DriverManager.getConnection(address.url(), address.properties());
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    private static void until(BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime() - deadline).as("deadline").isNegative();
            LockSupport.parkNanos(5_000_000);
        }
    }
}
