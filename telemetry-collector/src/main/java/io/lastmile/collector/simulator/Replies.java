package io.lastmile.collector.simulator;

import io.lastmile.collector.routeros.Field;
import io.lastmile.collector.routeros.SentenceWriter;
import java.util.Optional;

/// Writes the replies to one command: each carries the command's tag (routeros.md 1.3 and 1.6).
final class Replies {
    private static final Field MESSAGE = Field.of("message");
    private static final Field CATEGORY = Field.of("category");

    private final SentenceWriter out;
    private final Optional<String> tag;

    Replies(SentenceWriter out, Optional<String> tag) {
        this.out = out;
        this.tag = tag;
    }

    SentenceWriter begin(String reply) {
        out.word(reply);
        tag.ifPresent(out::tag);
        return out;
    }

    void answer(Answer answer) {
        switch (answer) {
            case Answer.Done done -> done(done.ret());
            case Answer.Trap trap -> {
                trap(trap);
                done("");
            }
        }
    }

    void trap(Answer.Trap trap) {
        SentenceWriter sentence = begin("!trap");
        if (trap.category() >= 0) {
            sentence.attribute(CATEGORY, trap.category());
        }
        sentence.attribute(MESSAGE, trap.message()).end();
    }

    void done(String ret) {
        SentenceWriter sentence = begin("!done");
        if (!ret.isEmpty()) {
            sentence.attribute(Field.RET, ret);
        }
        sentence.end();
    }

    void empty() {
        begin("!empty").end();
    }

    void dead(long id, Version version) {
        begin("!re")
                .attribute(Field.ID, Texts.id(id))
                .attribute(Field.DEAD, version.flag(true))
                .end();
    }

    /// The reason is a bare word, and no `!done` follows.
    void fatal(String reason) {
        out.word("!fatal").word(reason).end();
    }
}
