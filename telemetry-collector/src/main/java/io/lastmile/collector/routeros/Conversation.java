package io.lastmile.collector.routeros;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Commands out, replies to whom they belong (routeros.md 1.3 and 1.6). Everything here but
/// [#start] and [#onLoop] runs on the connection's event loop, so nothing is locked.
final class Conversation implements SentenceHandler {
    private static final System.Logger LOG = System.getLogger(Conversation.class.getName());

    private static final byte[] RE = bytes("!re");
    private static final byte[] DONE = bytes("!done");
    private static final byte[] TRAP = bytes("!trap");
    private static final byte[] EMPTY = bytes("!empty");
    private static final byte[] FATAL = bytes("!fatal");
    private static final String CANCEL = "/cancel";
    private static final Field TAG = Field.of("tag");
    private static final int UNTAGGED = -1;

    private final Channel channel;
    private final RouterConfig config;
    private final RouterOsEvents events;
    private final SentenceReader reader;
    private final Tags tags = new Tags();
    private final CompletableFuture<RouterFailure> closed = new CompletableFuture<>();
    private @Nullable RouterFailure ended;
    private @Nullable Pending paused;

    /// `System.nanoTime` of the read that is being worked on: one call for many sentences.
    private long arrivedNanos = System.nanoTime();

    Conversation(Channel channel, RouterConfig config, RouterOsEvents events) {
        this.channel = channel;
        this.config = config;
        this.events = events;
        this.reader = new SentenceReader(Limits.STRANGER, this);
    }

    Channel channel() {
        return channel;
    }

    SentenceReader reader() {
        return reader;
    }

    /// Completes with the reason when the connection is over.
    CompletableFuture<RouterFailure> closed() {
        return closed;
    }

    Call start(Command command, RowHandler handler) {
        Pending pending = new Pending(command, handler);
        Call call = new Call(this, pending);
        if (!onLoop(() -> send(pending, call))) {
            pending.fail(new RouterFailure.ClosedHere(), null);
        }
        return call;
    }

    /// One at a time: for the login.
    CompletableFuture<Reply> untagged(Command command) {
        Pending pending = new Pending(command, RowHandler.none());
        if (ended != null) {
            pending.fail(ended, null);
        } else if (tags.takeUntagged(pending)) {
            write(pending);
        } else {
            pending.fail(new RouterFailure.TooManyCommands(1), null);
        }
        return pending.reply();
    }

    /// Whether the event loop still takes tasks.
    boolean onLoop(Runnable task) {
        try {
            channel.eventLoop().execute(task);
            return true;
        } catch (RejectedExecutionException shutDown) {
            return false;
        }
    }

    /// A callback that waits for a reply on the thread that must deliver it would wait for ever.
    void refuseToBlock() {
        if (channel.eventLoop().inEventLoop()) {
            throw new IllegalStateException(
                    "await: on the connection's event loop (expected: any other thread)");
        }
    }

    private void send(Pending pending, Call call) {
        if (ended != null) {
            pending.fail(ended, null);
            return;
        }
        if (tags.take(pending) < 0) {
            events.happened(RouterEvent.COMMANDS_LIMIT);
            pending.fail(new RouterFailure.TooManyCommands(Tags.COMMANDS_MAX), null);
        } else if (introduced(pending, call)) {
            write(pending);
        } else {
            tags.free(pending.tag());
        }
    }

    private boolean introduced(Pending pending, Call call) {
        try {
            pending.handler().started(call);
            return true;
        } catch (RuntimeException thrown) {
            events.happened(RouterEvent.HANDLER_FAILED);
            pending.fail(handlerFailed(pending, thrown), thrown);
            return false;
        }
    }

    private static RouterFailure handlerFailed(Pending pending, RuntimeException thrown) {
        return new RouterFailure.HandlerFailed(
                pending.command().path(), String.valueOf(thrown.getMessage()));
    }

    /// The tag is registered by now: a router on the same desk answers before we are back.
    private void write(Pending pending) {
        pending.touch(System.nanoTime());
        watch(pending, idle(pending).toNanos());
        ByteBuf out = channel.alloc().buffer();
        pending.command().write(new SentenceWriter(out), pending.tag());
        channel.writeAndFlush(out);
    }

    @Override
    public void arrived() {
        arrivedNanos = System.nanoTime();
    }

    @Override
    public Demand sentence(Sentence sentence) {
        int tag = sentence.tagNumber();
        Pending pending = tags.at(tag == UNTAGGED ? 0 : tag);
        if (pending != null && sentence.wordIs(0, RE)) {
            return row(pending, sentence);
        }
        if (sentence.wordIs(0, FATAL)) {
            fatal(sentence);
        } else if (pending == null) {
            events.happened(RouterEvent.STRAY_REPLY);
        } else if (pending.countOther()) {
            pending.touch(arrivedNanos);
            reply(pending, sentence);
        } else {
            violated(new ProtocolViolation("replies without a row or an end", "at most 10000"));
        }
        return Demand.MORE;
    }

