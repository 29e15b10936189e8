package io.lastmile.collector.routeros;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.concurrent.TimeUnit;

/// The event loops that all routers share: epoll where Linux has it, NIO elsewhere. Made once, by
/// `main`.
public record Transport(
        EventLoopGroup group,
        Class<? extends SocketChannel> socket,
        Class<? extends ServerSocketChannel> serverSocket)
        implements AutoCloseable {
    private static final int THREADS_MAX = 64;
    private static final int CLOSE_SECONDS_MAX = 10;
    private static final int QUIET_MILLIS = 50;

    /// `threads` 1 to 64; their names begin with `name`.
    public static Transport start(int threads, String name) {
        return Epoll.isAvailable()
                ? new Transport(
                        group(threads, name, EpollIoHandler.newFactory()),
                        EpollSocketChannel.class,
                        EpollServerSocketChannel.class)
                : nio(threads, name);
    }

    static Transport nio(int threads, String name) {
        return new Transport(
                group(threads, name, NioIoHandler.newFactory()),
                NioSocketChannel.class,
                NioServerSocketChannel.class);
    }

    private static EventLoopGroup group(int threads, String name, IoHandlerFactory io) {
        if (threads < 1 || threads > THREADS_MAX) {
            throw new IllegalArgumentException(
                    "threads: " + threads + " (expected: 1 to " + THREADS_MAX + ")");
        }
        return new MultiThreadIoEventLoopGroup(threads, new DefaultThreadFactory(name, true), io);
    }

    /// Closes every connection and waits for the threads to end.
    @Override
    public void close() {
        // Without a quiet period the loops would end before the last channels tell of their end.
        group.shutdownGracefully(QUIET_MILLIS, CLOSE_SECONDS_MAX * 1000L, TimeUnit.MILLISECONDS)
                .awaitUninterruptibly(CLOSE_SECONDS_MAX, TimeUnit.SECONDS);
    }
}
