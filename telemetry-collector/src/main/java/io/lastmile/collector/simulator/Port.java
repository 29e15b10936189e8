package io.lastmile.collector.simulator;

/// One of the router's own interfaces; its counter lives from boot to boot. Guarded by its router's
/// lock.
final class Port {
    private static final Rates GIGABIT = new Rates(1_000_000_000, 1_000_000_000);

    private final long id;
    private final long seed;
    private final String name;
    private Session session;
    private String comment;
    private long revision;

    Port(long id, long seed, long boot) {
        this.id = id;
        this.seed = seed;
        this.name = "ether" + id;
        this.comment = id == 1 ? "uplink" : "";
        this.session = begin(boot);
    }

    private Session begin(long boot) {
        Session.Birth birth = new Session.Birth(id, name, boot, boot, Long.MAX_VALUE);
        Habit habit = new Habit(2e12 * Dice.unit(seed, 41), 0.2, DayCurve.HOME, 0.3);
        return Session.pppoe(birth, new Traffic(seed, habit, GIGABIT));
    }

    void booted(long boot) {
        if (session.boot() != boot) {
            session.cut(boot);
            session = begin(boot);
        }
    }

    Counter counter() {
        return session.port();
    }

    long id() {
        return id;
    }

    String name() {
        return name;
    }

    String mac() {
        return People.mac(seed);
    }

    String comment() {
        return comment;
    }

    long revision() {
        return revision;
    }

    void comment(String value) {
        comment = value;
        revision++;
    }
}
