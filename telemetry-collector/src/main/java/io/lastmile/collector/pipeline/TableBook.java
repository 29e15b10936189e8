package io.lastmile.collector.pipeline;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One table of one router as it was last listed in this boot: the live sessions, those that
/// vanished lately, and when that was by the router's uptime and by our steady clock.
final class TableBook {
    /// An interface that vanished and comes back with its `.id` goes on counting; more than these
    /// are not remembered, nor those that ended one to two hours ago or longer, and `/ppp/active`'s
    /// uptime then tells that the session is an old one.
    static final int ENDED_MAX = 20_000;

    final SessionIndex live = new SessionIndex();

    /// Those that vanished since the last forgetting, and those of the time before that.
    private Map<Session.Key, Session> ended = new HashMap<>();

    private Map<Session.Key, Session> endedBefore = new HashMap<>();
    private Set<Long> unread = Set.of();

    private boolean listed;
    private boolean sinceReboot;
    private long uptimeMillis;
    private long timeMicros;
    private @Nullable Long steadyNanos;

    /// A table of a router that has just booted: all its counters began at 0 with the boot.
    static TableBook sinceReboot() {
        TableBook table = new TableBook();
        table.sinceReboot = true;
        return table;
    }

    boolean isSinceReboot() {
        return sinceReboot;
    }

    /// Whether a complete listing in this boot came before: only then does the absence of an `.id`
    /// prove that its session began later.
    boolean listedBefore() {
        return listed;
    }

    void remember(Session session, RouterMemory memory) {
        live.put(session);
        listedAt(memory, session.key().source());
    }

    void rememberEnded(Session session) {
        if (ended.size() + endedBefore.size() < ENDED_MAX) {
            ended.put(session.key(), session);
        }
    }

    void listedAt(PollReading reading) {
        listed = true;
        sinceReboot = false;
        uptimeMillis = reading.uptimeMillis();
        timeMicros = reading.timeMicros();
        steadyNanos = reading.steadyNanos();
    }

    /// A poll of the queues alone tells nothing of the sessions: who began before it is not older
    /// than the list that misses it.
    void listedAt(RouterMemory memory, Source source) {
        listed = true;
        boolean sessions = source == Source.PPP_INTERFACE;
        uptimeMillis = sessions ? memory.listedUptimeMillis() : memory.uptimeMillis();
        timeMicros = memory.timeMicros() - 1000 * (memory.uptimeMillis() - uptimeMillis);
    }

    Optional<Session> revive(Session.Key key) {
        Session session = ended.remove(key);
        return Optional.ofNullable(session == null ? endedBefore.remove(key) : session);
    }

    /// The lines of the sessions that live and of those that vanished lately.
    void lines(Consumer<Line> action) {
        live.forEach(session -> action.accept(session.line()));
        ended.values().forEach(session -> action.accept(session.line()));
        endedBefore.values().forEach(session -> action.accept(session.line()));
    }

    /// What the newest listing showed without giving it a session, by `.id`: queues that are
    /// parents, and rows of sessions that nobody has read yet.
    void unread(Set<Long> now) {
        unread = now;
    }

    /// Whether the row was there in the previous listing: its counter did not begin since then.
    boolean wasUnread(long rosId) {
        return unread.contains(rosId);
    }

    /// Forgets who vanished before the last time that this was called; who vanished just now may
    /// have been missing from one list only.
    void forgetEnded() {
        endedBefore = ended;
        ended = new HashMap<>();
    }

    /// Milliseconds since the previous listing: by our steady clock while it is the same process
    /// and did not sleep, else by the router's uptime (to the second). The wall clock alone has no
    /// say. The first listing of a boot spans the boot.
    long spanMillis(PollReading reading) {
        Long before = steadyNanos;
        long span =
                before == null
                        ? uptimeSinceMillis(reading)
                        : new Passage(
                                        (reading.steadyNanos() - before) / 1_000_000,
                                        (reading.timeMicros() - timeMicros) / 1000,
                                        uptimeSinceMillis(reading))
                                .millis();
        return Math.max(1, span);
    }

    /// How far the router's own uptime moved since the previous listing.
    long uptimeSinceMillis(PollReading reading) {
        return reading.uptimeMillis() - uptimeMillis;
    }

    /// The longest that the previous listing can lie back, by any clock. A router that booted twice
    /// unseen shows an uptime that rose by less than the time that passed, and a session that is
    /// older than that rise may still have begun after the listing.
    long sinceMillisAtMost(PollReading reading) {
        long byWall = (reading.timeMicros() - timeMicros) / 1000;
        return Math.max(byWall, Math.max(spanMillis(reading), uptimeSinceMillis(reading)));
    }
}
