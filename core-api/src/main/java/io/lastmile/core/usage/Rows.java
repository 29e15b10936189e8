package io.lastmile.core.usage;

import java.nio.IntBuffer;

/// The names in a window, the first first, as of `atNanos`; `matching` is how many its order has.
record Rows(int[] names, int matching, long atNanos) {
    static final Rows NONE = new Rows(new int[0], 0, 0);

    static Rows of(Sorted sorted, Window window) {
        return new Rows(
                sorted.window(window.from(), window.count()),
                sorted.names().length,
                sorted.atNanos());
    }

    /// Equal for the same names in the same order.
    IntBuffer key() {
        return IntBuffer.wrap(names).asReadOnlyBuffer();
    }
}
