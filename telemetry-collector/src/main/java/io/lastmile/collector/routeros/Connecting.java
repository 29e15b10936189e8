package io.lastmile.collector.routeros;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.AttributeKey;
import io.netty.util.concurrent.Future;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/// From an address to a conversation: name, connection, handshake, pin, login. Any step may end it,
/// with a name, and then the channel is closed.
final class Connecting {
    /// One read takes what a socket's buffer usually holds; quiet routers shrink to 1 KiB.
    private static final AdaptiveRecvByteBufAllocator READS =
            new AdaptiveRecvByteBufAllocator(1 << 10, 4 << 10, 64 << 10);

    /// A router may hang up before anybody asks for these, and takes the pipeline with it.
    private static final AttributeKey<Conversation> CONVERSATION =
            AttributeKey.valueOf(Connecting.class, "conversation");

    private static final AttributeKey<SslHandler> TLS =
            AttributeKey.valueOf(Connecting.class, "tls");

    private final RouterConfig config;
    private final Transport transport;
    private final RouterOsEvents events;

    Connecting(RouterConfig config, Transport transport, RouterOsEvents events) {
        this.config = config;
        this.transport = transport;
        this.events = events;
    }

    CompletableFuture<RouterClient> client() {
        return attempt(conversation -> pinned(conversation).thenCompose(_ -> login(conversation)));
    }

    /// The certificate that the router shows, trusted or not. Nothing is sent to it.
    CompletableFuture<Fingerprint> fingerprint() {
        return attempt(conversation ->
                handshake(conversation)
                        .whenComplete(
                                (_, _) -> conversation.close(new RouterFailure.ClosedHere())));
    }

    private <T> CompletableFuture<T> attempt(Function<Conversation, CompletableFuture<T>> steps) {
        return resolve()
                .thenCompose(this::connect)
                .thenCompose(conversation -> orClose(conversation, steps.apply(conversation)))
                .exceptionallyCompose(
                        thrown -> CompletableFuture.failedFuture(counted(named(thrown))));
    }

    private <T> CompletableFuture<T> orClose(Conversation talk, CompletableFuture<T> steps) {
        return steps.whenComplete((_, thrown) -> {
            if (thrown != null) {
                talk.onLoop(() -> talk.close(named(thrown).failure()));
            }
        });
    }

    /// On a virtual thread: the JDK's resolver blocks, and an event loop belongs to all routers.
    private CompletableFuture<InetAddress> resolve() {
        CompletableFuture<InetAddress> resolved = new CompletableFuture<>();
        Thread.startVirtualThread(() -> {
            try {
                resolved.complete(InetAddress.getByName(config.address().host()));
            } catch (UnknownHostException unknown) {
                resolved.completeExceptionally(unknown);
            }
        });
        return resolved.orTimeout(config.timeouts().connect().toNanos(), TimeUnit.NANOSECONDS);
    }

