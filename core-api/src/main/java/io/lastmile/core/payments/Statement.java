package io.lastmile.core.payments;

import io.lastmile.core.platform.Fault;
import java.time.Instant;
import java.util.List;

/// A file as it was taken: `lines` of it have money that came in, `added` of those were new.
/// `faults` name each line that nobody could read; nothing of the others is lost.
public record Statement(
        long id,
        BankAccount bank,
        String fileName,
        int lines,
        int added,
        List<Fault> faults,
        Instant made,
        String by) {
    public Statement {
        faults = List.copyOf(faults);
    }
}
