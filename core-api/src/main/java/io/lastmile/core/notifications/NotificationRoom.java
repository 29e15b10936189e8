package io.lastmile.core.notifications;

import io.helidon.dbclient.DbClient;
import io.lastmile.collector.credentials.SecretCipher;
import io.lastmile.core.customers.CustomerRoom;
import io.lastmile.core.identity.CodeSender;
import io.lastmile.core.identity.Identity;
import io.lastmile.core.platform.Actor;
import io.lastmile.core.platform.Database;
import io.lastmile.core.platform.Platform;
import io.lastmile.core.platform.Routes;
import io.lastmile.core.settings.SettingRoom;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// The room's parts, wired.
public final class NotificationRoom implements AutoCloseable {
    private static final String PRODUCT = "Lastmile";
    private static final Duration FORGET_EVERY = Duration.ofMinutes(5);
    private static final Actor SETTLER = Actor.system("messages");

    /// What it is built on.
    public record Ground(
            Platform platform,
            SecretCipher cipher,
            ZoneId zone,
            Identity identity,
            CustomerRoom customers,
            SettingRoom site) {}

    private final Database database;
    private final Settings settings;
    private final Messages messages;
    private final CodeSender codes;
    private final List<Delivery> deliveries;
    private final MessageLog log;
    private final MessageRoutes messageRoutes;

    public NotificationRoom(Ground ground) {
        Platform platform = ground.platform();
        this.database = platform.database();
        DbClient db = database.client();
        Clock clock = platform.clock();
        this.settings = new Settings(db, ground.cipher(), clock);
        this.messages = new Messages(db, ground.cipher(), clock);
        var desk =
                new Postbox.Desk(
                        messages,
                        new Templates(db, clock),
                        new Readers(db, clock),
                        settings,
                        language -> brand(ground.site(), language));
        var postbox = new Postbox(desk, platform.meters());
        this.codes = new Codes(database, settings, postbox);
        var people = new Ears.People(ground.customers().parts().customers(), ground.identity());
        platform.outbox().listen(new Ears(people, postbox, settings).listener());
        var house =
                new Delivery.House(
                        platform,
                        new Queue(db, ground.cipher(), clock),
                        settings,
                        new Carriers(database, settings, clock),
                        ground.zone());
        this.deliveries =
                Stream.of(Channel.SMS, Channel.EMAIL)
                        .map(channel -> new Delivery(channel, house))
                        .toList();
        this.log = new MessageLog(database, messages, settings);
        this.messageRoutes = new MessageRoutes(database, messages, log);
        platform.jobs().add("messages-forget", FORGET_EVERY, this::forget);
    }

    private static String brand(SettingRoom site, String language) {
        String brand = site.current().brand().in(language.equals("bn"));
        return brand.isEmpty() ? PRODUCT : brand;
    }

    private void forget() {
        database.transact(messages::forget);
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

    public void routes(Routes to) {
        messageRoutes.routes(to);
    }

    public void start() {
        deliveries.forEach(Delivery::start);
    }

    /// Sends what is due, for tests that move time by hand; how many messages it took.
    public int deliver() {
        return deliveries.stream().mapToInt(Delivery::pass).sum();
    }

    @Override
    public void close() {
        deliveries.forEach(Delivery::close);
    }
}
