package io.lastmile.collector.pipeline;

/// One life of a counter: (router, boot epoch, table, RouterOS `.id`, name). Holds the last
/// reading, so it is the state that deltas are taken from; only the pipeline's thread moves it on.
public final class Session {
    private final Line line;
    private final Key key;
    private final long startedMicros;
    private final Reason startReason;
    private volatile long id;
    private long down;
    private long up;
    private volatile boolean isDouble;
    private volatile boolean isShadow;
    private long missedMillis;

    /// What tells one life from another at one router. `ifName` is the router's raw name of the
    /// counter (`<pppoe-karim>`), from which the line's name was taken.
    public record Key(int epoch, Source source, long rosId, String ifName) {}

    public Session(Line line, Key key, long startedMicros, Reason startReason, long id) {
        this.line = line;
        this.key = key;
        this.startedMicros = startedMicros;
        this.startReason = startReason;
        this.id = id;
    }

    /// The same session as a database remembers it, with the highest reading that was committed.
    public static Session remembered(
            Line line, Key key, long startedMicros, Reason startReason, long id, long[] downUp) {
        Session session = new Session(line, key, startedMicros, startReason, id);
        session.read(downUp[0], downUp[1]);
        return session;
    }

    Session on(Line other) {
        Session session = new Session(other, key, startedMicros, startReason, id);
        session.read(down, up);
        session.isDouble = isDouble;
        session.isShadow = isShadow;
        session.missedMillis = missedMillis;
        return session;
    }

    /// A listing showed the session, but not how far its counter is.
    void missed(long millis) {
        missedMillis += millis;
    }

    /// How long before the previous listing the last reading was.
    long takeMissedMillis() {
        long missed = missedMillis;
        missedMillis = 0;
        return missed;
    }

    /// As of the newest listing.
    void markDouble(boolean now) {
        isDouble = now;
    }

    /// Whether another counter of the router counts the same bytes: no sum over sessions has it.
    public boolean isDouble() {
        return isDouble;
    }

    /// RADIUS counts it from now on.
    public void shadow() {
        isShadow = true;
    }

    /// Whether RADIUS counts its bytes: no sum has what is read of it here.
    public boolean isShadow() {
        return isShadow;
    }

    /// Takes the counter's new state, unsigned 64-bit each.
    void read(long downTotal, long upTotal) {
        down = downTotal;
        up = upTotal;
    }

    public Line line() {
        return line;
    }

    public Key key() {
        return key;
    }

    public long startedMicros() {
        return startedMicros;
    }

    public Reason startReason() {
        return startReason;
    }

    /// `telemetry.session.id`, or 0 before the store has written the session.
    public long id() {
        return id;
    }

    /// Called by the store, once.
    public void identify(long sessionId) {
        id = sessionId;
    }

    public long down() {
        return down;
    }

    public long up() {
        return up;
    }
}
