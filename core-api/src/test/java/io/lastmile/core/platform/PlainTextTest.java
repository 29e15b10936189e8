package io.lastmile.core.platform;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PlainTextTest {
    @Test
    void oneLineCutsNoCharacterInTwo() {
        assertThat(PlainText.oneLine("a\r\nb\u0000c ", 10)).isEqualTo("a b c");
        assertThat(PlainText.oneLine("1234😀6", 7)).isEqualTo("1234😀6");
        assertThat(PlainText.oneLine("1234😀67", 5)).isEqualTo("1234…");
        assertThat(PlainText.oneLine("1234😀67", 6)).isEqualTo("1234😀…");
        assertThat(PlainText.oneLine("half \uD83D.", 10)).isEqualTo("half  .");
    }

    @Test
    void figuresChangeTheirScriptAndNothingElseDoes() {
        assertThat(PlainText.banglaDigits("22:15 T-1")).isEqualTo("২২:১৫ T-১");
        assertThat(PlainText.latinDigits("২২:১৫ ক")).isEqualTo("22:15 ক");
    }

    @Test
    void commasThatGroupNothingStay() {
        assertThat(PlainText.ungrouped("1,250.50")).isEqualTo("1250.50");
        assertThat(PlainText.ungrouped("12,34,567")).isEqualTo("1234567");
        assertThat(PlainText.ungrouped("1,234,567.5")).isEqualTo("1234567.5");
        for (String other :
                new String[] {"1250,50", "1,25", ",500", "1,,000", "1250,500", "500,"}) {
            assertThat(PlainText.ungrouped(other)).isEqualTo(other);
        }
    }
}
