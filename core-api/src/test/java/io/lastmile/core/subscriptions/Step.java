package io.lastmile.core.subscriptions;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

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
        ANNUL,
        BACK,
        END,
        CANCEL,
        REPEAT
    }

    private static final List<Kind> OFTEN =
            Stream.of(
                            Collections.nCopies(6, Kind.WAIT),
                            Collections.nCopies(5, Kind.BUY),
                            Collections.nCopies(3, Kind.CHANGE),
                            Collections.nCopies(2, Kind.BACK),
                            Collections.nCopies(2, Kind.PAUSE),
                            Collections.nCopies(2, Kind.REPEAT),
                            List.of(Kind.RESUME, Kind.REFUND, Kind.ANNUL, Kind.CANCEL))
                    .flatMap(List::stream)
                    .toList();

    static List<Step> history(Random random) {
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < STEPS; i++) {
            Kind kind = OFTEN.get(random.nextInt(OFTEN.size()));
            steps.add(new Step(kind, random.nextInt(1_000)));
        }
        if (random.nextInt(3) == 0) {
            steps.add(random.nextInt(STEPS / 2, STEPS), new Step(Kind.END, random.nextInt(40)));
        }
        return steps;
    }
}
