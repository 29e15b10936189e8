package io.lastmile.collector.radius;

import io.micrometer.core.instrument.MeterRegistry;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.DatagramPacket;
import io.netty.channel.socket.nio.NioDatagramChannel;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/// Takes accounting packets and answers each once it is in the journal: many packets share one
/// write to disk. What waits is bounded; whoever comes when it is full is not answered and sends
/// again. No packet stops the listener.
public final class AccountingListener implements AutoCloseable {
    private static final Logger LOG = System.getLogger(AccountingListener.class.getName());
    private static final int WAITING_MAX = 4096;
    private static final int BATCH_MAX = 256;
    private static final long STOP_MILLIS = 5000;

    private final Journal journal;
    private final KnownNas known;
    private final Clock clock;
    private final RadiusMeters meters;
    private final BlockingQueue<Waiting> waiting = new ArrayBlockingQueue<>(WAITING_MAX);
    private final MultiThreadIoEventLoopGroup network =
            new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final Thread writer = new Thread(this::write, "radius-journal");
    private final Channel channel;

    private record Waiting(Received received, byte[] answer, InetSocketAddress to) {}

    private AccountingListener(
            InetSocketAddress address,
            Journal journal,
            KnownNas known,
            Clock clock,
            MeterRegistry registry) {
        this.journal = journal;
        this.known = known;
        this.clock = clock;
        meters = new RadiusMeters(registry, journal);
        channel =
                new Bootstrap()
                        .group(network)
                        .channel(NioDatagramChannel.class)
                        .option(
                                ChannelOption.RECVBUF_ALLOCATOR,
                                new FixedRecvByteBufAllocator(AccountingPacket.BYTES_MAX + 1))
                        .handler(new Inbound())
                        .bind(address)
                        .syncUninterruptibly()
                        .channel();
    }

    public static AccountingListener start(
            InetSocketAddress address,
            Journal journal,
            KnownNas known,
            Clock clock,
            MeterRegistry registry) {
        var listener = new AccountingListener(address, journal, known, clock, registry);
        listener.writer.start();
        return listener;
    }

    public InetSocketAddress address() {
        return (InetSocketAddress) channel.localAddress();
    }

    private final class Inbound extends SimpleChannelInboundHandler<DatagramPacket> {
        @Override
        protected void channelRead0(ChannelHandlerContext context, DatagramPacket packet) {
            try {
                take(packet);
            } catch (BadPacket e) {
                meters.refused(e.refusal(), 1);
                LOG.log(Level.DEBUG, "packet of {0}: {1}", packet.sender(), e.getMessage());
            }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            meters.refused(Refusal.MALFORMED, 1);
            LOG.log(Level.WARNING, "a RADIUS packet could not be taken", cause);
        }
    }

    private void take(DatagramPacket packet) throws BadPacket {
        Nas nas = known.at(packet.sender().getAddress());
        if (nas == null) {
            throw new BadPacket(Refusal.UNKNOWN_NAS, "no router has this address");
        }
        byte[] datagram = ByteBufUtil.getBytes(packet.content());
        if (datagram.length > AccountingPacket.BYTES_MAX) {
            throw new BadPacket(Refusal.OVERSIZED, "more than 4096 bytes");
        }
        AccountingPacket checked = AccountingPacket.checked(datagram, nas.secret());
        var next =
                new Waiting(
                        new Received(clock.millis(), nas.router(), datagram),
                        checked.answer(nas.secret()),
                        packet.sender());
        if (!waiting.offer(next)) {
            throw new BadPacket(Refusal.BUSY, "too many wait for the disk");
        }
    }

    private void write() {
        try {
            List<Waiting> batch = new ArrayList<>();
            while (channel.isOpen() || !waiting.isEmpty()) {
                Waiting first = waiting.poll(100, TimeUnit.MILLISECONDS);
                if (first != null) {
                    batch.add(first);
                    waiting.drainTo(batch, BATCH_MAX - 1);
                    keep(batch);
                    batch.clear();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void keep(List<Waiting> batch) {
        try {
            if (!journal.append(batch.stream().map(Waiting::received).toList())) {
                meters.refused(Refusal.JOURNAL_FULL, batch.size());
                return;
            }
        } catch (IOException | RuntimeException e) {
            meters.refused(Refusal.JOURNAL_BROKEN, batch.size());
            LOG.log(Level.ERROR, "the RADIUS journal cannot be written", e);
            return;
        }
        for (Waiting kept : batch) {
            channel.write(new DatagramPacket(Unpooled.wrappedBuffer(kept.answer()), kept.to()));
        }
        channel.flush();
        meters.answered(batch.size());
    }

    /// What waits is still written; who gets no answer sends again.
    @Override
    public void close() {
        channel.close().syncUninterruptibly();
        try {
            writer.join(STOP_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        network.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }
}
