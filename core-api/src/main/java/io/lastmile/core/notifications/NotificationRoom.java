package io.lastmile.core.notifications;

import io.helidon.dbclient.DbClient;
import io.lastmile.collector.credentials.SecretCipher;
import io.lastmile.core.alarms.AlarmRoom;
import io.lastmile.core.billing.BillingRoom;
import io.lastmile.core.customers.CustomerRoom;
import io.lastmile.core.identity.CodeSender;
import io.lastmile.core.identity.Identity;
import io.lastmile.core.lines.LineRoom;
import io.lastmile.core.platform.Actor;
import io.lastmile.core.platform.Database;
import io.lastmile.core.platform.Outbox;
import io.lastmile.core.platform.Platform;
import io.lastmile.core.platform.Routes;
import io.lastmile.core.settings.SettingRoom;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// The room's parts, wired.
public final class NotificationRoom implements AutoCloseable {
    private static final String PRODUCT = "Lastmile";
    private static final Duration FORGET_EVERY = Duration.ofMinutes(5);
    private static final Actor SETTLER = Actor.system("messages");

    /// What it is built on.
    public record Ground(Platform platform, SecretCipher cipher, ZoneId zone, Rooms rooms) {}

    /// The rooms that it listens to and asks.
    public record Rooms(
            Identity identity,
            SettingRoom settings,
            CustomerRoom customers,
            LineRoom lines,
            AlarmRoom alarms,
            BillingRoom billing) {}

    private final Database database;
    private final Outbox outbox;
    private final Settings settings;
    private final Messages messages;
    private final CodeSender codes;
    private final List<Delivery> deliveries;
    private final MessageLog log;
    private final MessageSettings messageSettings;
    private final TemplateBook templates;
    private final WishBook wishes;
    private final Notices notices;
    private final NoticeFeed feed;
    private final PaperEars papers;
    private final List<Consumer<Routes>> routes;

    public NotificationRoom(Ground ground) {
        Platform platform = ground.platform();
        this.database = platform.database();
        this.outbox = platform.outbox();
        DbClient db = database.client();
        Clock clock = platform.clock();
        this.settings = new Settings(db, ground.cipher(), clock);
        this.messages = new Messages(db, ground.cipher(), clock);
        var templates = new Templates(db, clock);
        var readers = new Readers(db, clock);
        this.notices = new Notices(db, clock);
        var desk =
                new Postbox.Desk(
                        messages,
                        templates,
                        readers,
                        settings,
                        language -> brand(ground.rooms().settings(), language));
        var postbox = new Postbox(desk, platform.meters());
        this.codes = new Codes(database, settings, postbox);
        Rooms rooms = ground.rooms();
        var people =
                new Ears.People(
                        rooms.customers().parts().customers(),
                        rooms.identity(),
                        rooms.lines().stores().lines(),
                        rooms.alarms().alarms());
        rooms.customers()
                .parts()
                .forgetters()
                .add((mobile, customer) -> messages.eraseCodes(customer, mobile));
        this.papers = papers(ground, postbox);
        platform.outbox()
                .listen(new Ears(people, postbox, settings, papers, ground.zone()).listener());
        var carriers = new Carriers(database, settings, clock);
        var house =
                new Delivery.House(
                        platform,
                        new Queue(db, ground.cipher(), clock),
                        settings,
                        carriers,
                        ground.zone());
        this.deliveries =
                Stream.of(Channel.SMS, Channel.EMAIL)
                        .map(channel -> new Delivery(channel, house))
                        .toList();
        this.log = new MessageLog(database, messages, settings);
        this.messageSettings = new MessageSettings(database, settings, carriers);
        this.templates = new TemplateBook(database, templates);
        this.wishes = new WishBook(database, readers, rooms.customers().parts());
        this.feed = new NoticeFeed(database, notices, platform.meters());
        this.routes =
                List.of(
                        new MessageRoutes(log)::routes,
                        new SettingsRoutes(messageSettings)::routes,
                        new TemplateRoutes(this.templates)::routes,
                        new NoticeRoutes(database, notices, feed)::routes,
                        new WishRoutes(wishes)::routes);
        platform.jobs().add("messages-forget", FORGET_EVERY, this::forget);
    }

    private PaperEars papers(Ground ground, Postbox postbox) {
        var rooms =
                new PaperEars.Rooms(
                        ground.rooms().billing().stores(),
                        ground.rooms().customers().parts().customers(),
                        settings);
        return new PaperEars(rooms, postbox, ground.platform().clock(), ground.zone());
    }

    private static String brand(SettingRoom site, String language) {
        String brand = site.current().brand().in(language.equals("bn"));
        return brand.isEmpty() ? PRODUCT : brand;
    }

    private void forget() {
        database.transact(messages::forget);
    }

    /// Nobody is told of what happened until the end of this unit of work.
    public void skipPast() {
        outbox.skip(Ears.LISTENER);
    }

    /// Where links lead, without a slash at its end; empty while nobody said so. Asks as the
    /// program: not within a unit of work of somebody else.
    public String site() {
        return SETTLER.call(() -> database.read(() -> settings.site().site()));
    }

    /// Before the first event is heard.
    public void connect(PaperLinks links) {
        papers.connect(links);
    }

    /// A paper's number goes to the customer whose it is, once; within a unit of work.
    public void send(PaperWanted paper) {
        outbox.add(paper);
    }

    /// Sends customers their codes.
    public CodeSender codes() {
        return codes;
    }

    /// For who tries the product out: as long as nobody set a channel up, its messages stay in the
    /// log and are not sent. `site` is where links lead.
    public void keepInLog(String site) {
        SETTLER.run(() ->
                database.transact(() -> {
                    for (String name : List.of(Settings.SMS, Settings.EMAIL)) {
                        settings.save(name, 0, Map.of("way", "log"), Optional.empty());
                    }
                    return settings.save(Settings.SITE, 0, Map.of("site", site), Optional.empty());
                }));
    }

    /// For pages.
    public MessageLog log() {
        return log;
    }

    /// For pages.
    public MessageSettings settings() {
        return messageSettings;
    }

    /// For pages.
    public TemplateBook templates() {
        return templates;
    }

    /// For pages.
    public WishBook wishes() {
        return wishes;
    }

    /// The store, for pages; it wants a unit of work around it.
    public Notices notices() {
        return notices;
    }

    public void routes(Routes to) {
        routes.forEach(room -> room.accept(to));
    }

    public void start() {
        deliveries.forEach(Delivery::start);
        feed.start();
    }

    /// Sends what is due, for tests that move time by hand; how many messages it took.
    public int deliver() {
        return deliveries.stream().mapToInt(Delivery::pass).sum();
    }

    @Override
    public void close() {
        feed.close();
        deliveries.forEach(Delivery::close);
    }
}
