package io.lastmile.core.subscriptions;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Something that happens to a subscription in a random history; `size` chooses how.
record Step(Kind kind, int size) {
    private static final int STEPS = 24;

    enum Kind {
        WAIT,
        BUY,
        CHANGE,
        PAUSE,
        RESUME,
        REFUND,
        END,
        CANCEL,
        REPEAT
    }

    static List<Step> history(Random random) {
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < STEPS; i++) {
            int of = random.nextInt(21);
            Kind kind =
                    of < 6
                            ? Kind.WAIT
                            : of < 11
                                    ? Kind.BUY
                                    : of < 14
                                            ? Kind.CHANGE
                                            : of < 16
                                                    ? Kind.PAUSE
                                                    : of < 17
                                                            ? Kind.RESUME
                                                            : of < 18
                                                                    ? Kind.REFUND
                                                                    : of < 19
                                                                            ? Kind.CANCEL
                                                                            : Kind.REPEAT;
            steps.add(new Step(kind, random.nextInt(1_000)));
        }
        if (random.nextInt(3) == 0) {
            steps.add(random.nextInt(STEPS / 2, STEPS), new Step(Kind.END, random.nextInt(40)));
        }
        return steps;
    }
}
