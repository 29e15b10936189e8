package io.lastmile.collector.simulator;

import io.lastmile.collector.routeros.Transport;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.ssl.SslContext;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.function.BiFunction;

/// One listening port of a router. It can be closed and opened again on the same number.
final class ApiServer {
    private static final System.Logger LOG = System.getLogger(ApiServer.class.getName());
    private static final int BACKLOG = 128;

    private final ServerBootstrap bootstrap;
    private final ChannelGroup clients = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    private final Optional<Lazy<SslContext>> tls;
    private final BiFunction<Channel, Boolean, ApiConnection> connections;
    private InetSocketAddress address;
    private Optional<Channel> listening = Optional.empty();

    /// Port 0 takes any free one, and keeps it.
    ApiServer(
            Transport transport,
            InetSocketAddress address,
            Optional<Lazy<SslContext>> tls,
            BiFunction<Channel, Boolean, ApiConnection> connections) {
        this.address = address;
        this.tls = tls;
        this.connections = connections;
        this.bootstrap =
                new ServerBootstrap()
                        .group(transport.group())
                        .channel(transport.serverSocket())
                        .option(ChannelOption.SO_BACKLOG, BACKLOG)
                        .option(ChannelOption.SO_REUSEADDR, true)
                        .childOption(ChannelOption.TCP_NODELAY, true)
                        .childHandler(new Accepted());
    }

    synchronized void open() {
        if (listening.isPresent()) {
            return;
        }
        var bound = bootstrap.bind(address).awaitUninterruptibly();
        if (!bound.isSuccess()) {
            String why = bound.cause().getMessage();
            throw new UncheckedIOException(
                    "cannot listen on " + address + ": " + why, new IOException(bound.cause()));
        }
        address = (InetSocketAddress) bound.channel().localAddress();
        listening = Optional.of(bound.channel());
    }

    /// Refuses connections from now on; those that are open end.
    synchronized void close() {
        listening.ifPresent(channel -> channel.close().awaitUninterruptibly());
        listening = Optional.empty();
        dropClients();
    }

    void dropClients() {
        clients.close().awaitUninterruptibly();
    }

    synchronized int port() {
        return address.getPort();
    }

    private final class Accepted extends ChannelInitializer<SocketChannel> {
        @Override
        protected void initChannel(SocketChannel channel) {
            clients.add(channel);
            tls.map(Lazy::value)
                    .map(context -> context.newHandler(channel.alloc()))
                    .ifPresent(channel.pipeline()::addLast);
            ApiConnection connection = connections.apply(channel, tls.isPresent());
            channel.pipeline().addLast(connection.reader(), new Events(connection));
        }
    }

    private static final class Events extends ChannelInboundHandlerAdapter {
        private final ApiConnection connection;

        Events(ApiConnection connection) {
            this.connection = connection;
        }

        @Override
        public void channelReadComplete(ChannelHandlerContext context) {
            connection.pump();
        }

        @Override
        public void channelWritabilityChanged(ChannelHandlerContext context) {
            connection.pump();
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            connection.closed();
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            // A client that breaks off is everyday; anything else would be a fault of ours.
            boolean everyday =
                    cause instanceof IOException
                            || cause instanceof io.netty.handler.codec.DecoderException;
            LOG.log(
                    everyday ? System.Logger.Level.DEBUG : System.Logger.Level.ERROR,
                    "simulated router, port " + context.channel().localAddress(),
                    cause);
            context.close();
        }
    }
}
