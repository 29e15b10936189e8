package io.lastmile.core.network;

import io.lastmile.collector.routeros.RouterException;
import io.lastmile.collector.routeros.RouterFailure;
import io.lastmile.collector.routeros.Trap;
import io.lastmile.core.platform.Database;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Throws out sessions that still have what their line had before. Suspensions and releases go at
/// once, changes of speed at their own pace. A session is only thrown out while its id still has
/// its name: ids begin anew when a router boots.
final class Kicking {
    /// Ids of one request.
    private static final int IDS_MAX = 50;

    private static final String PPP = "/ppp/active";
    private static final String HOTSPOT = "/ip/hotspot/active";
    private static final String COOKIE = "/ip/hotspot/cookie";

    private final int router;
    private final Database database;
    private final Kicks kicks;
    private final Budget pace;
    private final Counter thrown;

    Kicking(int router, Database database, Kicks kicks, Budget pace, MeterRegistry meters) {
        this.router = router;
        this.database = database;
        this.kicks = kicks;
        this.pace = pace;
        this.thrown = meters.counter("lastmile.core.network.kicks");
    }

    void run(RouterTalk talk) {
        List<Kicks.Kick> looks = database.transact(() -> kicks.looks(router));
        if (!looks.isEmpty()) {
            found(talk, looks);
        }
        List<Kicks.Kick> now = paced(database.transact(() -> kicks.ready(router)));
        if (now.isEmpty()) {
            return;
        }
        Map<Kicks.Kick, List<String>> sessions = sessions(talk, now);
        Map<Kicks.Kick, String> done = new HashMap<>();
        for (Kicks.Kick kick : now) {
            sessions.computeIfPresent(kick, (_, ids) -> stillThere(kick, ids));
            done.put(kick, "");
        }
        remove(talk, sessions);
        database.transact(() -> {
            kicks.found(done);
            return done;
        });
    }

    /// Remembers which sessions there are now.
    private void found(RouterTalk talk, List<Kicks.Kick> looks) {
        Map<Kicks.Kick, List<String>> sessions = sessions(talk, looks);
        Map<Kicks.Kick, String> found = new HashMap<>();
        for (Kicks.Kick look : looks) {
            found.put(look, String.join(",", sessions.getOrDefault(look, List.of())));
        }
        database.transact(() -> {
            kicks.found(found);
            return found;
        });
    }

    private List<Kicks.Kick> paced(List<Kicks.Kick> ready) {
        int allowed = pace.available();
        List<Kicks.Kick> now = new ArrayList<>();
        for (Kicks.Kick kick : ready) {
            if (kick.urgent() || allowed > 0) {
                now.add(kick);
                if (!kick.urgent()) {
                    allowed--;
                    pace.spend(1);
                }
            }
        }
        return now;
    }

    private static List<String> stillThere(Kicks.Kick kick, List<String> ids) {
        Set<String> old = Set.of(kick.ids().split(","));
        return ids.stream().filter(old::contains).toList();
    }

    /// What is left of lines that moved: their sessions by the old name go now.
    void throwOut(RouterTalk talk, List<Remnants.Remnant> remnants) {
        List<Kicks.Kick> old =
                remnants.stream()
                        .filter(remnant -> isLogin(remnant.kind()))
                        .map(r -> new Kicks.Kick(r.line(), r.kind(), r.name(), "", true))
                        .toList();
        if (!old.isEmpty()) {
            remove(talk, sessions(talk, old));
        }
    }

    private static boolean isLogin(ServiceKind kind) {
        return kind == ServiceKind.PPPOE || kind == ServiceKind.HOTSPOT;
    }

    private Map<Kicks.Kick, List<String>> sessions(RouterTalk talk, List<Kicks.Kick> of) {
        Map<Kicks.Kick, List<String>> sessions = new HashMap<>();
        sessions.putAll(sessions(talk, PPP, Property.NAME, named(of, ServiceKind.PPPOE)));
        sessions.putAll(sessions(talk, HOTSPOT, Property.USER, named(of, ServiceKind.HOTSPOT)));
        return sessions;
    }

    private static Map<String, Kicks.Kick> named(List<Kicks.Kick> all, ServiceKind kind) {
        return all.stream()
                .filter(kick -> kick.kind() == kind)
                .collect(Collectors.toMap(Kicks.Kick::name, Function.identity(), (a, _) -> a));
    }

    private static Map<Kicks.Kick, List<String>> sessions(
            RouterTalk talk, String path, Property name, Map<String, Kicks.Kick> of) {
        return of.isEmpty()
                ? Map.of()
                : shown(talk, path, name, List.copyOf(of.keySet())).stream()
                        .filter(row -> of.containsKey(row.key()))
                        .collect(
                                Collectors.groupingBy(
                                        row -> of.get(row.key()),
                                        Collectors.mapping(RouterRow::id, Collectors.toList())));
    }

    /// A router without hotspots has nobody in them.
    private static List<RouterRow> shown(
            RouterTalk talk, String path, Property name, List<String> names) {
        try {
            return talk.sessions(path, name, names);
        } catch (RouterException e) {
            if (e.failure() instanceof RouterFailure.Trapped trapped
                    && trapped.kind() == Trap.Kind.NO_SUCH_COMMAND) {
                return List.of();
            }
            throw e;
        }
    }

    private void remove(RouterTalk talk, Map<Kicks.Kick, List<String>> sessions) {
        remove(talk, PPP, ids(sessions, ServiceKind.PPPOE));
        List<Kicks.Kick> users =
                sessions.keySet().stream()
                        .filter(kick -> kick.kind() == ServiceKind.HOTSPOT)
                        .toList();
        if (!users.isEmpty()) {
            // A cookie would log the customer in again without his password.
            Map<String, Kicks.Kick> named = named(users, ServiceKind.HOTSPOT);
            List<String> cookies =
                    sessions(talk, COOKIE, Property.USER, named).values().stream()
                            .flatMap(List::stream)
                            .toList();
            remove(talk, COOKIE, cookies);
        }
        remove(talk, HOTSPOT, ids(sessions, ServiceKind.HOTSPOT));
    }

    private static List<String> ids(Map<Kicks.Kick, List<String>> sessions, ServiceKind kind) {
        return sessions.entrySet().stream()
                .filter(entry -> entry.getKey().kind() == kind)
                .flatMap(entry -> entry.getValue().stream())
                .toList();
    }

    private void remove(RouterTalk talk, String path, List<String> ids) {
        for (int from = 0; from < ids.size(); from += IDS_MAX) {
            removeSome(talk, path, ids.subList(from, Math.min(from + IDS_MAX, ids.size())));
        }
    }

    /// One that is gone already is what we wanted; RouterOS then refuses the whole list.
    private void removeSome(RouterTalk talk, String path, List<String> ids) {
        try {
            talk.remove(path, ids);
            thrown.increment(ids.size());
        } catch (RouterException e) {
            boolean gone =
                    e.failure() instanceof RouterFailure.Trapped trapped
                            && trapped.kind() == Trap.Kind.NO_SUCH_ITEM;
            if (!gone) {
                throw e;
            }
            if (ids.size() > 1) {
                int half = ids.size() / 2;
                Stream.of(ids.subList(0, half), ids.subList(half, ids.size()))
                        .forEach(part -> removeSome(talk, path, part));
            }
        }
    }
}
