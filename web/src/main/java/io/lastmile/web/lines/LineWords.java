package io.lastmile.web.lines;

import io.lastmile.core.network.LineOutline;
import io.lastmile.web.Texts;
import java.util.Locale;

/// Lines in the reader's words.
final class LineWords {
    private final Texts texts;

    LineWords(Texts texts) {
        this.texts = texts;
    }

    LineRow row(LineForms.Row found) {
        LineOutline seen = found.outline();
        String mood = !seen.reported() ? "unseen" : seen.online() ? "online" : "offline";
        boolean bangla = texts.bangla() && !seen.customerNameBn().isEmpty();
        return new LineRow(
                found.line().id(),
                found.line().name(),
                found.line().label(),
                found.line().customer().orElse(0),
                bangla ? seen.customerNameBn() : seen.customerName(),
                found.plan(),
                found.line().router().isEmpty() ? texts.of("line.any-router") : seen.router(),
                found.line().area(),
                mood,
                texts.of("line.state." + mood),
                seen.holds().stream()
                        .map(reason ->
                                texts.of("line.hold." + reason.name().toLowerCase(Locale.ROOT)))
                        .toList());
    }
}
