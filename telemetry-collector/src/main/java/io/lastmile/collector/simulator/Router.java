package io.lastmile.collector.simulator;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    private final Faults faults = new Faults();
    private final Logbook log = new Logbook();
    private final Truth truth;
    private final Map<String, Subscriber> subscribers = new LinkedHashMap<>();

    /// Second sessions, and sessions that outlive their removed secret.
    private final List<Subscriber> others = new ArrayList<>();

    private final Map<String, PppProfile> profiles = new LinkedHashMap<>();
    private final List<StaticQueue> queues = new ArrayList<>();
    private final List<Port> ports = new ArrayList<>();
    private final AddressList addressList = new AddressList(this);
    private final Watchers watchers = new Watchers();
    private String identity;
    private long forcedBoot = Long.MIN_VALUE;
    private int nextLine;
    private long nextQueueId = 1;
    private long nextProfileId = 1;

    Router(Site site, Behaviour behaviour, Clock clock) {
        this.site = site;
        this.behaviour = behaviour;
        this.clock = clock;
        this.truth = new Truth(behaviour.truth());
        this.identity = site.pop().routerName();
        addPlans();
        for (int port = 1; port <= PORTS; port++) {
            ports.add(new Port(port, Dice.roll(site.seed(), -port), boot(now())));
        }
        for (int line = 0; line < site.lines(); line++) {
            addLine(line);
        }
    }

    private void addPlans() {
        profile(new PppProfile(nextProfileId(), "default", "", ""));
        for (People.Plan plan : People.plans()) {
            String limit = plan.rates().rateLimit();
            profile(new PppProfile(nextProfileId(), plan.profile(), limit, ""));
        }
    }

    private void addLine(int line) {
        long seed = site.lineSeed(line);
        if (behaviour.mix().queue(line)) {
            Rates limit = People.corporatePlan().rates();
            long id = nextQueueId++;
            StaticQueue queue =
                    new StaticQueue(id, seed, Long.MIN_VALUE, site.queueName(line), limit);
            queue.target("103.%d.%d.%d/32".formatted(site.index() & 255, line >>> 8, line & 255));
            queue.comment(People.company(seed));
            queues.add(queue);
            nextLine = line + 1;
        } else {
            String profile = People.plan(seed).profile();
            nextLine = line;
            Subscriber added = subscribe(site.userName(line), "pw" + line, profile, Long.MIN_VALUE);
            added.secret().comment(People.person(seed));
        }
    }

    long now() {
        return clock.millis();
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

    Truth truth() {
        return truth;
    }

    Watchers watchers() {
        return watchers;
    }

    Site site() {
        return site;
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

    Collection<Subscriber> subscribers() {
        return subscribers.values();
    }

    Optional<Subscriber> subscriber(String name) {
        return Optional.ofNullable(subscribers.get(name));
    }

    /// Who is online now. Brings every line up to date on the way.
    List<Subscriber> online(long now) {
        List<Subscriber> online = new ArrayList<>(subscribers.size() + others.size());
        for (Subscriber line : subscribers.values()) {
            if (settled(line, now)) {
                online.add(line);
            }
        }
        others.removeIf(line -> !settled(line, now) && line.secret().removed());
        online.addAll(others.stream().filter(line -> line.live().isPresent()).toList());
        return online;
    }

    List<Session> sessions(long now) {
        return online(now).stream().map(Subscriber::live).flatMap(Optional::stream).toList();
    }

    private boolean settled(Subscriber line, long now) {
        Optional<Session> running = line.live();
        if (running.isPresent() && now < running.get().end()) {
            return true;
        }
        running.ifPresent(over -> dropped(line, over.end(), "peer is not responding"));
        Optional<Schedule.Stretch> due = line.due(now);
        due.ifPresent(stretch -> dialled(line, stretch, now));
        return due.isPresent();
    }

    private void dialled(Subscriber line, Schedule.Stretch stretch, long now) {
        long start = line.startOf(stretch);
        int index = line.dialler().index();
        boolean asPlanned = start == stretch.start() && index < site.lines();
        long id =
                asPlanned
                        ? site.scheduledId(index, stretch.ordinal())
                        : site.interruptedId(index, start);
        Session.Birth birth =
                new Session.Birth(id, interfaceName(line), boot(now), start, stretch.end());
        Rates rates = profile(line.secret().profile()).map(PppProfile::rates).orElseThrow();
        line.start(Session.pppoe(birth, new Traffic(line.dialler().seed(), line.habit(), rates)));
        log.add(start, "pppoe,ppp,info", birth.name() + ": connected");
    }

    /// A user's second session gets a number behind the name: the first one that no user is called.
    private String interfaceName(Subscriber line) {
        String user = line.secret().name();
        if (!line.dialler().twin()) {
            return "<pppoe-" + user + ">";
        }
        int number = 1;
        while (subscribers.containsKey(user + "-" + number)) {
            number++;
        }
        return "<pppoe-" + user + "-" + number + ">";
    }

    private void dropped(Subscriber line, long when, String why) {
        line.cut(when)
                .ifPresent(over -> {
                    line.secret().loggedOut(when);
                    String name = over.name();
                    log.add(when, "pppoe,ppp,info", name + ": terminating... - " + why);
                    log.add(when, "pppoe,ppp,info", name + ": disconnected");
                });
    }

    /// Ends a session; the customer's equipment dials again after a while.
    void kick(Subscriber line, long now, String why) {
        settled(line, now);
        dropped(line, now, why);
        line.stayAway(now + behaviour.redialMillis());
        watchers.changed();
    }

    /// Ends that share of all sessions at once.
    int kickShare(double share, long now) {
        List<Subscriber> online = online(now);
        int count = (int) Math.round(share * online.size());
        online.subList(0, count).forEach(line -> kick(line, now, "hungup"));
        return count;
    }

    void disabled(Subscriber line, boolean disabled) {
        if (line.secret().disabled() && !disabled) {
            line.stayAway(now() + behaviour.redialMillis());
        }
        line.secret().disabled(disabled);
    }

    /// Adds a secret, and a customer who dials in with it after a while.
    Subscriber subscribe(String name, String password, String profile) {
        return subscribe(name, password, profile, now() + behaviour.redialMillis());
    }

    /// The same for a customer who dials in from `from` on.
    Subscriber subscribe(String name, String password, String profile, long from) {
        int index = nextLine++;
        Subscriber line = dialler(index, false, new PppSecret(index + 1L, name, password, profile));
        line.stayAway(from);
        subscribers.put(name, line);
        watchers.changed();
        return line;
    }

    private Subscriber dialler(int index, boolean twin, PppSecret secret) {
        long seed = site.lineSeed(index);
        Rates plan = profile(secret.profile()).map(PppProfile::rates).orElseThrow();
        Rates known = plan.downBps() > 0 ? plan : People.plan(seed).rates();
        Subscriber.Dialler dialler = new Subscriber.Dialler(index, seed, site.index(), twin);
        return new Subscriber(dialler, site.schedule(seed), Habit.of(seed, known), secret);
    }

    /// A second device dials in with the same user and stays.
    void twin(Subscriber line) {
        Subscriber twin = dialler(nextLine++, true, line.secret());
        twin.stayAway(now());
        others.add(twin);
        watchers.changed();
    }

    void unsubscribe(Subscriber line) {
        subscribers.remove(line.secret().name());
        line.secret().remove();
        others.add(line);
    }

    void rename(Subscriber line, String name) {
        subscribers.remove(line.secret().name());
        line.secret().name(name);
        subscribers.put(name, line);
    }

    Collection<PppProfile> profiles() {
        return profiles.values();
    }

    Optional<PppProfile> profile(String name) {
        return Optional.ofNullable(profiles.get(name));
    }

    void profile(PppProfile profile) {
        profiles.put(profile.name(), profile);
    }

    void removeProfile(PppProfile profile) {
        profiles.remove(profile.name());
    }

    long nextProfileId() {
        return nextProfileId++;
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
        Optional<Session> session =
                subscriber(name)
                        .filter(line -> settled(line, now))
                        .flatMap(Subscriber::live)
                        .or(() -> queueSession(name, now));
        session.ifPresent(running -> {
            running.port().reset(now);
            running.queue().ifPresent(counter -> counter.reset(now));
        });
        return session.isPresent();
    }

    private Optional<Session> queueSession(String name, long now) {
        return queues.stream()
                .filter(queue -> queue.name().equals(name))
                .map(queue -> queue.session(boot(now)))
                .findFirst();
    }

    /// All sessions and counters end; everybody dials again.
    void reboot(long now) {
        for (Subscriber line : online(now)) {
            dropped(line, now, "reboot");
        }
        forcedBoot = now;
        for (Subscriber line : subscribers.values()) {
            long wait = behaviour.redialMillis();
            line.stayAway(now + wait + Dice.below((int) wait + 1, line.dialler().seed(), now));
        }
        others.forEach(line -> line.stayAway(now + behaviour.redialMillis()));
        queues.forEach(queue -> queue.session(now));
        ports(now);
        addressList.booted(now);
        log.clear();
        log.add(now, "system,info", "router rebooted");
    }
}
