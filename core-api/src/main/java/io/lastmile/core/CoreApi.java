package io.lastmile.core;

import io.lastmile.collector.credentials.SecretCipher;
import io.lastmile.collector.live.Live;
import io.lastmile.core.alarms.AlarmRoom;
import io.lastmile.core.alarms.Alarms;
import io.lastmile.core.billing.BillingRoom;
import io.lastmile.core.customers.CustomerRoom;
import io.lastmile.core.dunning.Covers;
import io.lastmile.core.dunning.DunningRoom;
import io.lastmile.core.identity.Identity;
import io.lastmile.core.imports.ImportRoom;
import io.lastmile.core.ledger.LedgerRoom;
import io.lastmile.core.lines.Line;
import io.lastmile.core.lines.LineRoom;
import io.lastmile.core.network.HoldReason;
import io.lastmile.core.network.ImportDesk;
import io.lastmile.core.network.ImportParts;
import io.lastmile.core.network.NetworkRoom;
import io.lastmile.core.notifications.NotificationRoom;
import io.lastmile.core.overview.OverviewRoom;
import io.lastmile.core.papers.PaperRoom;
import io.lastmile.core.payments.PaymentRoom;
import io.lastmile.core.plans.PlanRoom;
import io.lastmile.core.platform.BackgroundRoutes;
import io.lastmile.core.platform.Database;
import io.lastmile.core.platform.Health;
import io.lastmile.core.platform.Machine;
import io.lastmile.core.platform.Platform;
import io.lastmile.core.platform.Routes;
import io.lastmile.core.platform.Server;
import io.lastmile.core.platform.SystemRoutes;
import io.lastmile.core.portal.Portal;
import io.lastmile.core.portal.PortalRoom;
import io.lastmile.core.reports.ReportRoom;
import io.lastmile.core.settings.SettingRoom;
import io.lastmile.core.subscriptions.SubscriptionRoom;
import io.lastmile.core.tickets.TicketParts;
import io.lastmile.core.tickets.TicketRoom;
import io.lastmile.core.usage.UsageParts;
import io.lastmile.core.usage.UsageRoom;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javax.sql.DataSource;

/// The rooms of core-api, wired bottom-up. Whoever builds it gives it the database, the time and,
/// where the collector lives in the same process, its live rates; pages are built on its rooms.
public final class CoreApi implements AutoCloseable {
    /// What core-api stands on. The pool is of the login that `Schema.settle` returned and stays
    /// its owner's.
    public record Ground(
            DataSource source,
            Optional<Live> live,
            SecretCipher cipher,
            PrometheusMeterRegistry meters,
            Clock clock) {}

    private final CoreConfig config;
    private final Platform platform;
    private final Database database;
    private final Identity identity;
    private final SystemRoutes system;
    private final CustomerRoom customers;
    private final PlanRoom plans;
    private final LineRoom lines;
    private final LedgerRoom ledger;
    private final SubscriptionRoom subscriptions;
    private final BillingRoom billing;
    private final PaymentRoom payments;
    private final DunningRoom dunning;
    private final ImportRoom files;
    private final UsageRoom usage;
    private final AlarmRoom alarms;
    private final TicketRoom tickets;
    private final NetworkRoom network;
    private final SettingRoom settings;
    private final PortalRoom portal;
    private final OverviewRoom overview;
    private final BackgroundRoutes background;
    private final NotificationRoom notifications;
    private final PaperRoom papers;
    private final ReportRoom reports;
    private final ImportDesk imports;

