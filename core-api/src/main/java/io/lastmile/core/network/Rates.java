package io.lastmile.core.network;

import io.lastmile.core.plans.Pair;

/// Pairs as simple queues write them: target upload first, in bit/s or seconds.
final class Rates {
    private Rates() {}

    static String text(Pair pair) {
        return pair.up() + "/" + pair.down();
    }

    static String seconds(Pair pair) {
        return pair.up() + "s/" + pair.down() + "s";
    }
}
