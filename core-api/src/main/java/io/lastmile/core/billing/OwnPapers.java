package io.lastmile.core.billing;

import io.lastmile.core.ledger.CustomerBalance;
import io.lastmile.core.platform.Fields;
import io.lastmile.core.platform.Money;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/// What customers read of their own papers: what stands on them, and nothing of who wrote them or
/// why. Logins, tills and reasons are the ISP's own.
final class OwnPapers {
    /// `state` is `open`, `paid` or `void`.
    record Bill(
            long id,
            InvoiceKind kind,
            String number,
            Optional<LocalDate> issued,
            Optional<LocalDate> due,
            Amounts amounts,
            Money open,
            String state) {
        static Bill of(InvoiceHead head) {
            String standing = head.open().isPositive() ? "open" : "paid";
            return new Bill(
                    head.id(),
                    head.kind(),
                    head.number().orElse(""),
                    head.issued(),
                    head.due(),
                    head.amounts(),
                    head.open(),
                    head.voided().isPresent() ? "void" : standing);
        }
    }

    record Line(
            int line,
            LineDraft.Says says,
            Optional<Covered> covered,
            Money discount,
            Amounts amounts) {
        static Line of(InvoiceLine line) {
            return new Line(
                    line.line(), line.says(), line.covered(), line.discount(), line.amounts());
        }
    }

    record LongBill(Bill bill, List<Line> lines) {
        LongBill {
            lines = List.copyOf(lines);
        }
    }

    /// Money that was put on an invoice; `undone` is the day on which it was taken off.
    record Part(
            long id,
            long invoice,
            Optional<Long> receipt,
            Money amount,
            LocalDate day,
            Optional<LocalDate> undone) {
        static Part of(Allocation part) {
            return new Part(
                    part.id(),
                    part.invoice(),
                    part.receipt(),
                    part.amount(),
                    part.day(),
                    part.undone());
        }
    }

    /// Money that came in. `way` is `cash`, `cheque`, `bank` or what else brought it, `state` is
    /// `received` or `undone`.
    record Slip(long id, String number, LocalDate day, Money amount, String way, String state) {
        static Slip of(Receipt receipt) {
            return new Slip(
                    receipt.id(),
                    receipt.number(),
                    receipt.day(),
                    receipt.amount(),
                    receipt.source().type().split("-", 2)[0],
                    receipt.undone().isPresent() ? "undone" : "received");
        }
    }

    record LongSlip(Slip receipt, List<Part> paid) {
        LongSlip {
            paid = List.copyOf(paid);
        }
    }

    record Note(
            long id,
            long invoice,
            String number,
            String reason,
            LocalDate day,
            Amounts amounts,
            Money toDue,
            Money toCredit,
            Instant made,
            List<CreditNote.Line> lines) {
        Note {
            lines = List.copyOf(lines);
        }

        static Note of(CreditNote note) {
            return new Note(
                    note.id(),
                    note.invoice(),
                    note.number(),
                    Fields.nameOf(note.reason()),
                    note.day(),
                    note.amounts(),
                    note.toDue(),
                    note.toCredit(),
                    note.made(),
                    note.lines());
        }
    }

    /// An invoice, what was put on it and what was credited of it.
    record Whole(LongBill invoice, List<Part> paid, List<Note> notes) {
        Whole {
            paid = List.copyOf(paid);
            notes = List.copyOf(notes);
        }
    }

    /// Three numbers, and what is open in the order in which money is put on it.
    record Account(Dues.Standing standing, CustomerBalance balance, List<Bill> open) {
        Account {
            open = List.copyOf(open);
        }
    }

    private OwnPapers() {}
}
