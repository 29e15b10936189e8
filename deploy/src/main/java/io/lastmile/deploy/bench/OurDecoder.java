package io.lastmile.deploy.bench;

import io.lastmile.collector.routeros.Limits;
import io.lastmile.collector.routeros.Sentence;
import io.lastmile.collector.routeros.SentenceDecoder;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;

/// The decoder alone, fed from a direct buffer as Netty's transports deliver it.
final class OurDecoder implements AutoCloseable {
    private final SentenceDecoder decoder = new SentenceDecoder(Limits.STANDARD);
    private final ByteBuf bytes;

    OurDecoder(byte[] answer) {
        bytes = PooledByteBufAllocator.DEFAULT.directBuffer(answer.length).writeBytes(answer);
    }

    long sum() {
        bytes.readerIndex(0);
        long sum = 0;
        while (bytes.isReadable()) {
            decoder.append(bytes);
            while (decoder.next()) {
                Sentence sentence = decoder.sentence();
                if (sentence.has(OurClient.RX)) {
                    sum += sentence.unsigned(OurClient.RX) + sentence.unsigned(OurClient.TX);
                }
            }
        }
        return sum;
    }

    @Override
    public void close() {
        bytes.release();
    }
}