    private Demand row(Pending pending, Sentence row) {
        pending.touch(arrivedNanos);
        if (pending.abandoned()) {
            events.happened(RouterEvent.LATE_REPLY);
        } else if (!pending.countRow()) {
            long rowsMax = pending.command().rowsLimit();
            String path = pending.command().path();
            abandon(pending, RouterEvent.ROWS_LIMIT, new RouterFailure.TooManyRows(path, rowsMax));
        } else if (handle(pending, row) == Demand.PAUSE) {
            events.happened(RouterEvent.PAUSE);
            paused = pending;
            return Demand.PAUSE;
        }
        return Demand.MORE;
    }

    private Demand handle(Pending pending, Sentence row) {
        try {
            return pending.handler().row(row);
        } catch (RuntimeException thrown) {
            abandon(pending, RouterEvent.HANDLER_FAILED, handlerFailed(pending, thrown));
            LOG.log(Level.DEBUG, "row handler of " + pending.command().path(), thrown);
            return Demand.MORE;
        }
    }

    private void reply(Pending pending, Sentence sentence) {
        if (pending.abandoned()) {
            events.happened(RouterEvent.LATE_REPLY);
        }
        if (sentence.wordIs(0, DONE)) {
            tags.free(pending.tag());
            pending.done(sentence.text(Field.RET));
        } else if (sentence.wordIs(0, TRAP)) {
            events.happened(RouterEvent.TRAP);
            pending.trap(Trap.of(sentence));
        } else if (sentence.wordIs(0, EMPTY)) {
            events.happened(RouterEvent.EMPTY);
        } else {
            events.happened(RouterEvent.UNKNOWN_REPLY);
            LOG.log(Level.DEBUG, "unknown reply from {0}: {1}", config.address(), sentence);
        }
    }

    /// The reason is a bare word, without a tag, and no `!done` follows.
    private void fatal(Sentence sentence) {
        String reason = sentence.text(Trap.MESSAGE);
        if (reason.isEmpty() && sentence.words() > 1) {
            reason = sentence.word(1);
        }
        events.happened(RouterEvent.FATAL);
        close(new RouterFailure.Fatal(reason));
    }

    @Override
    public void violated(ProtocolViolation violation) {
        events.happened(RouterEvent.VIOLATION);
        close(new RouterFailure.Violated(violation.found(), violation.expected()));
    }

    void resume(Pending pending) {
        if (paused != pending || ended != null) {
            return;
        }
        paused = null;
        arrivedNanos = System.nanoTime();
        tags.all().forEach(each -> each.touch(arrivedNanos));
        reader.resume();
    }

    /// Fails the command now; its tag stays taken until the router's `!done`.
    void abandon(Pending pending, RouterEvent why, RouterFailure failure) {
        if (ended != null || pending.abandoned() || tags.at(pending.tag()) != pending) {
            return;
        }
        events.happened(why);
        pending.abandon(failure);
        if (pending.tag() > 0 && !pending.command().path().equals(CANCEL)) {
            String tag = Integer.toString(pending.tag());
            Pending cancel = new Pending(Command.of(CANCEL).with(TAG, tag), RowHandler.none());
            send(cancel, new Call(this, cancel));
        }
        resume(pending);
    }

    private void watch(Pending pending, long nanos) {
        if (!pending.command().endless() || pending.command().idle().isPresent()) {
            pending.watch(
                    channel.eventLoop()
                            .schedule(() -> checkIdle(pending), nanos, TimeUnit.NANOSECONDS));
        }
    }

    /// While a consumer holds the stream nobody can be late.
    private void checkIdle(Pending pending) {
        long now = System.nanoTime();
        if (paused != null) {
            pending.touch(now);
        }
        Duration idle = idle(pending);
        long left = idle.toNanos() - (now - pending.touchedNanos());
        if (left > 0) {
            watch(pending, left);
        } else {
            abandon(pending, RouterEvent.IDLE_TIMEOUT, pending.idle(idle));
        }
    }

    private Duration idle(Pending pending) {
        return pending.command().idle().orElse(config.timeouts().idle());
    }

    /// Closes the connection and fails all that waits for it with the same name.
    void close(RouterFailure failure) {
        end(failure);
        channel.close();
    }

    /// The first reason is the one that counts.
    void end(RouterFailure failure) {
        if (ended != null) {
            return;
        }
        ended = failure;
        for (Pending pending : tags.all()) {
            tags.free(pending.tag());
            pending.fail(failure, null);
        }
        closed.complete(failure);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
