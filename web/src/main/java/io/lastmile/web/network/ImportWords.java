package io.lastmile.web.network;

import io.lastmile.core.network.Difference;
import io.lastmile.core.network.ImportChoices;
import io.lastmile.core.network.ImportLine;
import io.lastmile.core.network.ImportPreview;
import io.lastmile.core.network.ImportReport;
import io.lastmile.core.network.ImportResult;
import io.lastmile.core.network.PlanGuess;
import io.lastmile.core.network.Verdict;
import io.lastmile.core.platform.Fields;
import io.lastmile.web.Texts;
import io.lastmile.web.network.ImportView.Count;
import io.lastmile.web.network.ImportView.Differing;
import io.lastmile.web.network.ImportView.Fact;
import io.lastmile.web.network.ImportView.Groups;
import io.lastmile.web.network.ImportView.Line;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// An import in the reader's words.
final class ImportWords {
    private final Texts texts;

    ImportWords(Texts texts) {
        this.texts = texts;
    }

    List<Count> counts(ImportReport report, Optional<Verdict> shown) {
        return Stream.of(Verdict.values())
                .map(verdict ->
                        new Count(
                                Fields.nameOf(verdict),
                                texts.of("import.verdict." + Fields.nameOf(verdict)),
                                texts.format().number(report.count(verdict)),
                                shown.filter(verdict::equals).isPresent()))
                .toList();
    }

    /// Tables that the router did not show.
    List<String> absent(ImportReport report) {
        return report.absent().entrySet().stream()
                .sorted(java.util.Map.Entry.comparingByKey())
                .map(entry ->
                        texts.of("import.absent", "table", entry.getKey(), "why", entry.getValue()))
                .toList();
    }

    Groups groups(ImportChoices choices) {
        return new Groups(
                Fields.nameOf(choices.fresh()),
                Fields.nameOf(choices.differs()),
                choices.plans(),
                choices.customers());
    }

    Line line(ImportLine row) {
        ImportLine.Body body = row.body();
        boolean choosable = row.verdict() == Verdict.NEW || row.verdict() == Verdict.DIFFERS;
        return new Line(
                row.at(),
                row.name(),
                texts.of("import.kind." + Fields.nameOf(row.kind())),
                texts.of("import.verdict." + Fields.nameOf(row.verdict())),
                colour(row.verdict()),
                icon(row.verdict()),
                has(body),
                body.comment(),
                body.trouble().orElse(""),
                body.differences().stream().map(this::differing).toList(),
                body.plan().map(this::plan).orElse(""),
                body.customer()
                        .map(guess ->
                                guess.name()
                                        + " · "
                                        + texts.of("import.by." + Fields.nameOf(guess.by())))
                        .orElse(""),
                body.customer().isPresent(),
                choosable,
                row.verdict() == Verdict.NEW,
                row.choice().map(Fields::nameOf).orElse(""),
                row.accepted());
    }

    private String plan(PlanGuess guess) {
        return guess.name() + " · " + texts.of("import.by." + Fields.nameOf(guess.by()));
    }

    /// What the router has, short.
    private String has(ImportLine.Body body) {
        List<String> parts = new ArrayList<>();
        Stream.of(body.profile(), body.rateLimit(), body.address(), body.callerId())
                .filter(text -> !text.isEmpty())
                .forEach(parts::add);
        if (body.disabled()) {
            parts.add(texts.of("import.disabled"));
        }
        return String.join(" · ", parts);
    }

    private Differing differing(Difference difference) {
        String field = texts.of("import.field." + difference.field());
        return switch (difference.field()) {
            case "managed", "enabled" ->
                    new Differing(field, yes(difference.ours()), yes(difference.router()));
            case "password" ->
                    new Differing(field, texts.of("import.hidden"), texts.of("import.another"));
            default -> new Differing(field, difference.ours(), difference.router());
        };
    }

    private String yes(String flag) {
        return texts.of(flag.equals("true") ? "yes" : "no");
    }

    private static String colour(Verdict verdict) {
        return switch (verdict) {
            case NEW, ONLY_OURS -> "";
            case MATCHES -> "good";
            case DIFFERS -> "late";
            case UNREADABLE -> "bad";
        };
    }

    private static String icon(Verdict verdict) {
        return switch (verdict) {
            case NEW -> "plus";
            case ONLY_OURS -> "circle-minus";
            case MATCHES -> "circle-check";
            case DIFFERS -> "triangle-alert";
            case UNREADABLE -> "circle-x";
        };
    }

    List<Fact> result(ImportResult result) {
        return List.of(
                fact("added", result.added()),
                fact("taken", result.taken()),
                fact("kept", result.kept()),
                fact("ignored", result.ignored()),
                fact("customers", result.customers()),
                fact("plans", result.plans()),
                fact("passwords", result.passwords()),
                fact("blocked", result.blocked()),
                fact("without-plan", result.withoutPlan()));
    }

    List<Fact> preview(ImportPreview preview) {
        return List.of(
                fact("added", preview.added()),
                fact("taken", preview.taken()),
                fact("kept", preview.kept()),
                fact("ignored", preview.ignored()),
                fact("customers", preview.customers()));
    }

    private Fact fact(String name, int rows) {
        return new Fact(texts.of("import.result." + name), texts.format().number(rows));
    }
}
