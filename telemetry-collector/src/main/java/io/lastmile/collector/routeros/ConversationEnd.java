package io.lastmile.collector.routeros;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.DecoderException;
import java.io.IOException;
import java.lang.System.Logger.Level;
import javax.net.ssl.SSLException;

/// Last in the pipeline: gives the end of a connection its name.
final class ConversationEnd extends ChannelInboundHandlerAdapter {
    private static final System.Logger LOG = System.getLogger(ConversationEnd.class.getName());

    private final Conversation conversation;
    private final RouterOsEvents events;

    ConversationEnd(Conversation conversation, RouterOsEvents events) {
        this.conversation = conversation;
        this.events = events;
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        if (!conversation.closed().isDone()) {
            events.happened(RouterEvent.CLOSED);
        }
        conversation.end(new RouterFailure.Closed(conversation.reader().midSentence()));
        ctx.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (!conversation.closed().isDone()) {
            events.happened(RouterEvent.RESET);
        }
        conversation.close(named(cause));
    }

    private static RouterFailure named(Throwable cause) {
        if (cause instanceof SSLException tls) {
            return new RouterFailure.TlsFailed(String.valueOf(tls.getMessage()));
        }
        if (cause instanceof DecoderException && cause.getCause() instanceof SSLException tls) {
            return new RouterFailure.TlsFailed(String.valueOf(tls.getMessage()));
        }
        if (!(cause instanceof IOException)) {
            LOG.log(Level.ERROR, "conversation with a router failed within", cause);
        }
        return new RouterFailure.Reset(String.valueOf(cause.getMessage()));
    }
}
