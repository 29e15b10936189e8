package io.lastmile.core.payments;

import io.lastmile.core.platform.Fault;
import java.time.LocalDate;

/// Money that a line of a bank statement may be although it came by a paper of its own. `says` is
/// how that is called, `name` who brought it; `booked` that the books have it.
public record Twin(Kind kind, long id, String says, String name, LocalDate day, boolean booked) {
    public enum Kind {
        CHEQUE,
        HAND_OVER
    }

    /// Said to whoever takes the line for another payment.
    Fault fault() {
        return new Fault(
                "sure",
                "%s %d of the same amount"
                        .formatted(kind == Kind.CHEQUE ? "cheque" : "hand-over", id),
                "true, if it is another payment");
    }
}