    public CoreApi(CoreConfig config, Ground ground) {
        this.config = config;
        this.platform = Platform.of(ground.source(), ground.meters(), ground.clock());
        this.database = platform.database();
        this.identity = new Identity(platform, ground.cipher(), config.identity());
        this.customers = new CustomerRoom(platform, ground.cipher(), config.zone());
        this.plans = new PlanRoom(platform, config.zone());
        this.lines = new LineRoom(platform, ground.cipher());
        this.ledger = new LedgerRoom(platform, customers.parts().customers(), config.zone());
        this.subscriptions =
                new SubscriptionRoom(platform, plans.plans(), lines.stores(), config.zone());
        this.billing = billed();
        this.payments = inHand();
        this.dunning = new DunningRoom(platform, config.zone());
        this.files =
                new ImportRoom(
                        platform,
                        ground.cipher(),
                        new ImportRoom.Rooms(customers, plans, lines),
                        config.zone());
        this.usage =
                new UsageRoom(
                        database,
                        lines,
                        ground.live(),
                        ground.meters(),
                        new UsageRoom.Times(ground.clock(), config.zone()));
        this.alarms = new AlarmRoom(platform);
        this.tickets = complaints();
        this.network = new NetworkRoom(platform, lines.stores(), ground.cipher());
        this.settings = new SettingRoom(platform, config.zone());
        this.portal = owned();
        this.overview = new OverviewRoom(platform, alarms.alarms(), config.zone());
        this.background = new BackgroundRoutes(platform, new Machine(database, ground.source()));
        this.imports =
                new ImportDesk(
                        new ImportParts(platform, lines, plans.plans(), ground.cipher()),
                        network.stores());
        this.notifications =
                new NotificationRoom(
                        new NotificationRoom.Ground(
                                platform,
                                ground.cipher(),
                                config.zone(),
                                new NotificationRoom.Rooms(
                                        identity, settings, customers, lines, alarms, billing)));
        this.papers = printed(ground.cipher());
        this.reports = new ReportRoom(platform, config.zone());
        this.system = new SystemRoutes(new Health(database, ground.clock()), ground.meters());
        join();
    }

    private BillingRoom billed() {
        var people = customers.parts().customers();
        return new BillingRoom(
                platform, new BillingRoom.Rooms(people, plans.plans(), ledger, subscriptions));
    }

    private PaymentRoom inHand() {
        var people = customers.parts().customers();
        return new PaymentRoom(platform, new PaymentRoom.Rooms(people, ledger, billing));
    }

    private TicketRoom complaints() {
        var below =
                new TicketRoom.Below(
                        identity.accounts(),
                        customers.parts().customers(),
                        lines.stores().lines(),
                        alarms.alarms());
        return new TicketRoom(platform, below, config.zone());
    }

    private PortalRoom owned() {
        var below =
                new PortalRoom.Rooms(
                        customers.parts(),
                        plans,
                        lines,
                        usage.parts(),
                        network.stores(),
                        subscriptions.views());
        return new PortalRoom(below, config.zone());
    }

    private PaperRoom printed(SecretCipher cipher) {
        var below = new PaperRoom.Rooms(billing, settings, notifications);
        return new PaperRoom(platform, cipher, below, config.zone());
    }

    /// What rooms above tell those below.
    private void join() {
        var people = customers.parts();
        people.ties()
                .add(id -> lines.stores().lines().ofCustomer(id).stream().map(Line::name).toList());
        people.timeline().add(alarms.happenings());
        people.timeline().add(tickets.happenings());
        people.timeline().add(network.happenings());
        lines.stores().connect(subscriptions.keeper());
        ledger.stores().proofs().add(subscriptions.claim());
        platform.outbox().listen(subscriptions.listener());
        people.timeline().add(dunning.happenings());
        billing.connect(dunning.stores().nonpays()::leftOn);
        billing.bar(this::barred);
        dunning.connect(Covers.of(payments.stores().coming()));
        network.connect(platform, dunning.stores().nonpays());
        identity.connect(customers.subscribers());
        identity.connect(notifications.codes());
        notifications.connect(papers.links());
    }

    /// Off for another reason than money.
    private boolean barred(int service) {
        return subscriptions.stores().subscriptions().find(service).stream()
                .flatMap(found -> network.stores().holds().open(found.line()).stream())
                .anyMatch(hold -> hold.reason() != HoldReason.NONPAY);
    }

    /// Starts the jobs.
    public void start() {
        prepare();
        platform.start();
        usage.start();
        alarms.start();
        notifications.start();
        network.start();
    }

