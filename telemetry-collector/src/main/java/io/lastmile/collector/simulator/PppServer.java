package io.lastmile.collector.simulator;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A router's PPPoE server: profiles, secrets, the customers who dial, and their sessions. What the
/// schedule decides is worked out when somebody looks. Guarded by the router's lock.
final class PppServer {
    private static final String PASSWORD = "dial-in";

    private final Router router;
    private final Site site;
    private final long redialMillis;
    private final Map<String, PppProfile> profiles = new LinkedHashMap<>();
    private final Map<String, Subscriber> subscribers = new LinkedHashMap<>();

    /// Second sessions, and sessions that outlive their removed secret.
    private final List<Subscriber> others = new ArrayList<>();

    /// Between these two nothing comes or goes by itself.
    private long settledAt = Long.MAX_VALUE;

    private long changesAt = Long.MIN_VALUE;
    private int nextLine;
    private long nextProfileId = 1;

    PppServer(Router router, long redialMillis) {
        this.router = router;
        this.site = router.site();
        this.redialMillis = redialMillis;
        this.nextLine = site.lines();
        profile(new PppProfile(nextProfileId(), "default", "", ""));
        for (People.Plan plan : People.plans()) {
            String limit = plan.rates().rateLimit();
            profile(new PppProfile(nextProfileId(), plan.profile(), limit, ""));
        }
    }

    /// One of the lines that the router begins with.
    void original(int index) {
        long seed = site.lineSeed(index);
        String name = site.userName(index);
        People.Plan plan = People.plan(seed);
        PppSecret secret = new PppSecret(index + 1L, name, PASSWORD, plan.profile());
        secret.comment(People.person(seed));
        subscribers.put(name, subscriber(index, false, secret, plan.rates()));
    }

    Collection<Subscriber> subscribers() {
        return subscribers.values();
    }

    Optional<Subscriber> subscriber(String name) {
        return Optional.ofNullable(subscribers.get(name));
    }

    /// Who is online now. Brings every line up to date on the way.
    List<Subscriber> online(long now) {
        settledAt = now;
        changesAt = Long.MAX_VALUE;
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

    /// What the line with this address carries whenever it is online.
    Optional<Traffic> trafficAt(String address) {
        return subscribers.values().stream()
                .filter(line -> line.address().equals(address))
                .map(line -> new Traffic(line.dialler().seed(), line.habit(), rates(line)))
                .findFirst();
    }

    private Rates rates(Subscriber line) {
        return profile(line.secret().profile()).map(PppProfile::rates).orElseThrow();
    }

    /// The user's session, if one is up.
    Optional<Session> session(String user, long now) {
        return subscriber(user).filter(line -> settled(line, now)).flatMap(Subscriber::live);
    }

    /// Brings every line up to date unless nothing can have happened.
    void settle(long now) {
        if (now >= changesAt || now < settledAt) {
            online(now);
        }
    }

    void unsettle() {
        changesAt = Long.MIN_VALUE;
    }

    private boolean settled(Subscriber line, long now) {
        Optional<Session> running = line.live();
        if (running.isPresent() && now < running.get().end()) {
            changesAt = Math.min(changesAt, running.get().end());
            return true;
        }
        running.ifPresent(over -> dropped(line, over.end(), "peer is not responding"));
        Optional<Schedule.Stretch> due = line.due(now);
        due.ifPresent(stretch -> dialled(line, stretch, now));
        changesAt = Math.min(changesAt, line.changesAfter(now));
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
                new Session.Birth(id, interfaceName(line), router.boot(now), start, stretch.end());
        Traffic traffic = new Traffic(line.dialler().seed(), line.habit(), rates(line));
        line.start(Session.pppoe(birth, traffic));
        router.log().add(start, "pppoe,ppp,info", birth.name() + ": connected");
        router.stamped();
    }

    /// A second session of a user gets a number behind the name: the first one that makes it nobody
    /// else's.
    private String interfaceName(Subscriber line) {
        String user = line.secret().name();
        String plain = "<pppoe-" + user + ">";
        if (!line.dialler().twin() && !taken(plain)) {
            return plain;
        }
        int number = 1;
        while (subscribers.containsKey(user + "-" + number)
                || taken("<pppoe-" + user + "-" + number + ">")) {
            number++;
        }
        return "<pppoe-" + user + "-" + number + ">";
    }

    private boolean taken(String interfaceName) {
        return others.stream()
                .flatMap(line -> line.live().stream())
                .anyMatch(session -> session.name().equals(interfaceName));
    }

    private void dropped(Subscriber line, long when, String why) {
        line.cut(when)
                .ifPresent(over -> {
                    router.stamped();
                    line.secret().loggedOut(when);
                    String name = over.name();
                    router.log().add(when, "pppoe,ppp,info", name + ": terminating... - " + why);
                    router.log().add(when, "pppoe,ppp,info", name + ": disconnected");
                });
    }

    /// Ends a session; the customer's equipment dials again after a while.
    void kick(Subscriber line, long now, String why) {
        settled(line, now);
        dropped(line, now, why);
        line.stayAway(now + redialMillis);
        router.changed();
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
            line.stayAway(router.now() + redialMillis);
        }
        line.secret().disabled(disabled);
    }

    /// Adds a secret, and a customer who dials in with it after a while.
    Subscriber subscribe(String name, String password, String profile) {
        return subscribe(name, password, profile, router.now() + redialMillis);
    }

    /// The same for a customer who dials in from `from` on.
    Subscriber subscribe(String name, String password, String profile, long from) {
        int index = nextLine++;
        Subscriber line = dialler(index, false, new PppSecret(index + 1L, name, password, profile));
        line.stayAway(from);
        subscribers.put(name, line);
        router.changed();
        return line;
    }

    /// A customer whose appetite is that of somebody who bought this profile.
    private Subscriber dialler(int index, boolean twin, PppSecret secret) {
        Rates bought = profile(secret.profile()).map(PppProfile::rates).orElseThrow();
        boolean limited = bought.downBps() > 0;
        long seed = site.lineSeed(index);
        return subscriber(index, twin, secret, limited ? bought : People.plan(seed).rates());
    }

    private Subscriber subscriber(int index, boolean twin, PppSecret secret, Rates bought) {
        Subscriber.Dialler dialler =
                new Subscriber.Dialler(index, site.lineSeed(index), bought, twin);
        return new Subscriber(dialler, site, secret);
    }

    /// A second device dials in with the same user and stays.
    void twin(Subscriber line) {
        Subscriber twin = dialler(nextLine++, true, line.secret());
        twin.stayAway(router.now());
        others.add(twin);
        router.changed();
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

    /// Every session ends; everybody dials again, within two redials.
    void reboot(long now) {
        for (Subscriber line : online(now)) {
            dropped(line, now, "reboot");
        }
        int spread = (int) redialMillis + 1;
        for (Subscriber line : subscribers.values()) {
            long seed = line.dialler().seed();
            line.stayAway(now + redialMillis + Dice.below(spread, seed, now));
        }
        others.forEach(line -> line.stayAway(now + redialMillis));
    }
}
