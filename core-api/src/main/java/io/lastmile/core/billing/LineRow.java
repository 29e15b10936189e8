package io.lastmile.core.billing;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.lastmile.core.platform.Money;
import java.time.LocalDate;
import java.util.Optional;

/// A line on its way into the table, by the names that the statement knows.
record LineRow(
        long invoice,
        int line,
        LineKind kind,
        String says,
        String bn,
        int quantity,
        String account,
        @JsonProperty("class") String serviceClass,
        Optional<Integer> subscription,
        Optional<Integer> plan,
        Optional<Integer> version,
        Optional<LocalDate> start,
        Optional<LocalDate> stop,
        Money discount,
        Money net,
        Money sd,
        Money vat,
        @JsonProperty("sd_code") String sdCode,
        @JsonProperty("vat_code") String vatCode,
        Object why) {
    static LineRow of(long invoice, int line, LineDraft draft, Taxed.Line taxed) {
        Optional<Covered> covered = draft.covered();
        return new LineRow(
                invoice,
                line,
                draft.kind(),
                draft.says().en(),
                draft.says().bn(),
                draft.says().quantity(),
                draft.account().word(),
                draft.serviceClass(),
                covered.map(Covered::subscription),
                covered.map(Covered::plan),
                covered.map(Covered::planVersion),
                covered.map(Covered::start),
                covered.map(Covered::end),
                draft.discount(),
                draft.net(),
                taxed.sd(),
                taxed.vat(),
                taxed.taxes().sd().map(TaxRule::code).orElse(""),
                taxed.taxes().vat().map(TaxRule::code).orElse(""),
                draft.why());
    }
}