    /// All of `start` but the jobs.
    void prepare() {
        config.operatorPassword().ifPresent(identity::settle);
    }

    /// Opens the HTTP server with these rooms and `pages`.
    public Server open(Server.Config server, List<Consumer<Routes>> pages) {
        List<Consumer<Routes>> all = new ArrayList<>();
        all.add(this::routes);
        all.addAll(pages);
        return Server.open(server, platform, identity.guard(), all);
    }

    private void routes(Routes routes) {
        system.routes(routes);
        background.routes(routes);
        overview.routes(routes);
        identity.routes(routes);
        customers.routes(routes);
        plans.routes(routes);
        lines.routes(routes);
        ledger.routes(routes);
        billing.routes(routes);
        payments.routes(routes);
        subscriptions.routes(routes);
        dunning.routes(routes);
        files.routes(routes);
        usage.routes(routes);
        alarms.routes(routes);
        settings.routes(routes);
        portal.routes(routes);
        notifications.routes(routes);
        papers.routes(routes);
        reports.routes(routes);
        network.routes(routes);
        imports.routes(routes);
        tickets.routes(routes);
    }

    /// Events and jobs, for tests that move them by hand.
    public Platform platform() {
        return platform;
    }

    /// Accounts, sessions and keys.
    public Identity identity() {
        return identity;
    }

    /// For pages: their stores want a unit of work around them.
    public Database database() {
        return database;
    }

    /// The books, for pages.
    public LedgerRoom ledger() {
        return ledger;
    }

    /// People, for pages.
    public CustomerRoom customers() {
        return customers;
    }

    /// Plans and their versions, for pages.
    public PlanRoom plans() {
        return plans;
    }

    /// Routers, lines and session names, for pages.
    public LineRoom lines() {
        return lines;
    }

    /// Who has which plan since when and until when it is paid.
    public SubscriptionRoom subscriptions() {
        return subscriptions;
    }

    /// Invoices, receipts and credit notes, for pages.
    public BillingRoom billing() {
        return billing;
    }

    /// Cash, cheques and bank statements, for pages.
    public PaymentRoom payments() {
        return payments;
    }

    /// Who is cut off for want of money, and why.
    public DunningRoom dunning() {
        return dunning;
    }

    /// Files in and out, for pages.
    public ImportRoom files() {
        return files;
    }

    /// Series, talkers and outages, for pages.
    public UsageParts usage() {
        return usage.parts();
    }

    /// Alarms, for pages.
    public Alarms alarms() {
        return alarms.alarms();
    }

    /// Desired state of lines, and what the routers have of it.
    public NetworkRoom network() {
        return network;
    }

    /// What the ISP calls itself, for every page.
    public SettingRoom settings() {
        return settings;
    }

    /// How the ISP stands, for pages.
    public OverviewRoom overview() {
        return overview;
    }

    /// Jobs, parked events and the machine, for pages.
    public BackgroundRoutes background() {
        return background;
    }

    /// What a customer may ask, for pages.
    public Portal portal() {
        return portal.portal();
    }

    /// Imports of routers' configurations and scripts for routers, for pages.
    public ImportDesk imports() {
        return imports;
    }

    /// Messages and notices, for pages.
    public NotificationRoom notifications() {
        return notifications;
    }

    /// Documents as PDF, and whether they are genuine, for pages.
    public PaperRoom papers() {
        return papers;
    }

    /// What the books of everybody come to, for pages.
    public ReportRoom reports() {
        return reports;
    }

    /// Complaints, for pages.
    public TicketParts tickets() {
        return tickets.parts();
    }

    /// What a job does to tickets, for who moves time by hand.
    public long watchTicketDeadlines() {
        return tickets.watchDeadlines();
    }

    /// Ends open streams and jobs. Close it before its server.
    @Override
    public void close() {
        platform.close();
        network.close();
        usage.close();
        notifications.close();
        alarms.close();
        imports.close();
        lines.close();
    }
}
