package io.lastmile.collector.simulator;

import io.lastmile.collector.routeros.SentenceWriter;
import io.netty.buffer.ByteBuf;
import java.util.Optional;
import java.util.function.Supplier;

/// A command that is answered in one step.
record AnswerJob(Optional<String> tag, Supplier<Answer> work) implements Job {
    @Override
    public Step step(ByteBuf out) {
        new Replies(new SentenceWriter(out), tag).answer(work.get());
        return Step.DONE;
    }
}
