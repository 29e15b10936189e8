package io.lastmile.collector.routeros;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/// The channel handler around a [SentenceDecoder]: sentences to the [SentenceHandler], and the
/// handler's [Demand] to the socket. While paused, auto-read is off and what Netty had read already
/// waits here, untouched.
public final class SentenceReader extends ChannelInboundHandlerAdapter {
    /// Netty may deliver what it read before auto-read went off, and TLS a record more.
    private static final int WAITING_BYTES_MAX = 32 << 20;

    private final SentenceDecoder decoder;
    private final SentenceHandler handler;
    private final ArrayDeque<ByteBuf> waiting = new ArrayDeque<>();
    private long waitingBytes;
    private @Nullable ChannelHandlerContext context;
    private boolean paused;
    private boolean draining;
    private boolean ended;

    public SentenceReader(Limits limits, SentenceHandler handler) {
        this.decoder = new SentenceDecoder(limits);
        this.handler = handler;
    }

    /// From the next word on.
    public void limits(Limits limits) {
        decoder.limits(limits);
    }

    public boolean paused() {
        return paused;
    }

    /// Whether the stream stops, or stopped, within a sentence.
    public boolean midSentence() {
        return decoder.midSentence();
    }

    /// Ends a pause. Call on the event loop, outside of [SentenceHandler#sentence].
    public void resume() {
        ChannelHandlerContext reading = context;
        if (!paused || ended || reading == null) {
            return;
        }
        paused = false;
        drain(reading);
        if (!paused && !ended) {
            reading.channel().config().setAutoRead(true);
        }
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (ended || !(message instanceof ByteBuf bytes)) {
            ReferenceCountUtil.release(message);
            return;
        }
        waiting.add(bytes);
        waitingBytes += bytes.readableBytes();
        if (!paused) {
            handler.arrived();
            drain(ctx);
        } else if (waitingBytes > WAITING_BYTES_MAX) {
            violated(ctx, new ProtocolViolation(waitingBytes + " bytes unasked", "a pause"));
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        end();
        ctx.fireChannelInactive();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        end();
    }

    private void drain(ChannelHandlerContext ctx) {
        if (draining) {
            return;
        }
        draining = true;
        try {
            while (!paused && !ended && (decoder.next() ? deliver(ctx) : refill())) {
                // both arms say whether there may be more
            }
        } catch (ProtocolViolation violation) {
            violated(ctx, violation);
        } finally {
            draining = false;
        }
    }

    private boolean deliver(ChannelHandlerContext ctx) {
        if (handler.sentence(decoder.sentence()) == Demand.PAUSE) {
            paused = true;
            ctx.channel().config().setAutoRead(false);
        }
        return true;
    }

    private boolean refill() {
        ByteBuf head = waiting.peek();
        if (head == null) {
            return false;
        }
        int before = head.readableBytes();
        decoder.append(head);
        waitingBytes -= before - head.readableBytes();
        if (!head.isReadable()) {
            waiting.remove().release();
        }
        return true;
    }

    private void violated(ChannelHandlerContext ctx, ProtocolViolation violation) {
        end();
        handler.violated(violation);
        ctx.close();
    }

    private void end() {
        ended = true;
        while (!waiting.isEmpty()) {
            waiting.remove().release();
        }
        waitingBytes = 0;
    }
}
