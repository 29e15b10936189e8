package io.lastmile.collector.simulator;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A PPP secret and the customer's equipment that dials with it. The equipment stays online
/// whenever the schedule, the secret and the last interruption let it. Guarded by its router's
/// lock.
final class Subscriber {
    /// Who dials: `index` is the place among the router's lines, `bought` the speed that formed the
    /// customer's habit, `twin` a second session of the same user.
    record Dialler(int index, long seed, Rates bought, boolean twin) {
        String mac() {
            return People.mac(seed);
        }
    }

    private final Dialler dialler;
    private final Site site;
    private final PppSecret secret;
    private @Nullable Session session;
    private long notBefore = Long.MIN_VALUE;

    Subscriber(Dialler dialler, Site site, PppSecret secret) {
        this.dialler = dialler;
        this.site = site;
        this.secret = secret;
    }

    Dialler dialler() {
        return dialler;
    }

    PppSecret secret() {
        return secret;
    }

    /// Out of 10.0.0.0/8, 65,536 addresses for each of 256 routers.
    String address() {
        if (!secret.remoteAddress().isEmpty()) {
            return secret.remoteAddress();
        }
        int index = dialler.index();
        return "10.%d.%d.%d".formatted(site.index() & 255, index >>> 8 & 255, index & 255);
    }

    /// Not kept: a hundred thousand lines shall be small.
    private Schedule schedule() {
        return site.schedule(dialler.seed());
    }

    Habit habit() {
        return Habit.of(dialler.seed(), dialler.bought());
    }

    Optional<Session> live() {
        return Optional.ofNullable(session);
    }

    /// Nothing of this line comes up before that moment.
    void stayAway(long until) {
        notBefore = Math.max(notBefore, until);
    }

    /// Ends what runs now; says what it was.
    Optional<Session> cut(long now) {
        Optional<Session> cut = live();
        cut.ifPresent(running -> running.cut(now));
        session = null;
        return cut;
    }

    /// When a session should have started by now, or nothing: offline, disabled or interrupted.
    Optional<Schedule.Stretch> due(long now) {
        Schedule.Stretch stretch = schedule().at(now);
        boolean up = stretch.online() && !secret.disabled() && now >= notBefore;
        return up ? Optional.of(stretch) : Optional.empty();
    }

    /// When it may next come up or go down by itself.
    long changesAfter(long now) {
        if (session != null) {
            return session.end();
        }
        if (secret.disabled()) {
            return Long.MAX_VALUE;
        }
        return now < notBefore ? notBefore : schedule().at(now).end();
    }

    /// A session that starts late was interrupted and carries an id that no schedule gives.
    long startOf(Schedule.Stretch stretch) {
        return Math.max(stretch.start(), notBefore);
    }

    void start(Session started) {
        session = started;
    }
}
