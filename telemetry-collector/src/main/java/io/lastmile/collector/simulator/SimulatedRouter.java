package io.lastmile.collector.simulator;

import io.lastmile.collector.routeros.Transport;
import io.netty.channel.Channel;
import io.netty.handler.ssl.SslContext;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/// A running router: where it is, what can be done to it, and the truth about it. Safe for many
/// threads.
public final class SimulatedRouter {
    private static final int CHALLENGE_BYTES = 16;
    private static final int REBOOT_MILLIS = 50;

    private final Router router;
    private final FleetConfig config;
    private final Transport transport;
    private final Roster roster;
    private final Lazy<SelfSigned> certificate;
    private final Map<String, Menu> menus;
    private final ApiServer plain;
    private final Optional<ApiServer> tls;

    SimulatedRouter(FleetConfig config, Router router, Transport transport) {
        this.config = config;
        this.router = router;
        this.transport = transport;
        this.roster = new Roster(router.site(), new Site.Mix(config.habits().queueEvery()));
        this.certificate = new Lazy<>(() -> SelfSigned.of(name(), router.site().seed()));
        this.menus = Commands.menus(router);
        FleetConfig.Network network = config.network();
        this.plain = server(0, Optional.empty());
        this.tls =
                network.tls()
                        ? Optional.of(server(1, Optional.of(new Lazy<>(this::tlsContext))))
                        : Optional.empty();
    }

    private ApiServer server(int offset, Optional<Lazy<SslContext>> context) {
        FleetConfig.Network network = config.network();
        int index = router.site().index();
        int port = network.portBase() == 0 ? 0 : network.portBase() + 2 * index + offset;
        return new ApiServer(
                transport,
                new InetSocketAddress(network.host(), port),
                context,
                (channel, encrypted) -> connection(channel, encrypted));
    }

    private SslContext tlsContext() {
        return certificate.value().context();
    }

    private ApiConnection connection(Channel channel, boolean encrypted) {
        byte[] challenge = new byte[CHALLENGE_BYTES];
        new SecureRandom().nextBytes(challenge);
        Gate gate =
                new Gate(router.version(), config.access().accounts(), router.faults(), challenge);
        Commands commands = new Commands(router, menus, gate, this::rebootSoon);
        return new ApiConnection(router, channel, commands, encrypted);
    }

    void open() {
        plain.open();
        tls.ifPresent(ApiServer::open);
    }

    void close() {
        plain.close();
        tls.ifPresent(ApiServer::close);
    }

    /// `mirpur-10`; a place's second router is `mirpur-10-2`.
    public String name() {
        return router.site().pop().routerName();
    }

    public String area() {
        return router.site().pop().area();
    }

    public String host() {
        return config.network().host();
    }

    public int port() {
        return plain.port();
    }

    public OptionalInt tlsPort() {
        return tls.isPresent() ? OptionalInt.of(tls.get().port()) : OptionalInt.empty();
    }

    /// SHA-256 of the certificate, 64 lower-case hex digits.
    public String fingerprint() {
        return certificate.value().fingerprint();
    }

    public Version version() {
        return router.version();
    }

    /// The first is the one for the collector.
    public List<Account> accounts() {
        return config.access().accounts();
    }

    /// On until cleared.
    public void set(Fault fault, long value) {
        router.faults().set(fault, value);
        if (fault == Fault.REFUSED) {
            close();
        }
        locked(now -> {
            router.changed();
            return now;
        });
    }

    /// Gone after it has struck once; for faults that strike at a command or listing.
    public void once(Fault fault, long value) {
        router.faults().once(fault, value);
    }

    public void clear(Fault fault) {
        router.faults().clear(fault);
        if (fault == Fault.REFUSED) {
            open();
        }
        locked(now -> {
            router.changed();
            return now;
        });
    }

    public Set<Fault> faults() {
        return router.faults().active();
    }

    /// Drops every connection; counters, uptime and dynamic ids begin anew; customers dial again.
    public void reboot() {
        locked(now -> {
            router.reboot(now);
            return now;
        });
        plain.dropClients();
        tls.ifPresent(ApiServer::dropClients);
    }

    /// After the answer to the command had time to leave; not on an event loop, because it waits.
    private void rebootSoon() {
        transport
                .group()
                .schedule(
                        () -> Thread.ofVirtual().start(this::reboot),
                        REBOOT_MILLIS,
                        TimeUnit.MILLISECONDS);
    }

    /// Drops every connection and nothing else, as a flapping link does.
    public void dropConnections() {
        plain.dropClients();
        tls.ifPresent(ApiServer::dropClients);
    }

