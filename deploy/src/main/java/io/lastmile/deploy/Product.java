package io.lastmile.deploy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.lastmile.collector.Collector;
import io.lastmile.collector.CollectorConfig;
import io.lastmile.collector.credentials.SecretCipher;
import io.lastmile.collector.postgres.DatabaseAddress;
import io.lastmile.collector.postgres.EmbeddedPostgres;
import io.lastmile.collector.postgres.ExternalPostgres;
import io.lastmile.collector.rollup.RetentionConfig;
import io.lastmile.collector.rollup.RollupConfig;
import io.lastmile.collector.rollup.RollupJob;
import io.lastmile.collector.simulator.Fleet;
import io.lastmile.collector.simulator.FleetConfig;
import io.lastmile.core.CoreApi;
import io.lastmile.core.CoreConfig;
import io.lastmile.core.platform.AppLogin;
import io.lastmile.core.platform.Certificate;
import io.lastmile.core.platform.PoolLimits;
import io.lastmile.core.platform.Schema;
import io.lastmile.core.platform.Server;
import io.lastmile.web.Web;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Lastmile in one process: database, simulated routers, collector, API and pages, each started
/// after what it needs and closed in reverse.
public final class Product implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Product.class.getName());
    private static final int CONNECTIONS_MAX = 12;
    private static final int OWNER_CONNECTIONS_MAX = 2;

    private final Options options;
    private final Path data;
    private final Clock clock;
    private final Deque<AutoCloseable> started = new ArrayDeque<>();
    private final PrometheusMeterRegistry meters =
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final OperatorPassword password;
    private Optional<Fleet> fleet = Optional.empty();
    private Map<String, Integer> routers = Map.of();
    private Optional<String> setUpPath = Optional.empty();
    private Optional<DatabaseAddress> database = Optional.empty();
    private int port;

    private Product(Options options, Path data, Clock clock) {
        this.options = options;
        this.data = data;
        this.clock = clock;
        this.password = new OperatorPassword(data.resolve("operator-password"));
    }

    /// Returns when the pages answer. Throws [CannotStart] and the rooms' own refusals, whose
    /// messages are sentences for the operator; nothing is left running then.
    public static Product start(Options options, Path data, Clock clock) {
        Product product = new Product(options, data, clock);
        try {
            product.build();
            return product;
        } catch (RuntimeException e) {
            product.close();
            throw e;
        }
    }

    private void build() {
        Ports.requireFree(options.listen());
        requireCertificate();
        measureTheProcess();
        DatabaseAddress address = settled();
        database = Optional.of(address);
        HikariDataSource source = closing(new HikariDataSource(pool(address)));
        Path keyFile = data.resolve("key");
        SecretCipher cipher = SecretCipher.of(keyFile);
        io.lastmile.collector.postgres.Migrations.telemetry(source);
        AppLogin login = Schema.settle(source, cipher);
        if (options.simulator()) {
            simulate(source, cipher);
        }
        Collector collector =
                closing(Collector.start(collectorConfig(keyFile), address, meters, clock));
        var ground =
                new CoreApi.Ground(
                        closing(new HikariDataSource(pool(address, login))),
                        Optional.of(collector.live()),
                        cipher,
                        meters,
                        clock);
        CoreApi core = new CoreApi(settings(), ground);
        fleet.filter(_ -> options.fleet().past())
                .ifPresent(running ->
                        new DemoPast(running, routers, options.fleet().seed())
                                .enter(core, new DemoPast.Place(settings(), ground, source, data)));
        fleet.ifPresent(
                running -> new DemoPeople(running, routers, options.fleet().seed()).enter(core));
        fleet.ifPresent(running -> new DemoManagement(running, routers).enter(core));
        core.start();
        setUpPath = options.listen().setUp() ? core.identity().setUpPath() : Optional.empty();
        serve(core);
    }

    /// The demo's owner needs no second factor; one that a person makes does.
    private CoreConfig settings() {
        return options.listen().setUp()
                ? CoreConfig.defaults()
                : CoreConfig.defaults().withPassword(password.text()).withoutSecondFactor();
    }

    private void requireCertificate() {
        try {
            options.listen().way().certificate().ifPresent(Certificate::check);
        } catch (IllegalArgumentException e) {
            throw new CannotStart("" + e.getMessage(), e);
        }
    }

    private void measureTheProcess() {
        new JvmMemoryMetrics().bindTo(meters);
        new JvmThreadMetrics().bindTo(meters);
        new ProcessorMetrics().bindTo(meters);
        closing(bound(new JvmGcMetrics()));
    }

    private JvmGcMetrics bound(JvmGcMetrics metrics) {
        metrics.bindTo(meters);
        return metrics;
    }

    private DatabaseAddress settled() {
        if (options.databaseUrl().isPresent()) {
            DatabaseAddress address = DatabaseAddress.ofUrl(options.databaseUrl().get());
            ExternalPostgres.verify(address);
            return address;
        }
        Path folder = data.resolve(Folders.DATABASE);
        return closing(EmbeddedPostgres.start(EmbeddedPostgres.Config.of(folder))).address();
    }

    /// What everybody uses: a login that owns nothing.
    private static HikariConfig pool(DatabaseAddress address, AppLogin login) {
        String url = login.url(address.url());
        HikariConfig config = pool(new DatabaseAddress(url, login.user(), login.password()));
        config.setMaximumPoolSize(CONNECTIONS_MAX);
        config.setPoolName("core");
        return PoolLimits.set(config);
    }

    /// The owner's: for migrations and the demo's history.
    private static HikariConfig pool(DatabaseAddress address) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(address.url());
        config.setDataSourceProperties(address.properties());
        config.setMaximumPoolSize(OWNER_CONNECTIONS_MAX);
        config.setMinimumIdle(0);
        config.setPoolName("owner");
        return config;
    }

    private void simulate(HikariDataSource source, SecretCipher cipher) {
        Options.Fleet size = options.fleet();
        Fleet running =
                closing(
                        Fleet.start(
                                FleetConfig.demo(
                                        size.routers(), size.lines(), size.seed(), clock)));
        fleet = Optional.of(running);
        routers = new DemoNetwork(running, cipher, clock.instant()).enter(source);
        new DemoHistory(running, routers, clock).seed(source);
    }

    private CollectorConfig collectorConfig(Path keyFile) {
        CollectorConfig standard = CollectorConfig.standard(keyFile);
        Duration interval = Duration.ofSeconds(options.intervalSeconds());
        return standard.polling(standard.poller().every(interval))
                .rolling(
                        new RollupJob.Settings(
                                RollupConfig.standard(), RetentionConfig.within(diskBytes())));
    }

    /// Half of the data folder's disk, as long as nobody says otherwise: the rest is for what else
    /// lives there. A server of somebody else's has a disk that we do not see.
    private long diskBytes() {
        if (options.diskGigabytes().isPresent()) {
            return (long) options.diskGigabytes().get() << 30;
        }
        if (options.databaseUrl().isPresent()) {
            return RetentionConfig.DISK_BYTES_STANDARD;
        }
        try {
            long half = Files.getFileStore(data).getTotalSpace() / 2;
            return Math.max(RetentionConfig.DISK_BYTES_MIN, half);
        } catch (IOException e) {
            throw new CannotStart("cannot see how big the disk of " + data + " is: " + e, e);
        }
    }

    /// The API closes its streams before the server closes its connections.
    private void serve(CoreApi core) {
        Options.Listen listen = options.listen();
        Server server =
                closing(
                        core.open(
                                new Server.Config(
                                        listen.bind(),
                                        listen.port(),
                                        Web.contentSecurityPolicy(),
                                        listen.way()),
                                List.of(new Web(core, clock))));
        port = server.port();
        fleet.ifPresent(_ -> core.notifications().keepInLog(url()));
        closing(core);
    }

    private <T extends AutoCloseable> T closing(T part) {
        started.push(part);
        return part;
    }

    /// The simulated routers, for tests that break them.
    public Optional<Fleet> fleet() {
        return fleet;
    }

    /// As the owner of its schemas, for tests that arrange what nobody can by a page.
    public DatabaseAddress database() {
        return database.orElseThrow();
    }

    public String url() {
        String host = options.listen().bind();
        boolean everywhere = host.equals("0.0.0.0") || host.equals("::");
        String scheme = options.listen().way().certificate().isPresent() ? "https" : "http";
        return "%s://%s:%d/".formatted(scheme, everywhere ? "localhost" : host, port);
    }

    public String password() {
        return password.text();
    }

    /// Where the owner's account is made, while there is none.
    public Optional<String> setUpUrl() {
        return setUpPath.map(path -> url() + path.substring(1));
    }

    /// What a person who started it needs to know.
    String welcome() {
        return """

        Lastmile runs at %s
        %s
          data in   %s
        Ctrl-C stops it; the next ./run goes on with the same data.
        """
                .formatted(url(), entrance(), data);
    }

    private String entrance() {
        if (setUpPath.isPresent()) {
            return "  first     make the owner's account: " + setUpUrl().orElseThrow();
        }
        return options.listen().setUp()
                ? "  login     your own"
                : "  login     operator\n  password  " + password.text();
    }

    @Override
    public void close() {
        while (!started.isEmpty()) {
            AutoCloseable part = started.pop();
            try {
                part.close();
            } catch (Exception e) {
                LOG.log(System.Logger.Level.WARNING, part.getClass() + " did not close", e);
            }
        }
    }
}
