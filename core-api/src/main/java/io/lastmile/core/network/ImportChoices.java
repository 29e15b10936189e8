package io.lastmile.core.network;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.lastmile.core.platform.Fields;
import java.util.Optional;

/// What becomes of whole groups of an import's rows; a row's own choice goes first. Nobody is made
/// a customer of a line by a guess unless `customers` says so.
public record ImportChoices(Choice fresh, Choice differs, boolean plans, boolean customers) {
    static final ImportChoices NOTHING =
            new ImportChoices(Choice.IGNORE, Choice.IGNORE, true, false);

    @JsonCreator
    static ImportChoices stored(
            @JsonProperty("fresh") Optional<String> fresh,
            @JsonProperty("differs") Optional<String> differs,
            @JsonProperty("plans") Optional<Boolean> plans,
            @JsonProperty("customers") Optional<Boolean> customers) {
        return new ImportChoices(
                fresh.map(word -> ImportLine.constant(Choice.class, word)).orElse(Choice.IGNORE),
                differs.map(word -> ImportLine.constant(Choice.class, word)).orElse(Choice.IGNORE),
                plans.orElse(true),
                customers.orElse(false));
    }

    public static ImportChoices read(Fields fields) {
        Choice fresh = fields.choice("fresh", Choice.IGNORE);
        if (fresh == Choice.KEEP) {
            fields.refuse("fresh", "keep", "take or ignore: there is nothing of ours to keep");
        }
        return new ImportChoices(
                fresh,
                fields.choice("differs", Choice.IGNORE),
                fields.flag("plans", true),
                fields.flag("customers", false));
    }

    /// What becomes of a row that nobody decided about on its own.
    Choice of(Verdict verdict) {
        return switch (verdict) {
            case NEW -> fresh;
            case DIFFERS -> differs;
            case MATCHES, ONLY_OURS, UNREADABLE -> Choice.IGNORE;
        };
    }
}
