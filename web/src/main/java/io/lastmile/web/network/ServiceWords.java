package io.lastmile.web.network;

import io.lastmile.core.network.Hold;
import io.lastmile.core.network.HoldReason;
import io.lastmile.core.network.Intent;
import io.lastmile.core.network.LineDrift;
import io.lastmile.core.platform.Fields;
import io.lastmile.web.Texts;
import io.lastmile.web.network.ServiceView.Fact;
import io.lastmile.web.network.ServiceView.Held;
import io.lastmile.web.network.ServiceView.Past;
import io.lastmile.web.network.ServiceView.Version;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// What a line should have, in the reader's words.
final class ServiceWords {
    private static final String PLAN_CHANGED = "plan changed, version ";

    private final Texts texts;
    private final Instant now;
    private final DriftWords drift;

    ServiceWords(Texts texts, Instant now) {
        this.texts = texts;
        this.now = now;
        this.drift = new DriftWords(texts, now);
    }

    /// `unmanaged`, `applied`, `pending` or `failed`.
    static String state(Optional<LineDrift> drift) {
        return drift.map(LineDrift::state).orElse("unmanaged");
    }

    String word(String state) {
        return texts.of("service.state." + state);
    }

    static String colour(String state) {
        return switch (state) {
            case "applied" -> "good";
            case "pending" -> "late";
            case "failed" -> "bad";
            default -> "";
        };
    }

    static String icon(String state) {
        return switch (state) {
            case "applied" -> "circle-check";
            case "pending" -> "clock";
            case "failed" -> "circle-x";
            default -> "circle-help";
        };
    }

    /// What is wanted, in one sentence.
    String says(Optional<Intent> intent) {
        if (intent.isEmpty()) {
            return texts.of("service.nothing");
        }
        Intent wanted = intent.get();
        if (!wanted.enabled()) {
            return texts.of("service.says.off");
        }
        return texts.of(
                wanted.walled() ? "service.says.walled" : "service.says.on",
                "speed",
                wanted.rateLimit().isEmpty() ? texts.of("service.as-is") : wanted.rateLimit());
    }

    List<Fact> facts(Optional<Intent> intent, Optional<LineDrift> found) {
        List<Fact> facts = new ArrayList<>();
        intent.ifPresent(wanted -> {
            facts.add(
                    new Fact(
                            texts.of("service.kind"),
                            texts.of("service.kind." + Fields.nameOf(wanted.kind())),
                            false));
            add(facts, "service.profile", wanted.profile());
            add(facts, "service.speed", wanted.rateLimit());
            add(facts, "service.address", wanted.address());
            add(facts, "service.mac", wanted.mac());
        });
        found.ifPresent(line -> {
            line.checked()
                    .ifPresent(time ->
                            facts.add(new Fact(texts.of("service.checked"), moment(time), false)));
            if (line.state().equals("pending") || line.state().equals("failed")) {
                String age = texts.span(Duration.between(line.since(), now));
                facts.add(new Fact(texts.of("drift.column.age"), age, false));
                String tries = texts.format().number(line.attempts());
                facts.add(new Fact(texts.of("drift.column.attempts"), tries, false));
            }
            add(facts, "drift.column.error", line.lastError());
        });
        return facts;
    }

    private void add(List<Fact> facts, String key, String value) {
        if (!value.isEmpty()) {
            facts.add(new Fact(texts.of(key), value, true));
        }
    }

    Held held(Hold hold) {
        String since =
                texts.of("service.since", "who", hold.placedBy(), "time", moment(hold.since()));
        return new Held(hold.reason().name(), reason(hold.reason()), since, hold.note());
    }

    String reason(HoldReason reason) {
        return texts.of("hold." + Fields.nameOf(reason));
    }

    /// Reasons that the line does not have.
    List<String> free(List<Hold> open) {
        List<HoldReason> taken = open.stream().map(Hold::reason).toList();
        return Stream.of(HoldReason.values())
                .filter(reason -> !taken.contains(reason))
                .map(Enum::name)
                .toList();
    }

    Optional<Past> past(Hold hold) {
        return hold.lifted()
                .map(lift ->
                        new Past(
                                reason(hold.reason()),
                                texts.of(
                                        "service.lifted",
                                        "since",
                                        moment(hold.since()),
                                        "time",
                                        moment(lift.time()),
                                        "who",
                                        lift.by(),
                                        "why",
                                        lift.why())));
    }

    Version version(Intent intent) {
        return new Version(
                texts.format().number(intent.number()),
                moment(intent.made()) + " · " + intent.madeBy(),
                why(intent.why()),
                drift.wanted(intent));
    }

    /// What the program noted itself in the reader's words; what a person wrote as it is.
    private String why(String why) {
        for (String what : List.of("held", "released")) {
            if (why.startsWith(what + ": ")) {
                String word = why.substring(what.length() + 2);
                String reason = "hold." + word.toLowerCase(Locale.ROOT).replace('_', '-');
                if (texts.knows(reason)) {
                    return texts.of("service.why." + what, "reason", texts.of(reason));
                }
            }
        }
        if (why.startsWith(PLAN_CHANGED)) {
            String version = texts.format().digits(why.substring(PLAN_CHANGED.length()));
            return texts.of("service.why.plan", "version", version);
        }
        String key = "service.why." + why.replaceAll("[^a-z]+", "-");
        return texts.knows(key) ? texts.of(key) : why;
    }

    String moment(Instant time) {
        return texts.format().moment(time, now);
    }
}
