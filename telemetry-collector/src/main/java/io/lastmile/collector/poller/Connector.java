package io.lastmile.collector.poller;

import io.lastmile.collector.credentials.Purpose;
import io.lastmile.collector.credentials.SecretCipher;
import io.lastmile.collector.routeros.Credentials;
import io.lastmile.collector.routeros.Fingerprint;
import io.lastmile.collector.routeros.Limits;
import io.lastmile.collector.routeros.RouterAddress;
import io.lastmile.collector.routeros.RouterClient;
import io.lastmile.collector.routeros.RouterConfig;
import io.lastmile.collector.routeros.RouterEvent;
import io.lastmile.collector.routeros.Security;
import io.lastmile.collector.routeros.Timeouts;
import io.lastmile.collector.routeros.Transport;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Semaphore;

/// Opens connections to routers: unseals the password for the moment of the login and counts what
/// happens on the wire. At most so many connections are being made at once.
public final class Connector {
    /// No name, address or version of a table that a poll reads is longer.
    private static final Limits LIMITS = new Limits(1 << 16, 1 << 18, 1_024);

    private final SecretCipher cipher;
    private final Transport transport;
    private final Timeouts timeouts;
    private final Semaphore connecting;
    private final Map<RouterEvent, Counter> events = new EnumMap<>(RouterEvent.class);

    public Connector(
            SecretCipher cipher, Transport transport, PollerConfig config, MeterRegistry meters) {
        this.cipher = cipher;
        this.transport = transport;
        timeouts = config.timeouts();
        connecting = new Semaphore(config.connectsAtOnce());
        for (RouterEvent event : RouterEvent.values()) {
            String tag = event.name().toLowerCase(Locale.ROOT).replace('_', '-');
            events.put(event, meters.counter("lastmile.collector.routeros.events", "event", tag));
        }
    }

    /// Throws `RouterException`, `SecretUnreadable`, or `IllegalArgumentException` where the
    /// router's row makes no sense.
    RouterClient open(PollableRouter router) throws InterruptedException {
        RouterConfig config = config(router);
        connecting.acquire();
        try {
            return RouterClient.open(config, transport, this::happened);
        } finally {
            connecting.release();
        }
    }

    private RouterConfig config(PollableRouter router) {
        PollableRouter.Access access = router.access();
        String password = cipher.openText(Purpose.routerPassword(router.id()), access.secret());
        return new RouterConfig(
                new RouterAddress(access.host(), access.port()),
                security(access),
                new Credentials(access.username(), password, access.legacyLogin()),
                timeouts,
                LIMITS);
    }

    private static Security security(PollableRouter.Access access) {
        if (!access.tls()) {
            return new Security.Plain();
        }
        return access.fingerprint()
                .<Security>map(hex -> new Security.Pinned(new Fingerprint(hex)))
                .orElseGet(Security.Unpinned::new);
    }

    private void happened(RouterEvent event) {
        Counter counter = events.get(event);
        if (counter != null) {
            counter.increment();
        }
    }
}
