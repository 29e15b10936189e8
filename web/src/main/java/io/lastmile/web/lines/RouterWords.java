package io.lastmile.web.lines;

import io.lastmile.core.lines.Router;
import io.lastmile.core.lines.RouterHealth;
import io.lastmile.core.lines.Sessions;
import io.lastmile.web.BdFormat;
import io.lastmile.web.Texts;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// How a router fares, in the reader's words.
final class RouterWords {
    private static final String NONE = "–";

    private final Texts texts;
    private final BdFormat format;
    private final Instant now;

    RouterWords(Texts texts, Instant now) {
        this.texts = texts;
        this.format = texts.format();
        this.now = now;
    }

    RouterRow row(Router router) {
        String mood = mood(router);
        Optional<RouterHealth> health = router.health().filter(_ -> !mood.equals("paused"));
        boolean measured = mood.equals("ok") || mood.equals("late");
        return new RouterRow(
                router.id(),
                router.name(),
                router.host() + ":" + router.port(),
                router.area(),
                mood,
                state(router, mood),
                health.map(h -> millis(h.intervalMillis())).orElse(NONE),
                health.map(this::pace).orElse(""),
                health.filter(_ -> measured).map(h -> millis(h.answerMillis())).orElse(NONE),
                health.filter(_ -> measured).map(h -> format.number(h.sessions())).orElse(NONE));
    }

    /// `ok`, `late`, `bad`, `paused` or `new`.
    private static String mood(Router router) {
        if (router.paused().isPresent()) {
            return "paused";
        }
        String state = router.health().map(RouterHealth::state).orElse("starting");
        return switch (state) {
            case "starting" -> "new";
            case "answering" ->
                    router.health().filter(RouterWords::stretched).isPresent() ? "late" : "ok";
            default -> "bad";
        };
    }

    private static boolean stretched(RouterHealth health) {
        return !health.intervalReason().isEmpty() && !health.intervalReason().equals("configured");
    }

    private String state(Router router, String mood) {
        String precise = "router.state." + router.health().map(RouterHealth::state).orElse("");
        return mood.equals("bad") && texts.knows(precise)
                ? texts.of(precise)
                : texts.of("router.state." + mood);
    }

    /// Why the interval is longer than wanted; empty where it is not.
    private String pace(RouterHealth health) {
        String key = "pace." + health.intervalReason();
        return stretched(health) && texts.knows(key) ? texts.of(key) : "";
    }

    RouterView view(Router router, List<Sessions.Reset> resets, String range) {
        return new RouterView(
                row(router),
                router.version(),
                router.paused().isPresent(),
                trouble(router),
                facts(router),
                resets.stream().map(this::reset).toList(),
                range);
    }

    /// One sentence for whoever must act.
    private String trouble(Router router) {
        if (router.paused().isPresent()) {
            Router.Pause pause = router.paused().get();
            String since = moment(pause.since());
            return texts.of(
                    "router.paused-says", "who", pause.by(), "time", since, "note", pause.note());
        }
        return router.health()
                .map(health -> mood(router).equals("bad") ? silence(health) : slowness(health))
                .orElse("");
    }

    private String silence(RouterHealth health) {
        String error = health.lastError().orElse(texts.of("unknown"));
        return texts.of("router.trouble", "time", moment(health.since()), "error", error);
    }

    private String slowness(RouterHealth health) {
        String why = pace(health);
        String interval = millis(health.intervalMillis());
        return why.isEmpty() ? "" : texts.of("router.stretched", "now", interval, "why", why);
    }

    private List<RouterView.Fact> facts(Router router) {
        var facts = new ArrayList<RouterView.Fact>();
        fact(facts, "router.address", router.host() + ":" + router.port());
        facts.add(new RouterView.Fact(texts.of("router.tls"), texts.of(tls(router)), false));
        router.health().ifPresent(health -> measured(facts, health));
        String changed =
                texts.of(
                        "router.changed-by",
                        "time",
                        moment(router.changed()),
                        "who",
                        router.changedBy());
        facts.add(new RouterView.Fact(texts.of("router.changed"), changed, false));
        return facts;
    }

    private void measured(List<RouterView.Fact> facts, RouterHealth health) {
        health.identity().ifPresent(value -> fact(facts, "router.identity", value));
        health.version().ifPresent(value -> fact(facts, "router.version", value));
        health.board().ifPresent(value -> fact(facts, "router.board", value));
        say(facts, "router.interval", millis(health.intervalMillis()));
        say(facts, "router.answer", millis(health.answerMillis()));
        say(facts, "router.sessions", format.number(health.sessions()));
        health.cpuPercent().ifPresent(cpu -> say(facts, "router.cpu", format.number(cpu) + "%"));
        health.clockSkewMillis().ifPresent(skew -> say(facts, "router.skew", millis(skew)));
        health.lastAnswer().ifPresent(time -> say(facts, "router.last", moment(time)));
    }

    private void say(List<RouterView.Fact> facts, String key, String value) {
        facts.add(new RouterView.Fact(texts.of(key), value, false));
    }

    private void fact(List<RouterView.Fact> facts, String key, String value) {
        facts.add(new RouterView.Fact(texts.of(key), value, true));
    }

    private static String tls(Router router) {
        if (!router.tls()) {
            return "router.tls-off";
        }
        return router.fingerprint().isPresent() ? "router.tls-pinned" : "router.tls-open";
    }

    private RouterView.Reset reset(Sessions.Reset reset) {
        String key = "reason." + reset.reason();
        return new RouterView.Reset(
                moment(reset.time()),
                texts.knows(key) ? texts.of(key) : reset.reason(),
                format.number(reset.sessions()),
                String.join(", ", reset.names()));
    }

    private String moment(Instant time) {
        return format.moment(time, now);
    }

    /// 42 ms, 2.1 s, 5 min; a sign stays in front.
    private String millis(long millis) {
        Duration size = Duration.ofMillis(Math.abs(millis));
        if (size.toMillis() < 1000) {
            return format.number(millis) + " ms";
        }
        if (size.toSeconds() < 120) {
            return texts.of("span.s", "n", format.number(BigDecimal.valueOf(millis, 3), 1));
        }
        return size.toHours() < 2
                ? texts.of("span.m", "n", format.number(millis / 60_000))
                : texts.of("span.h", "n", format.number(millis / 3_600_000));
    }
}
