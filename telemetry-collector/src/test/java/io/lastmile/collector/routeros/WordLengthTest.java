package io.lastmile.collector.routeros;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The vectors of routeros.md 1.1.
class WordLengthTest {
    @ParameterizedTest
    @CsvSource({
        "0, 00",
        "1, 01",
        "127, 7f",
        "128, 8080",
        "135, 8087",
        "256, 8100",
        "16383, bfff",
        "16384, c04000",
        "17185, c04321",
        "2097151, dfffff",
        "2097152, e0200000",
        "2805231, e02acdef",
        "268435455, efffffff",
        "268435456, f010000000",
        "268435584, f010000080",
        "4294967295, f0ffffffff"
    })
    void writesTheShortestFormAndReadsItBack(long length, String hex) {
        ByteBuf out = Unpooled.buffer();
        WordLength.write(out, length);
        assertThat(ByteBufUtil.hexDump(out)).isEqualTo(hex);

        byte[] bytes = Wire.hex(hex);
        int headerBytes = WordLength.headerBytesOf(bytes[0] & 0xff);
        assertThat(headerBytes).isEqualTo(bytes.length);
        assertThat(WordLength.read(bytes, 0, headerBytes)).isEqualTo(length);
    }

    @ParameterizedTest
    @CsvSource({"8001, 1", "c00001, 1", "e0000001, 1", "f000000001, 1", "e0020000, 131072"})
    void readsLongerFormsThanNeeded(String hex, long length) {
        byte[] bytes = Wire.hex(hex);
        int headerBytes = WordLength.headerBytesOf(bytes[0] & 0xff);
        assertThat(headerBytes).isEqualTo(bytes.length);
        assertThat(WordLength.read(bytes, 0, headerBytes)).isEqualTo(length);
    }

    @ParameterizedTest
    @ValueSource(ints = {0xf1, 0xf2, 0xf3, 0xf4, 0xf5, 0xf6, 0xf7})
    void refusesUndefinedLengthBytesByName(int first) {
        assertThatThrownBy(() -> WordLength.headerBytesOf(first))
                .isInstanceOf(ProtocolViolation.class)
                .hasMessage("undefined length byte 0x%x (expected: 00 to f0)".formatted(first));
    }

    @ParameterizedTest
    @ValueSource(ints = {0xf8, 0xf9, 0xfa, 0xfb, 0xfc, 0xfd, 0xfe, 0xff})
    void refusesReservedControlBytesByName(int first) {
        assertThatThrownBy(() -> WordLength.headerBytesOf(first))
                .isInstanceOf(ProtocolViolation.class)
                .hasMessage("reserved control byte 0x%x (expected: 00 to f0)".formatted(first));
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 4_294_967_296L})
    void refusesToWriteWhatHasNoForm(long length) {
        ByteBuf out = Unpooled.buffer();
        assertThatThrownBy(() -> WordLength.write(out, length))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("word length: " + length);
    }
}
