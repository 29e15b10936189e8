package io.lastmile.collector.routeros;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Random streams; the seed is printed with what failed and may be given as `-Dseed=`.
class SentenceFuzzTest {
    private static final long SEED = Long.getLong("seed", System.nanoTime());
    private static final Limits LIMITS = new Limits(70_000, 200_000, 64);

    private Random random = new Random(SEED);

    @BeforeEach
    void seed() {
        random = new Random(SEED);
        System.getLogger(SentenceFuzzTest.class.getName())
                .log(System.Logger.Level.INFO, "seed {0}", Long.toString(SEED));
    }

    @Test
    void whatIsWrittenIsReadBackInWhateverPieces() {
        for (int round = 0; round < 300; round++) {
            List<List<String>> sentences = randomSentences();
            byte[] bytes = written(sentences);
            assertThat(pieces(bytes)).as("seed %d, round %d", SEED, round).isEqualTo(sentences);
        }
    }

    @Test
    void anIndependentEncoderIsUnderstoodTheSameWay() {
        for (int round = 0; round < 300; round++) {
            List<List<String>> sentences = randomSentences();
            byte[][] parts =
                    sentences.stream()
                            .map(words -> Wire.sentence(words.toArray(String[]::new)))
                            .toArray(byte[][]::new);
            byte[] bytes = Wire.concat(parts);
            assertThat(written(sentences)).as("seed %d", SEED).isEqualTo(bytes);
            assertThat(pieces(bytes)).as("seed %d", SEED).isEqualTo(sentences);
        }
    }

    @Test
    void randomBytesEndInSentencesOrANamedViolationAndTakeNoMemory() {
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        int violations = 0;
        survives(garbage());
        survives(Wire.sentence("!re"));
        for (int round = 0; round < 3_000; round++) {
            byte[] bytes = garbage();
            long before = threads.getCurrentThreadAllocatedBytes();
            violations += survives(bytes) ? 0 : 1;
            assertThat(threads.getCurrentThreadAllocatedBytes() - before)
                    .as("seed %d, round %d", SEED, round)
                    .isLessThan(4L * LIMITS.sentenceBytesMax());
        }
        assertThat(violations).as("seed %d", SEED).isBetween(1, 2_999);
    }

    @Test
    void damagedStreamsNeverThrowAnythingButViolations() {
        for (int round = 0; round < 2_000; round++) {
            byte[] bytes = written(randomSentences());
            for (int hits = random.nextInt(4); hits >= 0; hits--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            survives(bytes);
        }
    }

    private boolean survives(byte[] bytes) {
        SentenceDecoder decoder = new SentenceDecoder(LIMITS);
        ByteBuf in = Unpooled.wrappedBuffer(bytes);
        try {
            while (in.isReadable()) {
                decoder.append(
                        in.readSlice(1 + random.nextInt(Math.min(in.readableBytes(), 9_000))));
                while (decoder.next()) {
                    assertThat(decoder.sentence().words())
                            .as("seed %d", SEED)
                            .isBetween(1, LIMITS.sentenceWordsMax());
                    decoder.sentence().tagNumber();
                    decoder.sentence().text(Field.NAME);
                    decoder.sentence().attributes((name, value) -> {});
                }
            }
            return true;
        } catch (ProtocolViolation violation) {
            assertThat(violation).as("seed %d", SEED).hasMessageContaining("(expected: ");
            return false;
        }
    }

    /// Half of it looks like lengths, so that it gets somewhere.
    private byte[] garbage() {
        byte[] bytes = new byte[1 + random.nextInt(2_000)];
        random.nextBytes(bytes);
        for (int i = 0; i < bytes.length; i++) {
            if (random.nextBoolean()) {
                bytes[i] = (byte) random.nextInt(0, 6);
            }
        }
        return bytes;
    }

    private List<List<String>> pieces(byte[] bytes) {
        List<List<String>> found = new ArrayList<>();
        SentenceDecoder decoder = new SentenceDecoder(Limits.STANDARD);
        ByteBuf in = Unpooled.wrappedBuffer(bytes);
        int largest = 1 << random.nextInt(1, 18);
        while (in.isReadable()) {
            int piece = Math.min(in.readableBytes(), 1 + random.nextInt(largest));
            Wire.feed(decoder, in.readSlice(piece), found);
        }
        return found;
    }

    private static byte[] written(List<List<String>> sentences) {
        ByteBuf out = Unpooled.buffer();
        SentenceWriter writer = new SentenceWriter(out);
        for (List<String> words : sentences) {
            words.forEach(writer::word);
            writer.end();
        }
        byte[] bytes = new byte[out.readableBytes()];
        out.readBytes(bytes);
        return bytes;
    }

    private List<List<String>> randomSentences() {
        List<List<String>> sentences = new ArrayList<>();
        for (int i = random.nextInt(1, 20); i > 0; i--) {
            List<String> words = new ArrayList<>();
            for (int w = random.nextInt(1, 30); w > 0; w--) {
                words.add(randomWord());
            }
            sentences.add(words);
        }
        return sentences;
    }

    private String randomWord() {
        int length =
                switch (random.nextInt(100)) {
                    case 0 -> random.nextInt(0x3ff0, 0x4010);
                    case 1 -> random.nextInt(1, 40_000);
                    case 2, 3, 4 -> random.nextInt(0x70, 0x90);
                    default -> random.nextInt(1, 40);
                };
        char[] word = new char[length];
        for (int i = 0; i < length; i++) {
            word[i] = (char) random.nextInt(256);
        }
        return new String(word);
    }
}
