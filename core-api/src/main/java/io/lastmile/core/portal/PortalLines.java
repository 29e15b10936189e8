package io.lastmile.core.portal;

import io.lastmile.core.lines.Claims;
import io.lastmile.core.lines.Line;
import io.lastmile.core.lines.LineStores;
import io.lastmile.core.lines.Router;
import io.lastmile.core.lines.RouterHealth;
import io.lastmile.core.lines.Session;
import io.lastmile.core.network.Hold;
import io.lastmile.core.network.HoldReason;
import io.lastmile.core.network.Holds;
import io.lastmile.core.plans.Plans;
import io.lastmile.core.platform.Page;
import io.lastmile.core.usage.Subject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// How lines are, out of what the collector knows. Call it within a unit of work of the program,
/// for lines whose owner asks.
final class PortalLines {
    /// A router that did not answer for longer than this, or three of its polls, is not there.
    private static final Duration SILENCE = Duration.ofMinutes(2);

    private static final int POLLS_MISSED_MAX = 3;
    private static final Page.Request NEWEST = new Page.Request(1, Optional.empty());

    private final LineStores stores;
    private final Plans plans;
    private final Holds holds;
    private final Clock clock;

    PortalLines(LineStores stores, Plans plans, Holds holds, Clock clock) {
        this.stores = stores;
        this.plans = plans;
        this.holds = holds;
        this.clock = clock;
    }

    /// Of whom to ask for a line's usage.
    Subject subject(int line) {
        return Subject.OfNames.of(stores.names().claims(line));
    }

    PortalLine view(Line line) {
        List<HoldReason> reasons = reasons(line.id());
        return reasons.isEmpty() ? connected(line) : suspended(line, reasons);
    }

    /// Why a line is off, nothing if it is not.
    List<HoldReason> reasons(int line) {
        return holds.open(line).stream().map(Hold::reason).distinct().toList();
    }

    private PortalLine suspended(Line line, List<HoldReason> reasons) {
        PortalLine seen = connected(line);
        return new PortalLine(
                seen.id(),
                seen.label(),
                seen.address(),
                seen.area(),
                seen.plan(),
                LineState.SUSPENDED,
                holds.open(line.id()).stream().map(Hold::since).min(Instant::compareTo),
                Optional.empty(),
                seen.outage(),
                reasons);
    }

    private PortalLine connected(Line line) {
        Claims claims = stores.names().claims(line.id());
        Optional<Session> newest =
                stores.sessions().page(claims, NEWEST).items().stream().findFirst();
        if (newest.isEmpty()) {
            return line(line, LineState.NEVER, Optional.empty(), Optional.empty());
        }
        Session session = newest.get();
        Optional<Router> router = stores.routers().find(session.router());
        if (router.isEmpty() || !answers(router.get())) {
            Optional<Instant> seen =
                    session.ended()
                            .or(() ->
                                    router.flatMap(Router::health)
                                            .flatMap(RouterHealth::lastAnswer));
            return line(line, LineState.UNKNOWN, seen, outage(router));
        }
        LineState state = session.ended().isEmpty() ? LineState.ONLINE : LineState.OFFLINE;
        return line(
                line,
                state,
                session.ended().or(() -> Optional.of(session.started())),
                Optional.empty());
    }

    /// A router that somebody paused on purpose is no outage; we only do not look.
    private static Optional<Instant> outage(Optional<Router> router) {
        return router.filter(found -> found.paused().isEmpty())
                .flatMap(Router::health)
                .flatMap(RouterHealth::lastAnswer);
    }

    private boolean answers(Router router) {
        return router.health().filter(this::recent).isPresent() && router.paused().isEmpty();
    }

    private boolean recent(RouterHealth health) {
        Duration polls = Duration.ofMillis((long) POLLS_MISSED_MAX * health.intervalMillis());
        Duration allowed = polls.compareTo(SILENCE) > 0 ? polls : SILENCE;
        Instant oldest = clock.instant().minus(allowed);
        return health.lastAnswer().filter(oldest::isBefore).isPresent();
    }

    private PortalLine line(
            Line line, LineState state, Optional<Instant> time, Optional<Instant> outage) {
        boolean known = state == LineState.ONLINE || state == LineState.OFFLINE;
        return new PortalLine(
                line.id(),
                line.label(),
                line.address(),
                line.area(),
                line.plan().flatMap(plans::find).map(PortalPlan::of),
                state,
                known ? time : Optional.empty(),
                state == LineState.ONLINE ? Optional.empty() : time,
                outage,
                List.of());
    }
}
