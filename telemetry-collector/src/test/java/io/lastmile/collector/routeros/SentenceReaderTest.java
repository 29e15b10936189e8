package io.lastmile.collector.routeros;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SentenceReaderTest {
    private final Collecting collecting = new Collecting();
    private final SentenceReader reader = new SentenceReader(Limits.STANDARD, collecting);
    private final EmbeddedChannel channel = new EmbeddedChannel(reader);

    @Test
    void readsSplitAtEveryOffset() {
        byte[] bytes =
                Wire.concat(Wire.sentence("!re", "=name=a"), Wire.sentence("!done", ".tag=1"));
        for (int cut = 0; cut <= bytes.length; cut++) {
            collecting.words.clear();
            channel.writeInbound(Unpooled.copiedBuffer(bytes, 0, cut));
            channel.writeInbound(Unpooled.copiedBuffer(bytes, cut, bytes.length - cut));
            assertThat(collecting.words)
                    .as("cut at %d", cut)
                    .containsExactly(List.of("!re", "=name=a"), List.of("!done", ".tag=1"));
        }
    }

    @Test
    void aPauseTurnsAutoReadOffAndKeepsTheRest() {
        collecting.pauseAfter = 2;
        ByteBuf rows = Unpooled.copiedBuffer(rows(0, 5));
        channel.writeInbound(rows);
        assertThat(collecting.words).hasSize(2);
        assertThat(channel.config().isAutoRead()).isFalse();
        assertThat(reader.paused()).isTrue();

        channel.writeInbound(Unpooled.copiedBuffer(rows(5, 7)));
        assertThat(collecting.words).hasSize(2);

        collecting.pauseAfter = 3;
        reader.resume();
        assertThat(collecting.words).hasSize(3);
        assertThat(channel.config().isAutoRead()).isFalse();

        collecting.pauseAfter = Integer.MAX_VALUE;
        reader.resume();
        assertThat(collecting.words).hasSize(7).last().isEqualTo(List.of("!re", "=v=6"));
        assertThat(channel.config().isAutoRead()).isTrue();
        assertThat(rows.refCnt()).isZero();
    }

    @Test
    void aViolationIsNamedAndClosesTheChannel() {
        ByteBuf bytes =
                Unpooled.copiedBuffer(
                        Wire.concat(Wire.sentence("!done"), Wire.hex("ff0102030405")));
        channel.writeInbound(bytes);
        assertThat(collecting.words).containsExactly(List.of("!done"));
        assertThat(collecting.violations)
                .containsExactly("reserved control byte 0xff (expected: 00 to f0)");
        assertThat(channel.isOpen()).isFalse();
        assertThat(bytes.refCnt()).isZero();
    }

    @Test
    void aChannelThatClosesWhilePausedLeavesNoBuffer() {
        collecting.pauseAfter = 1;
        ByteBuf bytes = Unpooled.copiedBuffer(rows(0, 100_000));
        channel.writeInbound(bytes);
        channel.close();
        assertThat(bytes.refCnt()).isZero();
        assertThat(collecting.words).hasSize(1);
    }

    @Test
    void aPeerThatIgnoresThePauseIsCutOff() {
        collecting.pauseAfter = 1;
        channel.writeInbound(Unpooled.copiedBuffer(rows(0, 2)));
        for (int i = 0; i < 33; i++) {
            channel.writeInbound(Unpooled.wrappedBuffer(new byte[1 << 20]));
        }
        assertThat(channel.isOpen()).isFalse();
        assertThat(collecting.violations)
                .singleElement()
                .asString()
                .contains("(expected: a pause)");
    }

    @Test
    void largerWordsAreTakenOnceTheLimitsAreWider() {
        SentenceReader strict = new SentenceReader(Limits.STRANGER, collecting);
        EmbeddedChannel other = new EmbeddedChannel(strict);
        strict.limits(Limits.STANDARD);
        other.writeInbound(Unpooled.copiedBuffer(Wire.sentence("x".repeat(5_000))));
        assertThat(collecting.words).hasSize(1);
        assertThat(other.isOpen()).isTrue();
    }

    private static byte[] rows(int from, int to) {
        byte[][] rows = new byte[to - from][];
        for (int i = from; i < to; i++) {
            rows[i - from] = Wire.sentence("!re", "=v=" + i);
        }
        return Wire.concat(rows);
    }

    private static final class Collecting implements SentenceHandler {
        final List<List<String>> words = new ArrayList<>();
        final List<String> violations = new ArrayList<>();
        int pauseAfter = Integer.MAX_VALUE;

        @Override
        public Demand sentence(Sentence sentence) {
            words.add(Wire.words(sentence));
            return words.size() >= pauseAfter ? Demand.PAUSE : Demand.MORE;
        }

        @Override
        public void violated(ProtocolViolation violation) {
            violations.add(String.valueOf(violation.getMessage()));
        }
    }
}
