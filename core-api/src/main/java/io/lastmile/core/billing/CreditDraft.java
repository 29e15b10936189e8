package io.lastmile.core.billing;

import io.lastmile.core.platform.Money;
import io.lastmile.core.subscriptions.Origin;
import java.util.Map;

/// Credit that somebody is to get: so much before tax for each of these lines, `why` in words.
public record CreditDraft(
        long invoice, CreditReason reason, Origin source, Map<Integer, Money> nets, String why) {
    public static final int WHY_LENGTH_MAX = 500;

    public CreditDraft {
        nets = Map.copyOf(nets);
    }
}
