package io.lastmile.core.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ScriptTextTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "rahim",
                "\" /system reboot; \"",
                "$[/system reset-configuration]",
                "[/user add name=x]",
                "$name",
                "line\n/user add name=evil group=full",
                "line\r\n/system reboot",
                "back\\slash\\",
                "\\\"",
                "?",
                "}; :put \"x\"",
                "রহিম উদ্দিন",
                "\u0000\u0007\u007f",
                "a=b c=d"
            })
    void readsBackAsTheSameText(String text) {
        assertThat(ScriptReader.strings(ScriptText.quoted(text))).containsExactly(text);
    }

    @Test
    void randomTextsNeverLeaveTheirQuotes() {
        long seed = System.nanoTime();
        var random = new Random(seed);
        String signs = "\"\\$[](){};\n\r\t ?#/=ab0'`~ঀ\u0000";
        for (int i = 0; i < 5_000; i++) {
            var text = new StringBuilder();
            for (int length = random.nextInt(12); length > 0; length--) {
                text.append(signs.charAt(random.nextInt(signs.length())));
            }
            String quoted = ScriptText.quoted(text.toString());
            assertThat(ScriptReader.strings(quoted))
                    .as("seed %d: %s", seed, quoted)
                    .containsExactly(text.toString());
            assertThat(quoted.chars()).as("seed %d", seed).allMatch(c -> c >= ' ' && c < 0x7f);
        }
    }

    @Test
    void aCommentStaysOnItsLine() {
        assertThat(ScriptText.comment("x\n/system reboot\r/user remove").lines()).hasSize(1);
    }

    @Test
    void aBlockSetsWhatIsThereAndAddsWhatIsMissing() {
        var block =
                ScriptBlock.named("/ppp secret", "a\"b", Map.of("profile", "$[/system reboot]"));
        assertThat(block.text())
                .isEqualTo(
                        """
                        :if ([:len [/ppp secret find where name="a\\22b"]] = 0) do={ \
                        /ppp secret add name="a\\22b" profile="\\24\\5B/system reboot\\5D" \
                        } else={ /ppp secret set [/ppp secret find where name="a\\22b"] \
                        profile="\\24\\5B/system reboot\\5D" }
                        """);
        assertThat(ScriptReader.strings(block.text()))
                .containsExactlyElementsOf(
                        List.of("a\"b", "a\"b", "$[/system reboot]", "a\"b", "$[/system reboot]"));
    }
}
