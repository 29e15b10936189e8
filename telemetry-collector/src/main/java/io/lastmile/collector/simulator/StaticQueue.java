package io.lastmile.collector.simulator;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A row of `/queue/simple` that somebody configured: its counter lives from boot to boot under one
/// id. One whose target is a customer's address sees what that customer's line carries; one that is
/// somebody's parent sees what its children see. Guarded by its router's lock.
final class StaticQueue {
    static final String NO_PARENT = "none";

    private final long id;
    private final long seed;
    private final long added;
    private final Habit habit;
    private Optional<Traffic> mirrored = Optional.empty();
    private String name;
    private String parent = NO_PARENT;
    private String target;
    private String comment;
    private Rates limit;
    private boolean disabled;
    private long revision;
    private @Nullable Session session;

    StaticQueue(long id, long seed, long added, String name, Rates limit) {
        this.id = id;
        this.seed = seed;
        this.added = added;
        this.habit = Habit.of(seed, limit);
        this.name = name;
        this.limit = limit;
        this.target = "0.0.0.0/0";
        this.comment = "";
    }

    /// The counter's life since `boot`, or since the queue was added.
    Session session(long boot) {
        Session running = session;
        if (running == null || running.boot() != boot) {
            end(boot);
            long start = Math.max(boot, added);
            Session.Birth birth = new Session.Birth(id, name, boot, start, Long.MAX_VALUE);
            running = Session.queue(birth, traffic());
            session = running;
        }
        return running;
    }

    /// The counter goes on, but from `now` on by the new limit, or not at all while disabled.
    private void reshape(long now) {
        if (session != null) {
            session.reshape(now, traffic());
        }
        revision++;
    }

    private Traffic traffic() {
        Traffic own = mirrored.orElseGet(() -> new Traffic(seed, habit, limit));
        return disabled ? new Traffic(own.seed(), habit.none(), own.limit()) : own;
    }

    void end(long now) {
        if (session != null) {
            session.cut(now);
        }
    }

    long id() {
        return id;
    }

    String name() {
        return name;
    }

    String target() {
        return target;
    }

    String comment() {
        return comment;
    }

    Rates limit() {
        return limit;
    }

    boolean disabled() {
        return disabled;
    }

    long revision() {
        return revision;
    }

    void name(String value) {
        name = value;
        if (session != null) {
            session.rename(value);
        }
        revision++;
    }

    /// `traffic` is of the line whose address the target is.
    void target(String value, Optional<Traffic> traffic, long now) {
        target = value;
        mirrored = traffic;
        reshape(now);
    }

    String parent() {
        return parent;
    }

    void parent(String value) {
        parent = value;
        revision++;
    }

    void comment(String value) {
        comment = value;
        revision++;
    }

    void limit(Rates value, long now) {
        limit = value;
        reshape(now);
    }

    void disabled(boolean value, long now) {
        disabled = value;
        reshape(now);
    }
}
