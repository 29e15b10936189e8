package io.lastmile.core.billing;

import io.lastmile.core.ledger.Account;
import io.lastmile.core.ledger.AccountKind;
import io.lastmile.core.ledger.Entry;
import io.lastmile.core.ledger.Posting;
import io.lastmile.core.ledger.Source;
import io.lastmile.core.platform.Money;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/// An invoice drawn up: what is kept, printed and posted of it.
record Drawn(
        long id,
        String number,
        Bill bill,
        Taxed taxed,
        LocalDate taxDay,
        Printed.Buyer buyer,
        Printing printing) {
    /// What is the same for all that are issued together.
    record Printing(BillingSetting setting, LocalDate day, Instant at) {
        LocalDate due() {
            return day.plusDays(setting.termsDays());
        }
    }

    Invoices.NewInvoice row() {
        return new Invoices.NewInvoice(
                id,
                bill.customer(),
                bill.kind(),
                number,
                printing.day(),
                printing.due(),
                taxDay,
                amounts().net(),
                amounts().sd(),
                amounts().vat(),
                new Printed(
                        printing.setting().seller(),
                        buyer,
                        taxed.sums().stream().map(Printed.TaxSum::of).toList(),
                        printing.at()),
                bill.run());
    }

    Amounts amounts() {
        return taxed.lines().stream()
                .map(line -> new Amounts(line.net(), line.sd(), line.vat()))
                .reduce(Amounts.ZERO, Amounts::plus);
    }

    List<LineRow> lines() {
        return IntStream.range(0, bill.lines().size())
                .mapToObj(i -> LineRow.of(id, i + 1, bill.lines().get(i), taxed.lines().get(i)))
                .toList();
    }

    Issued issued() {
        return new Issued(
                id,
                bill.customer(),
                number,
                printing.day(),
                printing.due(),
                taxed,
                amounts().total(),
                0);
    }

    /// Lines whose days begin in a later month than the document: earned then.
    List<Deferrals.NewDeferral> ahead() {
        List<Deferrals.NewDeferral> ahead = new ArrayList<>();
        for (int i = 0; i < bill.lines().size(); i++) {
            LineDraft line = bill.lines().get(i);
            if (ahead(line)) {
                ahead.add(
                        new Deferrals.NewDeferral(
                                id,
                                i + 1,
                                bill.customer(),
                                line.covered().orElseThrow().start(),
                                line.net()));
            }
        }
        return ahead;
    }

    private boolean ahead(LineDraft line) {
        return line.net().isPositive()
                && line.covered()
                        .filter(days ->
                                YearMonth.from(days.start())
                                        .isAfter(YearMonth.from(printing.day())))
                        .isPresent();
    }

    /// Receivable against what is earned, what will be and the taxes. Revenue is what is charged
    /// after discount. Nothing is posted where nothing is charged.
    Optional<Posting> posting() {
        Map<AccountKind, Money> credits = new EnumMap<>(AccountKind.class);
        for (LineDraft line : bill.lines()) {
            AccountKind earned = ahead(line) ? AccountKind.DEFERRED_REVENUE : line.account();
            credits.merge(earned, line.net(), Money::plus);
        }
        credits.merge(AccountKind.SD_PAYABLE, amounts().sd(), Money::plus);
        credits.merge(AccountKind.VAT_PAYABLE, amounts().vat(), Money::plus);
        List<Entry> entries = new ArrayList<>();
        if (!amounts().total().isZero()) {
            entries.add(
                    new Entry(
                            Account.of(AccountKind.RECEIVABLE),
                            bill.customer(),
                            amounts().total()));
        }
        credits.forEach((account, amount) -> {
            if (!amount.isZero()) {
                entries.add(new Entry(Account.of(account), 0, amount.negated()));
            }
        });
        return entries.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Posting(
                                new Source("invoice", id, "issued"),
                                printing.day(),
                                "Invoice " + number,
                                entries));
    }
}
