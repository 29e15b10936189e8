package io.lastmile.collector.routeros;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandTest {
    private static final Field TYPE = Field.of("type");
    private static final Field RX = Field.of("rx-byte");
    private static final Field TX = Field.of("tx-byte");
    private static final Field PASSWORD = Field.of("password");

    @Test
    void writesTheLoginOfTheExamples() {
        Command login = Command.of("/login").with(Field.NAME, "admin").with(PASSWORD, "");
        assertThat(hex(login, 0))
                .isEqualTo("062f6c6f67696e0b3d6e616d653d61646d696e0a3d70617373776f72643d00");
    }

    /// The `.tag` and the query in the example's order; the query with `?=name=`, which is the
    /// same.
    @Test
    void writesThePrintOfTheExamples() throws IOException {
        Command print =
                Command.of("/interface/print")
                        .proplist(Field.ID, Field.NAME, RX, TX)
                        .where(Query.equal(TYPE, "pppoe-in"));
        assertThat(words(print, 7))
                .containsExactly(
                        "/interface/print",
                        "=.proplist=.id,name,rx-byte,tx-byte",
                        "?=type=pppoe-in",
                        ".tag=7");
    }

    @Test
    void neverSendsAnEmptyProplist() throws IOException {
        assertThat(words(Command.of("/interface/print").proplist(), 1))
                .containsExactly("/interface/print", ".tag=1");
    }

    @Test
    void writesEveryQuery() throws IOException {
        Query query =
                Query.has(TYPE)
                        .and(Query.lacks(RX).not())
                        .or(Query.less(RX, "5").and(Query.greater(TX, "7")));
        assertThat(words(Command.of("/x/print").where(query), 0))
                .containsExactly(
                        "/x/print",
                        "?type",
                        "?-rx-byte",
                        "?#!",
                        "?#&",
                        "?<rx-byte=5",
                        "?>tx-byte=7",
                        "?#&",
                        "?#|");
    }

    @Test
    void aValueCannotBecomeAnotherWord() throws IOException {
        String evil = "line1\n=disabled=true\0\0=x=y";
        Command set = Command.of("/ppp/secret/set").with(Field.of("comment"), evil);
        assertThat(words(set, 0)).containsExactly("/ppp/secret/set", "=comment=" + evil);
        assertThat(words(Command.of("/x/print").where(Query.equal(Field.NAME, evil)), 0))
                .containsExactly("/x/print", "?=name=" + evil);
    }

    @Test
    void sendsTextAsUtf8AndRawBytesAsTheyAre() throws IOException {
        byte[] raw = {(byte) 0xff, (byte) 0x80, 0};
        Command set = Command.of("/x/set").with(Field.NAME, "ঢ").with(TYPE, raw);
        assertThat(words(set, 0).get(1).getBytes(StandardCharsets.ISO_8859_1))
                .isEqualTo("=name=ঢ".getBytes(StandardCharsets.UTF_8));
        assertThat(words(set, 0).get(2)).isEqualTo("=type=\u00ff\u0080\0");
    }

    @Test
    void everyStepLeavesTheOneBeforeAlone() throws IOException {
        Command bare = Command.of("/x/print");
        Command stats = bare.with(Field.of("stats")).rowsMax(1);
        assertThat(words(bare, 0)).containsExactly("/x/print");
        assertThat(words(stats, 0)).containsExactly("/x/print", "=stats=");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "x", "/x/", "/x y", "/x\n", "/x=y", "/x?y", "!re"})
    void refusesPathsThatAreNone(String path) {
        assertThatThrownBy(() -> Command.of(path))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("(expected: /menu/verb of plain letters)");
    }

    @Test
    void refusesValuesAndListsAboveTheirLimits() {
        byte[] large = new byte[Words.VALUE_BYTES_MAX + 1];
        assertThatThrownBy(() -> Command.of("/x/set").with(Field.NAME, large))
                .hasMessage("value: 1048577 bytes (expected: <= 1048576)");
        Command many = Command.of("/x/set");
        for (int i = 0; i < 1_024; i++) {
            many = many.with(Field.NAME);
        }
        Command full = many;
        assertThatThrownBy(() -> full.with(Field.NAME)).hasMessageContaining("1025 words");
    }

    @Test
    void doesNotShowItsValues() {
        assertThat(Command.of("/login").with(PASSWORD, "secret")).hasToString("/login");
        assertThat(new Credentials("reader", "secret", false)).hasToString("credentials of reader");
    }

    @Test
    void writesUnsignedNumbers() throws IOException {
        ByteBuf out = Unpooled.buffer();
        new SentenceWriter(out)
                .word("!re")
                .attribute(RX, -1L)
                .attribute(TX, 0L)
                .attribute(Field.NAME, "a\u00ff")
                .tag("x")
                .end();
        assertThat(read(out))
                .containsExactly(
                        "!re",
                        "=rx-byte=18446744073709551615",
                        "=tx-byte=0",
                        "=name=a\u00ff",
                        ".tag=x");
    }

    private static String hex(Command command, int tag) {
        return ByteBufUtil.hexDump(written(command, tag));
    }

    private static List<String> words(Command command, int tag) throws IOException {
        return read(written(command, tag));
    }

    private static List<String> read(ByteBuf out) throws IOException {
        byte[] bytes = new byte[out.readableBytes()];
        out.readBytes(bytes);
        return Wire.read(new ByteArrayInputStream(bytes));
    }

    private static ByteBuf written(Command command, int tag) {
        ByteBuf out = Unpooled.buffer();
        command.write(new SentenceWriter(out), tag);
        return out;
    }
}
