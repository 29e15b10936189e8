package io.lastmile.collector.routeros;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.Unpooled;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SentenceTest {
    private static final Field V = Field.of("v");
    private static final Charset CP1251 = Charset.forName("windows-1251");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "1",
                "9223372036854775808",
                "18446744073709551614",
                "18446744073709551615"
            })
    void readsCountersOfTheFullUnsignedRange(String digits) {
        assertThat(row("=v=" + digits).unsigned(V)).isEqualTo(Long.parseUnsignedLong(digits));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-1",
                "+1",
                "1.5",
                "1k",
                " 1",
                "0x10",
                "18446744073709551616",
                "99999999999999999999",
                "100000000000000000000"
            })
    void refusesWhatIsNoCounterAndSaysWhatItFound(String text) {
        assertThatThrownBy(() -> row("=v=" + text).unsigned(V))
                .isInstanceOf(BadValue.class)
                .hasMessage("v: " + text + " (expected: a decimal number below 2^64)");
    }

    @Test
    void saysWhichFieldIsAbsent() {
        assertThatThrownBy(() -> row("=w=1").unsigned(V))
                .isInstanceOf(BadValue.class)
                .hasMessage("v: absent (expected: a decimal number)");
        assertThat(row("=w=1").unsigned(V, 5)).isEqualTo(5);
        assertThat(row("=w=1").text(V)).isEmpty();
        assertThat(row("=w=1").value(V)).isEmpty();
        assertThat(row("=v=").value(V)).contains("");
        assertThat(row("=v=").has(V)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"*1A, 26", "*f1a2, 61858", "*FFFFFFFF, 4294967295", "*0, 0"})
    void readsIds(String text, long id) {
        assertThat(row("=.id=" + text).id(Field.ID)).isEqualTo(id);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "*", "1A", "*1G", "ether1", "*1234567890123456"})
    void refusesWhatIsNoId(String text) {
        assertThatThrownBy(() -> row("=.id=" + text).id(Field.ID))
                .isInstanceOf(BadValue.class)
                .hasMessageContaining("(expected: *HEX)");
    }

    @Test
    void readsBothGenerationsOfBooleans() {
        assertThat(row("=v=true").flag(V)).isTrue();
        assertThat(row("=v=yes").flag(V)).isTrue();
        assertThat(row("=v=false").flag(V)).isFalse();
        assertThat(row("=v=no").flag(V)).isFalse();
        assertThat(row("=w=1").flag(V)).isFalse();
        assertThatThrownBy(() -> row("=v=maybe").flag(V)).isInstanceOf(BadValue.class);
    }

    @Test
    void readsPairsOfQueues() {
        Sentence row = row("=v=12/18446744073709551615");
        assertThat(row.pairFirst(V)).isEqualTo(12);
        assertThat(row.pairSecond(V)).isEqualTo(-1L);
        assertThatThrownBy(() -> row("=v=12").pairSecond(V)).isInstanceOf(BadValue.class);
        assertThatThrownBy(() -> row("=v=12/").pairSecond(V)).isInstanceOf(BadValue.class);
    }

    @ParameterizedTest
    @CsvSource({
        "1w2d3h4m5s, 788645000",
        "4m5s120ms, 245120",
        "2d03:04:05, 183845000",
        "00:10:00, 600000",
        "00:00:01.5, 1500",
        "45s, 45000",
        "120ms, 120",
        "5m, 300000"
    })
    void readsTimeSpans(String text, long millis) {
        assertThat(row("=v=" + text).spanMillis(V)).isEqualTo(millis);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "never", "5x", "-5s", "1d 2h"})
    void refusesWhatIsNoTimeSpan(String text) {
        assertThatThrownBy(() -> row("=v=" + text).spanMillis(V)).isInstanceOf(BadValue.class);
    }

    @Test
    void keepsEqualsSignsInValues() {
        Sentence row = row("=v=a=b=c", "=w==", "=bare");
        assertThat(row.text(V)).isEqualTo("a=b=c");
        List<String> seen = new ArrayList<>();
        row.attributes((name, value) -> seen.add(name + "|" + value));
        assertThat(seen).containsExactly("v|a=b=c", "w|=", "bare|");
    }

    @Test
    void takesTheFirstOfRepeatedProperties() {
        Sentence row = row("=v=1", "=x=0", "=v=2");
        assertThat(row.unsigned(V)).isEqualTo(1);
    }

    @Test
    void doesNotMistakeAPropertyForItsNamesake() {
        Sentence row = row("=rx-byte-x=1", "=xrx-byte=2", "=rx-byte=3");
        assertThat(row.unsigned(Field.of("rx-byte"))).isEqualTo(3);
    }

    @Test
    void followsPropertiesThatChangePlaces() {
        SentenceDecoder decoder = new SentenceDecoder(Limits.STANDARD);
        List<String> values = new ArrayList<>();
        for (byte[] sentence :
                List.of(
                        Wire.sentence("!re", ".tag=3", "=v=1", "=w=9"),
                        Wire.sentence("!re", "=w=9", "=v=2", ".tag=3"),
                        Wire.sentence("!re", "=v=3"),
                        Wire.sentence("!re"),
                        Wire.sentence("!re", "=a=b", "=c=d", ".tag=3", "=v=4"))) {
            decoder.append(Unpooled.wrappedBuffer(sentence));
            assertThat(decoder.next()).isTrue();
            values.add(decoder.sentence().text(V) + decoder.sentence().tag().orElse("-"));
        }
        assertThat(values).containsExactly("13", "23", "3-", "-", "43");
    }

    @Test
    void keepsRawBytesAndShowsThemInUtf8OrTheRoutersCodePage() {
        byte[] cyrillic = "Привет".getBytes(CP1251);
        String raw = new String(cyrillic, StandardCharsets.ISO_8859_1);
        Sentence row = row("=v=" + raw);
        assertThat(row.text(V).getBytes(StandardCharsets.ISO_8859_1)).isEqualTo(cyrillic);
        assertThat(row.shown(V, CP1251)).isEqualTo("Привет");
        String utf8 =
                new String("ঢাকা".getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        assertThat(row("=v=" + utf8).shown(V, CP1251)).isEqualTo("ঢাকা");
        assertThat(DisplayText.ofRaw(raw, CP1251)).isEqualTo("Привет");
    }

    @Test
    void comparesBytesInPlace() {
        assertThat(row("=v=pppoe-in").holds(V, Wire.latin1("pppoe-in"))).isTrue();
        assertThat(row("=v=pppoe-in").holds(V, Wire.latin1("pppoe-i"))).isFalse();
        assertThat(row("=w=pppoe-in").holds(V, Wire.latin1("pppoe-in"))).isFalse();
    }

    @Test
    void aCopyOutlivesItsConnection() {
        SentenceDecoder decoder = new SentenceDecoder(Limits.STANDARD);
        decoder.append(
                Unpooled.wrappedBuffer(
                        Wire.concat(Wire.sentence("!re", "=v=1"), Wire.sentence("!re", "=v=2"))));
        assertThat(decoder.next()).isTrue();
        Sentence first = decoder.sentence().copy();
        assertThat(decoder.next()).isTrue();
        assertThat(decoder.sentence().text(V)).isEqualTo("2");
        assertThat(first.text(V)).isEqualTo("1");
        assertThat(Wire.words(first)).containsExactly("!re", "=v=1");
    }

    @Test
    void asksForNoWordThatIsNotThere() {
        assertThatThrownBy(() -> row("=v=1").word(2))
                .isInstanceOf(IndexOutOfBoundsException.class)
                .hasMessage("word: 2 (expected: < 2)");
    }

    @Test
    void doesNotShowValuesInLogs() {
        assertThat(row("=password=secret")).hasToString("!re and 1 words");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a=b", "a b", "a\nb", "-a", "<a", "#1", "ü"})
    void refusesFieldNamesThatCouldSmuggle(String name) {
        assertThatThrownBy(() -> Field.of(name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("property name");
    }

    private static Sentence row(String... words) {
        SentenceDecoder decoder = new SentenceDecoder(Limits.STANDARD);
        String[] all = new String[words.length + 1];
        all[0] = "!re";
        System.arraycopy(words, 0, all, 1, words.length);
        decoder.append(Unpooled.wrappedBuffer(Wire.sentence(all)));
        assertThat(decoder.next()).isTrue();
        return decoder.sentence();
    }
}
