package io.lastmile.collector.simulator;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/// The state of one simulated router. Everything that the schedule decides is worked out when
/// somebody looks; only what people and faults changed is remembered. Hold [#lock] for any call
/// except [#faults], [#version] and [#now].
final class Router {
    private static final int PORTS = 4;

    /// How the customers' equipment and the router behave: who dials again after how long.
    record Behaviour(Version version, long redialMillis, Site.Mix mix, Truth.Detail truth) {}

    final ReentrantLock lock = new ReentrantLock();
    private final Site site;
    private final Behaviour behaviour;
    private final Clock clock;
    private final AtomicLong latestMillis = new AtomicLong(Long.MIN_VALUE);
    private final Faults faults = new Faults();
    private final Logbook log = new Logbook();
    private final AskedLog asked = new AskedLog();
    private final Truth truth;
    private final PppServer ppp;
    private final List<StaticQueue> queues = new ArrayList<>();
    private final List<Port> ports = new ArrayList<>();
    private final AddressList addressList = new AddressList(this);
    private final Watchers watchers = new Watchers();
    private String identity;
    private long forcedBoot = Long.MIN_VALUE;
    private long stamp;
    private long nextQueueId = 1;

    Router(Site site, Behaviour behaviour, Clock clock) {
        this.site = site;
        this.behaviour = behaviour;
        this.clock = clock;
        this.truth = new Truth(behaviour.truth());
        this.identity = site.pop().routerName();
        this.ppp = new PppServer(this, behaviour.redialMillis());
        for (int port = 1; port <= PORTS; port++) {
            ports.add(new Port(port, Dice.roll(site.seed(), -port), boot(now())));
        }
        for (int line = 0; line < site.lines(); line++) {
            addLine(line);
        }
    }

    private void addLine(int line) {
        long seed = site.lineSeed(line);
        if (!behaviour.mix().queue(line)) {
            ppp.original(line);
            return;
        }
        Rates limit = People.corporatePlan().rates();
        String name = site.queueName(line);
        StaticQueue queue = new StaticQueue(nextQueueId++, seed, Long.MIN_VALUE, name, limit);
        String target = "103.%d.%d.%d/32".formatted(site.index() & 255, line >>> 8, line & 255);
        queue.target(target, Optional.empty(), now());
        queue.comment(People.company(seed));
        queues.add(queue);
    }

    /// A router's own time never goes back, whatever the clock of its host does.
    long now() {
        return latestMillis.accumulateAndGet(clock.millis(), Math::max);
    }

    Version version() {
        return behaviour.version();
    }

    Faults faults() {
        return faults;
    }

    Logbook log() {
        return log;
    }

    AskedLog asked() {
        return asked;
    }

    Truth truth() {
        return truth;
    }

    Watchers watchers() {
        return watchers;
    }

    Site site() {
        return site;
    }

    PppServer ppp() {
        return ppp;
    }

    /// PPPoE sessions that are up now.
    List<Session> sessions(long now) {
        return ppp.online(now).stream().map(Subscriber::live).flatMap(Optional::stream).toList();
    }

    AddressList addressList() {
        return addressList;
    }

    String identity() {
        return identity;
    }

    void identity(String name) {
        identity = name;
    }

    long boot(long now) {
        return Math.max(forcedBoot, site.boot(now));
    }

    /// Percent: idle at night, busy in the evening, unless a fault says otherwise.
    long cpuLoad(long now) {
        long minute = now / 60_000;
        long hour = (now / 3_600_000 + 6) % 24;
        long load = (hour >= 18 ? 20 : 8) + Dice.below(8, site.seed(), minute);
        return faults.value(Fault.CPU_LOAD, load);
    }

    /// What a comment shows: absent where empty; under a fault, bytes that break careless clients.
    Optional<String> comment(String comment) {
        if (faults.has(Fault.HOSTILE_TEXT)) {
            return Optional.of(comment + "\u00e9\u00ff\u0000 =x=\r\n=disabled=true\n!done\n.tag=1");
        }
        return comment.isEmpty() ? Optional.empty() : Optional.of(comment);
    }

    List<Port> ports(long now) {
        ports.forEach(port -> port.booted(boot(now)));
        return ports;
    }

    /// Differs from an earlier one if sessions or settings may have changed since.
    long stamp(long now) {
        ppp.settle(now);
        return stamp;
    }

    /// Something that `listen` may report is not as it was.
    void changed() {
        stamp++;
        ppp.unsettle();
        watchers.changed();
    }

    /// A session came or went by itself.
    void stamped() {
        stamp++;
    }

    List<StaticQueue> queues() {
        return queues;
    }

    StaticQueue addQueue(String name, Rates limit, long now) {
        long id = nextQueueId++;
        StaticQueue queue = new StaticQueue(id, Dice.roll(site.seed(), name), now, name, limit);
        queues.add(queue);
        return queue;
    }

    void removeQueue(StaticQueue queue, long now) {
        queue.end(now);
        queues.remove(queue);
    }

    boolean resetCounters(String name, long now) {
        Optional<Session> session = session(name, now);
        session.ifPresent(running -> {
            running.port().reset(now);
            running.queue().ifPresent(counter -> counter.reset(now));
        });
        return session.isPresent();
    }

    boolean surge(String name, Bytes bytes, long now) {
        Optional<Session> session = session(name, now);
        session.ifPresent(running -> running.surge(bytes));
        return session.isPresent();
    }

    private Optional<Session> session(String name, long now) {
        return ppp.session(name, now).or(() -> queueSession(name, now));
    }

    private Optional<Session> queueSession(String name, long now) {
        return queues.stream()
                .filter(queue -> queue.name().equals(name))
                .map(queue -> queue.session(boot(now)))
                .findFirst();
    }

    /// All sessions and counters end; everybody dials again.
    void reboot(long now) {
        ppp.reboot(now);
        forcedBoot = now;
        queues.forEach(queue -> queue.session(now));
        ports(now);
        addressList.booted(now);
        log.clear();
        log.add(now, "system,info", "router rebooted");
        changed();
    }
}
