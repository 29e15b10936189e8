package io.lastmile.core.notifications;

/// Takes a message out of the house. It throws nothing for what the other side does, takes less
/// than `Queue.LEASE`, and its answers hold nothing of the text.
@FunctionalInterface
interface Carrier {
    Outcome carry(Parcel parcel);

    /// How it went.
    sealed interface Outcome {
        /// The other side has it.
        record Sent(String answer) implements Outcome {}

        /// The other side will never take this one.
        record Refused(String why, String answer) implements Outcome {}

        /// Another time. `broken`: the other side is not there or not well, whatever the message.
        record Failed(String why, String answer, boolean broken) implements Outcome {}

        /// The other side may have it: the request went out, and nothing says how it ended.
        record Uncertain(String why, String answer) implements Outcome {}
    }
}
