package io.lastmile.core.plans;

import io.lastmile.core.platform.Fault;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// All that the regulator wrote about a tariff, in the order in which it was noted; a memo that was
/// noted again counts as it was noted last. Of those whose date has come the newest one's ceiling
/// holds, whichever stands in a form. What was approved once stays an approved tariff.
record Memos(List<Approval> all) {
    Memos {
        all = List.copyOf(all);
    }

    /// The newest of that day; of two of one date the one noted last.
    Optional<Approval> on(LocalDate day) {
        return all.stream()
                .filter(memo -> !memo.memoDate().isAfter(day))
                .max(Comparator.comparing(Approval::memoDate).thenComparingInt(all::indexOf));
    }

    private Memos with(Approval noted) {
        List<Approval> memos = new ArrayList<>(all);
        memos.removeIf(memo -> memo.memoNo().equalsIgnoreCase(noted.memoNo()));
        memos.add(noted);
        return new Memos(memos);
    }

    /// What speaks against a draft: its own memo or price, and what is planned and would come with
    /// a price above the ceiling of its day.
    List<Fault> faults(Plan plan, PlanDraft draft, ZoneId zone) {
        Optional<Approval> noted = draft.terms().approval();
        if (noted.isEmpty()) {
            return all.isEmpty() ? List.of() : List.of(dropped(all.getLast()));
        }
        Memos memos = with(noted.get());
        List<Fault> faults = new ArrayList<>();
        memos.on(day(draft.effective(), zone))
                .ifPresent(newest -> check(draft.terms(), noted.get(), newest, faults));
        List<PlanVersion> replaced = plan.replacedBy(draft);
        for (PlanVersion version : plan.planned()) {
            LocalDate day = day(version.effective(), zone);
            Optional<Approval> newest =
                    memos.on(day)
                            .filter(memo -> version.terms().price().compareTo(memo.ceiling()) > 0);
            if (!replaced.contains(version) && newest.isPresent()) {
                faults.add(above(version, day, newest.get()));
            }
        }
        return faults;
    }

    private static void check(Terms terms, Approval noted, Approval newest, List<Fault> faults) {
        if (newest.memoDate().isAfter(noted.memoDate())) {
            String expected =
                    "%s or later: memo %s of that day holds"
                            .formatted(newest.memoDate(), newest.memoNo());
            faults.add(new Fault("approval.memoDate", "" + noted.memoDate(), expected));
        }
        if (terms.price().compareTo(newest.ceiling()) > 0) {
            String expected =
                    "at most %s, the ceiling of memo %s of %s"
                            .formatted(newest.ceiling(), newest.memoNo(), newest.memoDate());
            faults.add(new Fault("price", "" + terms.price(), expected));
        }
    }

    private static Fault dropped(Approval last) {
        String expected = "an approval: this tariff has one, memo " + last.memoNo();
        return new Fault("approval.memoNo", "nothing", expected);
    }

    private static Fault above(PlanVersion version, LocalDate day, Approval newest) {
        String expected =
                "at least %s, which version %d costs from %s on, or a decision that replaces it"
                        .formatted(version.terms().price(), version.number(), day);
        return new Fault("approval.ceiling", "" + newest.ceiling(), expected);
    }

    private static LocalDate day(Instant time, ZoneId zone) {
        return time.atZone(zone).toLocalDate();
    }
}