    private CompletableFuture<Conversation> connect(InetAddress host) {
        int millis = Math.toIntExact(config.timeouts().connect().toMillis());
        Bootstrap bootstrap =
                new Bootstrap()
                        .group(transport.group())
                        .channel(transport.socket())
                        .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, Math.max(millis, 1))
                        .option(ChannelOption.TCP_NODELAY, true)
                        .option(ChannelOption.SO_KEEPALIVE, true)
                        .option(ChannelOption.RECVBUF_ALLOCATOR, READS)
                        .handler(new Pipeline());
        CompletableFuture<Conversation> connected = new CompletableFuture<>();
        bootstrap
                .connect(host, config.address().port())
                .addListener((io.netty.channel.ChannelFuture done) -> {
                    if (done.isSuccess()) {
                        connected.complete(done.channel().attr(CONVERSATION).get());
                    } else {
                        connected.completeExceptionally(done.cause());
                    }
                });
        return connected;
    }

    private CompletableFuture<Void> pinned(Conversation conversation) {
        return switch (config.security()) {
            case Security.Plain _ -> CompletableFuture.completedFuture(null);
            case Security.Unpinned _ ->
                    handshake(conversation).thenAccept(found -> refuse(found, ""));
            case Security.Pinned(Fingerprint expected) ->
                    handshake(conversation)
                            .thenAccept(found -> {
                                if (!found.equals(expected)) {
                                    refuse(found, expected.hex());
                                }
                            });
        };
    }

    private static void refuse(Fingerprint found, String expected) {
        throw new RouterException(new RouterFailure.Untrusted(found, expected));
    }

    private CompletableFuture<Fingerprint> handshake(Conversation conversation) {
        SslHandler tls = conversation.channel().attr(TLS).get();
        CompletableFuture<Fingerprint> shaken = new CompletableFuture<>();
        tls.handshakeFuture()
                .addListener((Future<? super Channel> done) -> {
                    if (done.isSuccess()) {
                        shaken.completeAsync(() -> Tls.fingerprint(tls), Runnable::run);
                    } else {
                        shaken.completeExceptionally(tlsFailed(done.cause()));
                    }
                });
        return shaken;
    }

    private static RouterException tlsFailed(Throwable cause) {
        return new RouterException(
                new RouterFailure.TlsFailed(String.valueOf(cause.getMessage())), cause);
    }

    private CompletableFuture<RouterClient> login(Conversation conversation) {
        CompletableFuture<RouterClient> in = new CompletableFuture<>();
        boolean running =
                conversation.onLoop(() ->
                        new Login(conversation, config.credentials())
                                .start()
                                .whenComplete((_, thrown) -> admit(conversation, in, thrown)));
        if (!running) {
            in.completeExceptionally(new RouterException(new RouterFailure.ClosedHere()));
        }
        return in;
    }

    private void admit(
            Conversation conversation,
            CompletableFuture<RouterClient> in,
            @org.jspecify.annotations.Nullable Throwable thrown) {
        if (thrown != null) {
            in.completeExceptionally(thrown);
            return;
        }
        conversation.reader().limits(config.limits());
        events.happened(RouterEvent.CONNECTED);
        in.complete(new RouterClient(config.address(), conversation));
    }

    private RouterException named(Throwable thrown) {
        Throwable cause =
                thrown instanceof CompletionException && thrown.getCause() != null
                        ? thrown.getCause()
                        : thrown;
        return switch (cause) {
            case RouterException known -> known;
            case TimeoutException _ -> timeout(cause);
            case ConnectTimeoutException _ -> timeout(cause);
            case UnknownHostException _ -> unreachable("unknown host", cause);
            case NoRouteToHostException _ -> unreachable("no route to host", cause);
            case ConnectException e when isRefused(e) -> unreachable("connection refused", cause);
            default -> unreachable(String.valueOf(cause.getMessage()), cause);
        };
    }

    /// The system's words, with Netty's address around them.
    private static boolean isRefused(ConnectException thrown) {
        return String.valueOf(thrown.getMessage()).contains("Connection refused");
    }

    private RouterException timeout(Throwable cause) {
        return new RouterException(
                new RouterFailure.ConnectTimeout(config.address(), config.timeouts().connect()),
                cause);
    }

    private RouterException unreachable(String text, Throwable cause) {
        return new RouterException(new RouterFailure.Unreachable(config.address(), text), cause);
    }

    private RouterException counted(RouterException thrown) {
        events.happened(
                switch (thrown.failure()) {
                    case RouterFailure.Untrusted _ -> RouterEvent.UNTRUSTED;
                    case RouterFailure.LoginRefused _ -> RouterEvent.LOGIN_REFUSED;
                    case RouterFailure.LegacyLoginRefused _ -> RouterEvent.LOGIN_REFUSED;
                    default -> RouterEvent.CONNECT_FAILED;
                });
        return thrown;
    }

    /// TLS, sentences, end.
    private final class Pipeline extends ChannelInitializer<Channel> {
        @Override
        protected void initChannel(Channel channel) {
            Conversation conversation = new Conversation(channel, config, events);
            channel.attr(CONVERSATION).set(conversation);
            if (!(config.security() instanceof Security.Plain)) {
                SslHandler tls = Tls.handler(channel.alloc(), config);
                channel.attr(TLS).set(tls);
                channel.pipeline().addLast(tls);
            }
            channel.pipeline()
                    .addLast(conversation.reader(), new ConversationEnd(conversation, events));
        }
    }
}
