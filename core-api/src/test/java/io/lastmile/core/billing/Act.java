package io.lastmile.core.billing;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Something that happens to a customer's money in a random history; `size` chooses how.
record Act(Kind kind, int size) {
    enum Kind {
        WAIT,
        BILL,
        PAY,
        CHOOSE,
        BUY,
        RENEW,
        CHANGE,
        CREDIT,
        UNDO,
        VOID,
        REPEAT
    }

    static List<Act> history(Random random, int length) {
        List<Act> acts = new ArrayList<>();
        for (int i = 0; i < length; i++) {
            Kind kind = Kind.values()[random.nextInt(Kind.values().length)];
            acts.add(new Act(kind, random.nextInt(10_000)));
        }
        return acts;
    }
}
