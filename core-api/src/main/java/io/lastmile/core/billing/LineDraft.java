package io.lastmile.core.billing;

import io.lastmile.core.ledger.AccountKind;
import io.lastmile.core.platform.Money;
import java.util.Optional;

/// A line that is to be charged. `net` is before tax and after `discount`; `account` is what it
/// earns; `why` is the rule that led to the amount with its inputs, for whoever asks.
public record LineDraft(
        LineKind kind,
        Says says,
        AccountKind account,
        String serviceClass,
        Optional<Covered> covered,
        Money discount,
        Money net,
        Object why) {
    public static final int SAYS_LENGTH_MAX = 200;

    /// What it is for, as it is printed.
    public record Says(String en, String bn, int quantity) {
        public Says {
            boolean tooLong = Math.max(en.length(), bn.length()) > SAYS_LENGTH_MAX;
            if (en.isBlank() || tooLong || quantity < 1) {
                throw new IllegalArgumentException(
                        "line: %d x '%s' (expected: 1 to %d characters)"
                                .formatted(quantity, en, SAYS_LENGTH_MAX));
            }
        }
    }

    public LineDraft {
        if (discount.poisha() < 0) {
            throw new IllegalArgumentException(
                    "discount of a line: " + discount + " (expected: >= 0)");
        }
    }

    /// The same with another reason.
    LineDraft because(Object other) {
        return new LineDraft(kind, says, account, serviceClass, covered, discount, net, other);
    }

    /// The same for another account.
    LineDraft to(AccountKind other) {
        return new LineDraft(kind, says, other, serviceClass, covered, discount, net, why);
    }
}
