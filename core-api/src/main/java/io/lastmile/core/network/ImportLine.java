package io.lastmile.core.network;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.lastmile.core.platform.Json;
import io.lastmile.core.platform.Row;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A row of an import's report as it is kept and shown, without its password.
public record ImportLine(
        int at,
        Verdict verdict,
        FoundKind kind,
        String name,
        Body body,
        Optional<Choice> choice,
        boolean accepted) {
    /// What the router has (or we, where only we have it), how that differs from ours, and what we
    /// think that it is. `password` says whether the router told one.
    public record Body(
            String profile,
            String rateLimit,
            String service,
            boolean disabled,
            String address,
            String callerId,
            String comment,
            boolean password,
            Optional<String> trouble,
            Optional<Integer> line,
            List<Difference> differences,
            Optional<PlanGuess> plan,
            Optional<CustomerGuess> customer) {
        public Body {
            differences = List.copyOf(differences);
        }

        static Body of(ImportRow row) {
            Found found = row.found();
            return new Body(
                    found.profile(),
                    row.rateLimit(),
                    found.service(),
                    found.disabled(),
                    found.address(),
                    found.callerId(),
                    found.comment(),
                    found.password().isPresent(),
                    found.trouble(),
                    row.line(),
                    row.differences(),
                    row.plan(),
                    row.customer());
        }
    }

    static ImportLine of(Row row) {
        return new ImportLine(
                row.integer("at"),
                constant(Verdict.class, row.text("verdict")),
                constant(FoundKind.class, row.text("kind")),
                row.text("name"),
                body(row.text("body")),
                row.optionalText("choice").map(word -> constant(Choice.class, word)),
                row.flag("accepted"));
    }

    static <E extends Enum<E>> E constant(Class<E> type, String word) {
        return Enum.valueOf(type, word.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    private static Body body(String json) {
        try {
            return Json.MAPPER.readValue(json, Body.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a row of an import does not read", e);
        }
    }
}
