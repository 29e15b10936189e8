package io.lastmile.web.usage;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.lastmile.core.CoreApi;
import io.lastmile.core.alarms.Alarms;
import io.lastmile.core.lines.Details;
import io.lastmile.core.lines.Line;
import io.lastmile.core.lines.Name;
import io.lastmile.core.lines.Router;
import io.lastmile.core.platform.Actor;
import io.lastmile.core.platform.Cursor;
import io.lastmile.core.platform.Page;
import io.lastmile.core.platform.Permission;
import io.lastmile.core.platform.Routes;
import io.lastmile.core.usage.NetworkNow;
import io.lastmile.web.BdFormat;
import io.lastmile.web.Shell;
import io.lastmile.web.Templates;
import io.lastmile.web.Texts;
import io.lastmile.web.alarms.AlarmPages;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/// `/` and the pages of a line. What moves is brought up to date by the page's islands; what is
/// known when the page is asked for is in it at once.
public final class LivePages {
    private static final String NONE = "–";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final CoreApi core;
    private final AlarmPages alarms;
    private final Templates templates;

    public LivePages(CoreApi core, AlarmPages alarms, Templates templates) {
        this.core = core;
        this.alarms = alarms;
        this.templates = templates;
    }

    public void routes(Routes routes) {
        routes.anyone().get("/", this::home);
        routes.may(Permission.LINES_SEE)
                .get("/names/{id}", this::name)
                .get("/lines/{id}", this::line);
    }

    /// The live page, or for who may not see it the first place that they may.
    private void home(ServerRequest request, ServerResponse response) {
        if (Actor.current().may(Permission.LIVE_SEE)) {
            live(request, response);
        } else {
            response.status(Status.SEE_OTHER_303);
            response.header(HeaderNames.LOCATION, Shell.home(Actor.current()));
            response.send();
        }
    }

    private void live(ServerRequest request, ServerResponse response) {
        List<Router> routers = routers();
        String range = request.query().first("range").orElse("");
        var view =
                new LivePage.View(
                        LivePage.PRESETS.contains(range) ? range : LivePage.PRESETS.getFirst(),
                        tiles(templates.texts(request), routers),
                        alarms.rows(request, "open"),
                        names(routers),
                        routers.isEmpty());
        templates.send(request, response, "live", Map.of("view", view));
    }

    private List<Router> routers() {
        return core.database()
                .read(() -> {
                    var all = new ArrayList<Router>();
                    Optional<Cursor> after = Optional.empty();
                    do {
                        var wanted = new Page.Request(Page.LIMIT_MAX, after);
                        Page<Router> page = core.lines().stores().routers().page("", wanted);
                        all.addAll(page.items());
                        after = page.next().map(_ -> place(page.items().getLast()));
                    } while (after.isPresent());
                    return all;
                });
    }

    private static Cursor place(Router last) {
        return Cursor.of(last.name().toLowerCase(Locale.ROOT), last.id());
    }

    private List<LivePage.Tile> tiles(Texts texts, List<Router> routers) {
        BdFormat format = texts.format();
        Optional<NetworkNow> now = core.usage().now().get();
        return List.of(
                rate("down", format, now.map(NetworkNow::downBps)),
                rate("up", format, now.map(NetworkNow::upBps)),
                online(texts, now),
                answering(texts, routers),
                open(texts, alarms.counts()));
    }

    /// The stream goes on from here within a second.
    private static LivePage.Tile rate(String id, BdFormat format, Optional<OptionalLong> bps) {
        OptionalLong known = bps.orElse(OptionalLong.empty());
        if (known.isEmpty()) {
            return new LivePage.Tile(id, NONE, "", "", "");
        }
        BdFormat.Figure figure = format.rate(known.getAsLong());
        return new LivePage.Tile(id, figure.value(), figure.unit(), "", "");
    }

    private static LivePage.Tile online(Texts texts, Optional<NetworkNow> known) {
        if (known.isEmpty()) {
            return new LivePage.Tile("online", NONE, "", "", "");
        }
        NetworkNow now = known.get();
        return new LivePage.Tile(
                "online",
                texts.format().number(now.online()),
                texts.of("tile.of", "n", texts.format().number(now.names())),
                now.unaccounted() == 0
                        ? texts.of("tile.accounted")
                        : texts.count("tile.unaccounted", now.unaccounted()),
                "");
    }

    private static LivePage.Tile open(Texts texts, Alarms.Counts counts) {
        long open = counts.firing() + counts.acknowledged();
        return new LivePage.Tile(
                "alarms",
                texts.format().number(open),
                texts.count("tile.critical", counts.critical()),
                open == 0 ? texts.of("tile.quiet") : texts.count("tile.unseen", counts.firing()),
                "");
    }

    /// Routers that are paused on purpose are not counted as silent.
    private static LivePage.Tile answering(Texts texts, List<Router> routers) {
        BdFormat format = texts.format();
        List<Router> polled = routers.stream().filter(r -> r.paused().isEmpty()).toList();
        long answering =
                polled.stream()
                        .filter(r ->
                                r.health().filter(h -> h.state().equals("answering")).isPresent())
                        .count();
        long silent = polled.size() - answering;
        return new LivePage.Tile(
                "routers",
                format.number(answering),
                texts.of("tile.of", "n", format.number(polled.size())),
                polled.isEmpty()
                        ? texts.of("tile.no-routers")
                        : silent == 0
                                ? texts.of("tile.answer")
                                : texts.count("tile.silent", silent),
                silent == 0 ? "" : "bad");
    }

    private static String names(List<Router> routers) {
        var names = new TreeMap<Integer, String>();
        routers.forEach(router -> names.put(router.id(), router.name()));
        try {
            return JSON.writeValueAsString(names);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("router names as JSON", e);
        }
    }

    private void name(ServerRequest request, ServerResponse response) {
        Details.OfName found = core.lines().details().name(Routes.id(request, "name"));
        var drawn = new Drawn(found.name(), found.line(), 0);
        draw(request, response, drawn);
    }

    /// A line is drawn by the first of its names; one that no router has reported yet has none.
    private void line(ServerRequest request, ServerResponse response) {
        Details.OfLine found = core.lines().details().line(Routes.id(request, "line"));
        Line line = found.line();
        List<Name> names = found.claims().names();
        if (names.isEmpty()) {
            templates.send(
                    request,
                    response,
                    "line_unseen",
                    Map.of("title", line.name(), "label", line.label(), "line", line.id()));
        } else {
            draw(request, response, new Drawn(names.getFirst(), Optional.of(line), line.id()));
        }
    }

    /// A name, who claims it, and the line whose past alone is shown, 0 for all of the name's.
    private record Drawn(Name name, Optional<Line> line, int past) {}

    private void draw(ServerRequest request, ServerResponse response, Drawn drawn) {
        templates.send(
                request,
                response,
                "line",
                Map.of(
                        "title", drawn.name().name(),
                        "label", drawn.line().map(Line::label).orElse(""),
                        "name", drawn.name().id(),
                        "line", drawn.line().map(Line::id).orElse(0),
                        "past", drawn.past()));
    }
}
