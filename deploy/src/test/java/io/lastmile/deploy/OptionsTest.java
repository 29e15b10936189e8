package io.lastmile.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OptionsTest {
    private static final List<String> FLAGS =
            List.of("--without-simulator", "--without-past", "--fresh", "--set-up");
    private static final Map<String, String> VALUES =
            Map.of(
                    "--database-url", "jdbc:postgresql://db/x",
                    "--trusted-proxy", "10.0.0.0/8");

    private static Options parse(String words) {
        return Options.parse(words.isEmpty() ? List.of() : List.of(words.split(" ")));
    }

    @Test
    void withoutAWordItIsTheDemoThatTheHelpDescribes() {
        Options options = parse("");

        assertThat(options.fleet())
                .isEqualTo(new Options.Fleet(20, 2000, Optional.empty(), 1, true));
        assertThat(options.listen()).isEqualTo(new Options.Listen("127.0.0.1", 8080));
        assertThat(options.intervalSeconds()).isEqualTo(5);
        assertThat(options.simulator()).isTrue();
        assertThat(options.fresh()).isFalse();
        assertThat(options.databaseUrl()).isEmpty();
        assertThat(options.data()).isEmpty();
        assertThat(options.diskGigabytes()).isEmpty();
    }

    @Test
    void everyWordIsTaken() {
        Options options =
                parse(
                        "--routers 3 --lines 9 --interval 2 --seed 7 --port 9000 --bind 0.0.0.0"
                                + " --database-url jdbc:postgresql://db/x --without-simulator"
                                + " --data here --fresh --disk-gb 40 --without-past");

        assertThat(options)
                .isEqualTo(
                        new Options(
                                new Options.Fleet(3, 9, Optional.of(2), 7),
                                new Options.Listen("0.0.0.0", 9000),
                                Optional.of("jdbc:postgresql://db/x"),
                                false,
                                true,
                                Optional.of(Path.of("here").toAbsolutePath()),
                                Optional.of(40)));
    }

    @Test
    void realRoutersAreAskedLessOften() {
        assertThat(parse("--without-simulator").intervalSeconds()).isEqualTo(30);
        assertThat(parse("--without-simulator --interval 7").intervalSeconds()).isEqualTo(7);
    }

    @ParameterizedTest
    @CsvSource({
        "--routers,1,2000",
        "--lines,20,200000",
        "--interval,1,3600",
        "--seed,0,2147483647",
        "--port,1,65535",
        "--disk-gb,1,1000000"
    })
    void numbersHaveTwoEnds(String option, int min, int max) {
        assertThat(parse(option + " " + min + (max == 2000 ? " --lines 2000" : ""))).isNotNull();
        String most = option + " " + max + (option.equals("--routers") ? " --lines 2000" : "");
        assertThat(parse(most)).isNotNull();
        int below = option.equals("--lines") ? 0 : min - 1;
        for (String wrong : List.of("" + below, "" + (max + 1L), "many", "1.5", "99999999999")) {
            assertThatThrownBy(() -> parse(option + " " + wrong))
                    .as(option + " " + wrong)
                    .isInstanceOf(Options.Refused.class)
                    .hasMessageContaining(option + " " + wrong + " (expected: ");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--routers",
                "--lines",
                "--interval",
                "--seed",
                "--port",
                "--bind",
                "--database-url",
                "--data",
                "--disk-gb"
            })
    void aValueIsNeverTakenFromTheNextOption(String option) {
        for (List<String> words :
                List.of(List.of(option), List.of(option, "--fresh"), List.of(option, ""))) {
            assertThatThrownBy(() -> Options.parse(words))
                    .as("%s", words)
                    .isInstanceOf(Options.Refused.class)
                    .hasMessageStartingWith(option + " has no value");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"--rooters", "-p", "routers", "bench", "--port=80"})
    void whatIsNoOptionIsSaid(String word) {
        assertThatThrownBy(() -> parse(word))
                .isInstanceOf(Options.Refused.class)
                .hasMessageContaining(word + " is not an option");
    }

    @Test
    void moreRoutersThanLinesMakeNoSense() {
        assertThatThrownBy(() -> parse("--routers 5 --lines 4"))
                .isInstanceOf(Options.Refused.class)
                .hasMessageContaining("--lines 4 with --routers 5");
    }

    @Test
    void aDatabaseUrlIsLookedAtBeforeAnythingStarts() {
        assertThatThrownBy(() -> parse("--database-url postgres://db/x?password=secret"))
                .isInstanceOf(Options.Refused.class)
                .hasMessageContaining("--database-url: database url: postgres://db/x (expected: ")
                .hasMessageNotContaining("secret");
    }

    @Test
    void aCertificateWithoutItsKeyAndAProxyThatIsNoneAreRefused() {
        for (String words : List.of("--tls-cert a.pem", "--tls-key a.pem")) {
            assertThatThrownBy(() -> parse(words))
                    .isInstanceOf(Options.Refused.class)
                    .hasMessageContaining("go together");
        }
        assertThatThrownBy(() -> parse("--trusted-proxy everybody"))
                .isInstanceOf(Options.Refused.class)
                .hasMessageContaining("10.0.0.0/8");
    }

    @Test
    void theHelpListsTheOptionsThatThereAre() {
        List<String> listed =
                Pattern.compile("(?m)^ {2,}(--[a-z-]+)")
                        .matcher(Options.HELP)
                        .results()
                        .map(MatchResult::group)
                        .map(String::strip)
                        .toList();

        assertThat(listed).hasSize(16);
        for (String option : listed) {
            List<String> words = new ArrayList<>(List.of(option));
            if (!FLAGS.contains(option)) {
                words.add(VALUES.getOrDefault(option, "20"));
            }
            if (option.startsWith("--tls-")) {
                words.addAll(
                        List.of(option.equals("--tls-cert") ? "--tls-key" : "--tls-cert", "x"));
            }
            assertThat(Options.parse(words)).as(option).isNotNull();
        }
    }
}
