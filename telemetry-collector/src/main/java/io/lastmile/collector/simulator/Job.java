package io.lastmile.collector.simulator;

import io.netty.buffer.ByteBuf;
import java.util.Optional;

/// A command at work. Stepped on its connection's event loop.
interface Job {
    enum Step {
        /// Has more to say as soon as the socket takes it.
        MORE,
        /// Waits for something to happen.
        LISTENING,
        DONE,
        /// What is written goes out, then the connection ends.
        HANG_UP
    }

    Optional<String> tag();

    /// What goes on under the same tag once this is done.
    default Optional<Job> next() {
        return Optional.empty();
    }

    /// Writes the next part of the answer.
    Step step(ByteBuf out);
}
