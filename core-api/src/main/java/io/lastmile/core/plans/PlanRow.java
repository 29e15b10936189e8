package io.lastmile.core.plans;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.helidon.dbclient.DbStatement;
import io.lastmile.core.platform.Fields;
import io.lastmile.core.platform.Json;
import io.lastmile.core.platform.Money;
import io.lastmile.core.platform.Row;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;

/// Versions of plans as rows and back.
final class PlanRow {
    private PlanRow() {}

    static PlanVersion version(Row row) {
        return new PlanVersion(
                row.integer("number"),
                row.time("effective"),
                row.time("made"),
                row.text("made_by"),
                row.text("why"),
                row.flag("replaces"),
                row.optionalInteger("replaced_by"),
                terms(row));
    }

    private static Terms terms(Row row) {
        return new Terms(
                row.text("name"),
                row.text("name_bn"),
                row.text("says"),
                row.text("says_bn"),
                RateLimit.stored(row.text("rate_limit")),
                row.text("profile"),
                new Money(row.number("price_poisha")),
                ValidityKind.valueOf(
                        row.text("validity").toUpperCase(Locale.ROOT).replace('-', '_')),
                row.integer("validity_count"),
                row.text("tax_class"),
                row.flag("unlimited"),
                allowance(row.text("allowance")),
                row.integer("contention"),
                row.flag("published"),
                approval(row));
    }

    static Optional<Approval> approval(Row row) {
        return row.optionalText("memo_no")
                .map(memo ->
                        new Approval(
                                memo,
                                LocalDate.parse(row.text("memo_date")),
                                new Money(row.number("ceiling_poisha"))));
    }

    private static Allowance allowance(String json) {
        try {
            return Json.MAPPER.readValue(json, Allowance.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("allowance: " + json + " (expected: one)", e);
        }
    }

    static <S extends DbStatement<S>> S write(S statement, Terms terms) {
        String allowance = Json.MAPPER.valueToTree(terms.allowance()).toString();
        return statement
                .addParam("name", terms.name())
                .addParam("name_bn", terms.nameBn())
                .addParam("says", terms.says())
                .addParam("says_bn", terms.saysBn())
                .addParam("rate_limit", terms.rateLimit().text())
                .addParam("up_bps", terms.rate().up())
                .addParam("down_bps", terms.rate().down())
                .addParam("profile", terms.profile())
                .addParam("price_poisha", terms.price().poisha())
                .addParam("validity", Fields.nameOf(terms.validity()))
                .addParam("validity_count", terms.validityCount())
                .addParam("tax_class", terms.taxClass())
                .addParam("unlimited", terms.unlimited())
                .addParam("allowance", allowance)
                .addParam("contention", terms.contention())
                .addParam("published", terms.published())
                .addParam("memo_no", terms.approval().map(Approval::memoNo).orElse(""))
                .addParam(
                        "memo_date", terms.approval().map(a -> a.memoDate().toString()).orElse(""))
                .addParam(
                        "ceiling_poisha",
                        terms.approval().map(a -> a.ceiling().poisha()).orElse(0L));
    }
}
