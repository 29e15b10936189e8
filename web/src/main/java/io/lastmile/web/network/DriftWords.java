package io.lastmile.web.network;

import io.lastmile.core.network.Intent;
import io.lastmile.core.network.LineDrift;
import io.lastmile.core.network.RouterDrift;
import io.lastmile.core.network.WalledGarden;
import io.lastmile.web.Texts;
import io.lastmile.web.network.DriftView.Line;
import io.lastmile.web.network.DriftView.Router;
import io.lastmile.web.network.DriftView.Tile;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Wanted against actual in the reader's words.
final class DriftWords {
    private static final String NONE = "–";

    private final Texts texts;
    private final Instant now;

    DriftWords(Texts texts, Instant now) {
        this.texts = texts;
        this.now = now;
    }

    List<Tile> tiles(List<RouterDrift> routers) {
        List<RouterDrift> managed = routers.stream().filter(RouterDrift::managed).toList();
        int open = managed.stream().mapToInt(DriftWords::open).sum();
        int failed = managed.stream().mapToInt(RouterDrift::failed).sum();
        int kicks = managed.stream().mapToInt(RouterDrift::kicks).sum();
        String oldest =
                managed.stream()
                        .flatMap(router -> router.oldest().stream())
                        .min(Comparator.naturalOrder())
                        .map(this::age)
                        .orElse(NONE);
        return List.of(
                tile("open", number(open), open == 0 ? "good" : "late"),
                tile("failed", number(failed), failed == 0 ? "good" : "bad"),
                tile("kicks", number(kicks), ""),
                tile("oldest", oldest, ""),
                tile("lines", number(managed.stream().mapToInt(RouterDrift::lines).sum()), ""));
    }

    private static int open(RouterDrift router) {
        return router.lines() - router.inStep();
    }

    private Tile tile(String name, String figure, String colour) {
        return new Tile(name, texts.of("drift.tile." + name), figure, colour);
    }

    Router router(RouterDrift router) {
        String state = router.managed() ? router.state() : "unmanaged";
        String trouble =
                Stream.of(router.lastError(), router.conflicts())
                        .filter(text -> !text.isEmpty())
                        .collect(Collectors.joining("; "));
        return new Router(
                router.router(),
                router.name(),
                texts.of("drift.state." + state),
                colour(state),
                icon(state),
                number(router.lines()),
                router.managed() ? number(open(router)) : NONE,
                router.managed() ? router.oldest().map(this::age).orElse(NONE) : NONE,
                trouble);
    }

    private static String colour(String state) {
        return switch (state) {
            case "reachable" -> "good";
            case "unreachable", "refused" -> "bad";
            default -> "";
        };
    }

    private static String icon(String state) {
        return switch (state) {
            case "reachable" -> "circle-check";
            case "unreachable", "refused" -> "circle-x";
            default -> "circle-help";
        };
    }

    Line line(LineDrift drift) {
        Intent wanted = drift.wanted();
        return new Line(
                wanted.line(),
                wanted.name(),
                drift.routerName(),
                wanted(wanted),
                actual(drift),
                age(drift.since()),
                number(drift.attempts()),
                drift.lastError(),
                drift.state().equals("failed"));
    }

    String wanted(Intent wanted) {
        if (!wanted.enabled()) {
            return texts.of("service.off");
        }
        String profile = wanted.walled() ? WalledGarden.PROFILE : wanted.profile();
        String parts =
                Stream.of(profile, wanted.rateLimit(), wanted.address())
                        .filter(text -> !text.isEmpty())
                        .collect(Collectors.joining(" · "));
        return parts.isEmpty() ? texts.of("service.as-is") : parts;
    }

    /// A password never gets here.
    private String actual(LineDrift drift) {
        String fields =
                drift.actual().entrySet().stream()
                        .filter(entry -> !entry.getKey().equals("password"))
                        .sorted(Map.Entry.comparingByKey())
                        .map(entry -> entry.getKey() + "=" + entry.getValue())
                        .collect(Collectors.joining(" · "));
        if (!fields.isEmpty()) {
            return fields;
        }
        return drift.kicks() ? texts.of("drift.kicks") : texts.of("drift.not-compared");
    }

    private String age(Instant since) {
        return texts.span(Duration.between(since, now));
    }

    private String number(int number) {
        return texts.format().number(number);
    }
}
