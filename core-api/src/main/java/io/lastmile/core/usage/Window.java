package io.lastmile.core.usage;

import io.lastmile.core.platform.Fields;

/// The part of an order that a viewer sees.
record Window(Order order, int from, int count) {
    /// No table shows more rows at a time.
    static final int COUNT_MAX = 60;

    private static final int COUNT = 40;
    private static final int FROM_MAX = 10_000_000;

    static Window read(Fields fields) {
        Window window =
                new Window(
                        Order.read(fields),
                        (int) fields.number("from", 0, FROM_MAX, 0),
                        (int) fields.number("count", 1, COUNT_MAX, COUNT));
        fields.done();
        return window;
    }
}
