package io.lastmile.collector.pipeline;

/// A name under which a router counts somebody's bytes. It exists from the moment a router reports
/// it; who is behind it is core-api's business and may be learned later.
///
/// `rawName` is the PPP user (or queue) name in the router's bytes as a Latin-1 string. The
/// database gives the id when the first outcome that needs it is written; until then it is 0.
public final class Line {
    private final int router;
    private final Source source;
    private final String rawName;
    private volatile int id;

    public Line(int router, Source source, String rawName, int id) {
        this.router = router;
        this.source = source;
        this.rawName = rawName;
        this.id = id;
    }

    public int router() {
        return router;
    }

    public Source source() {
        return source;
    }

    public String rawName() {
        return rawName;
    }

    public LineName name() {
        return new LineName(source, rawName);
    }

    /// `telemetry.line.id`, or 0 before the store has written the line.
    public int id() {
        return id;
    }

    /// Called by the store, once.
    public void identify(int lineId) {
        id = lineId;
    }

    @Override
    public String toString() {
        return "line " + id + " (router " + router + ", " + source + ")";
    }
}