    /// Throws a user out, who dials again and gets a new `.id`. False where there is no such user.
    public boolean reconnect(String user) {
        return locked(now -> {
            Optional<Subscriber> line = router.ppp().subscriber(user);
            line.ifPresent(found -> router.ppp().kick(found, now, "hungup"));
            return line.isPresent();
        });
    }

    /// Ends that share (0 to 1) of all sessions at once; says how many.
    public int disconnect(double share) {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("share: " + share + " (expected: 0 to 1)");
        }
        return locked(now -> router.ppp().kickShare(share, now));
    }

    /// Sets the counters of a user's interface and queue, or of a static queue, to zero.
    public boolean resetCounters(String name) {
        return locked(now -> router.resetCounters(name, now));
    }

    /// Adds bytes at once to the counters of a user or of a static queue, as a garbled counter
    /// jumps. They are carried and reported like any other; beyond 2^63 a reading is unsigned.
    public boolean surge(String name, Bytes bytes) {
        return locked(now -> router.surge(name, bytes, now));
    }

    /// A configured queue, as an operator adds one: on `target`, below `parent` unless that is
    /// `none`. One on the address of a user counts what that user moves. False where the router
    /// refuses it.
    public boolean addQueue(String name, String target, String parent) {
        return locked(now -> {
            Map<String, String> values = new LinkedHashMap<>();
            values.put("name", name);
            values.put("target", target);
            values.put("parent", parent);
            values.put("max-limit", People.corporatePlan().rates().rateLimit());
            boolean added = new QueueMenu(router).add(values, now) instanceof Answer.Done;
            router.changed();
            return added;
        });
    }

    /// A rule of `/ip/firewall/filter`, as an operator's script adds one.
    public void addFirewallRule(Map<String, String> values) {
        locked(now -> menu("/ip/firewall/filter").add(values, now));
    }

    public boolean removeQueue(String name) {
        return locked(now -> {
            Optional<StaticQueue> queue =
                    router.queues().stream().filter(each -> each.name().equals(name)).findFirst();
            queue.ifPresent(each -> router.removeQueue(each, now));
            router.changed();
            return queue.isPresent();
        });
    }

    /// The address that the user's session has whenever it is up.
    public Optional<String> address(String user) {
        return locked(now -> router.ppp().subscriber(user).map(Subscriber::address));
    }

    /// A second device dials in as the same user.
    public boolean secondSession(String user) {
        return locked(now -> {
            Optional<Subscriber> line = router.ppp().subscriber(user);
            line.ifPresent(router.ppp()::twin);
            return line.isPresent();
        });
    }

    /// A new customer; the name is raw bytes as Latin-1 and may be anything. False where it is
    /// taken.
    public boolean addLine(String rawName) {
        return locked(now -> {
            boolean free = router.ppp().subscriber(rawName).isEmpty();
            if (free) {
                String plan = People.plans().getFirst().profile();
                router.ppp().subscribe(rawName, "pw", plan, now);
            }
            return free;
        });
    }

    /// A hotspot user logs in and stays until somebody throws him out. False where he may not.
    public boolean hotspotLogin(String user) {
        return locked(now -> {
            boolean may =
                    ((PlainMenu) menu("/ip/hotspot/user"))
                            .rows(now).stream()
                                    .anyMatch(row -> row.name().equals(user) && !row.disabled());
            boolean in =
                    may
                            && menu("/ip/hotspot/active")
                                            .add(Map.of("user", user, "address", "10.5.50.2"), now)
                                    instanceof Answer.Done;
            router.changed();
            return in;
        });
    }

    private Menu menu(String path) {
        return Objects.requireNonNull(menus.get(path), path);
    }

    /// Adds that many entries to the address list, for tables of any length.
    public void growAddressList(int entries) {
        locked(now -> {
            router.addressList().grow(entries, now);
            return entries;
        });
    }

    /// What it was asked, by whomever, the newest hundred thousand requests.
    public List<Asked> asked() {
        return router.asked().newest();
    }

    /// Lives of counters that completed prints have shown, in the order in which they first did.
    public List<Life> truth() {
        return locked(now -> router.truth().lives(name(), now));
    }

    /// PPPoE users and static queues that the router began with.
    public List<DemoLine> lines() {
        return roster.lines();
    }

    /// The past and future of one of [#lines], by its name.
    public History history(String line) {
        return roster.history(line);
    }

    private <T> T locked(Function<Long, T> work) {
        router.lock.lock();
        try {
            return work.apply(router.now());
        } finally {
            router.lock.unlock();
        }
    }
}
