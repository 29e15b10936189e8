package io.lastmile.core.documents;

import static org.assertj.core.api.Assertions.assertThat;

import io.lastmile.core.platform.Money;
import io.lastmile.core.settings.Settings.Language;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class AmountInWordsTest {
    private static final long CRORE = 10_000_000;

    @ParameterizedTest
    @CsvSource({
        "0, Zero taka only, শূন্য টাকা মাত্র",
        "1, One poisha only, এক পয়সা মাত্র",
        "100, One taka only, এক টাকা মাত্র",
        "52500, Five hundred twenty-five taka only, পাঁচশত পঁচিশ টাকা মাত্র",
        "57750, Five hundred seventy-seven taka and fifty poisha only,"
                + " পাঁচশত সাতাত্তর টাকা পঞ্চাশ পয়সা মাত্র",
        "10000000, One lakh taka only, এক লক্ষ টাকা মাত্র",
        "1000000000, One crore taka only, এক কোটি টাকা মাত্র",
        "123456789, Twelve lakh thirty-four thousand five hundred sixty-seven taka"
                + " and eighty-nine poisha only,"
                + " বারো লক্ষ চৌত্রিশ হাজার পাঁচশত সাতষট্টি টাকা ঊননব্বই পয়সা মাত্র",
        "-27097, Minus two hundred seventy taka and ninety-seven poisha only,"
                + " ঋণাত্মক দুইশত সত্তর টাকা সাতানব্বই পয়সা মাত্র",
    })
    void saysWhatAChequeSays(long poisha, String english, String bangla) {
        assertThat(AmountInWords.of(new Money(poisha), Language.EN)).isEqualTo(english);
        assertThat(AmountInWords.of(new Money(poisha), Language.BN)).isEqualTo(bangla);
    }

    @Test
    void theLargestAndTheSmallestHaveWords() {
        assertThat(AmountInWords.of(new Money(Long.MAX_VALUE), Language.EN))
                .isEqualTo(
                        "Nine hundred twenty-two crore thirty-three lakh seventy-two thousand"
                                + " thirty-six crore eighty-five lakh forty-seven thousand seven"
                                + " hundred fifty-eight taka and seven poisha only");
        assertThat(AmountInWords.of(new Money(Long.MIN_VALUE), Language.EN))
                .startsWith("Minus nine hundred twenty-two crore")
                .endsWith("fifty-eight taka and eight poisha only");
    }

    @ParameterizedTest
    @EnumSource
    void eachSmallNumberHasAWordOfItsOwn(Language language) {
        assertThat(words(language).small()).doesNotHaveDuplicates().noneMatch(String::isBlank);
    }

    @ParameterizedTest
    @EnumSource
    void wordsReadBackAsTheSameAmount(Language language) {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            long poisha = random.nextLong() >> random.nextInt(63);
            String said = AmountInWords.of(new Money(poisha), language);
            assertThat(read(said, language)).as("%s, seed %d", said, seed).isEqualTo(poisha);
        }
    }

    private static NumberWords words(Language language) {
        return language == Language.EN ? NumberWords.ENGLISH : NumberWords.BANGLA;
    }

    private static long read(String said, Language language) {
        boolean english = language == Language.EN;
        String text = english ? said.toLowerCase(Locale.ROOT) : said;
        long sign = text.startsWith(english ? "minus " : "ঋণাত্মক ") ? -1 : 1;
        text =
                text.replaceFirst(english ? "^minus " : "^ঋণাত্মক ", "")
                        .replaceFirst(english ? " only$" : " মাত্র$", "");
        int taka = text.indexOf(english ? " taka" : " টাকা");
        String rest = text.substring(taka < 0 ? 0 : taka + 5).replaceFirst("^ and ", "").strip();
        long poisha =
                rest.isEmpty()
                        ? 0
                        : number(rest.substring(0, rest.lastIndexOf(' ')), words(language));
        long whole = taka < 0 ? 0 : number(text.substring(0, taka), words(language));
        return sign * whole * 100 + sign * poisha;
    }

    private static long number(String text, NumberWords words) {
        String spaced = text.replace(words.hundred().strip(), " # ");
        return number(List.of(spaced.strip().split("\\s+")), words);
    }

    private static long number(List<String> text, NumberWords words) {
        int crore = text.lastIndexOf(words.crore());
        long sum = crore < 0 ? 0 : number(text.subList(0, crore), words) * CRORE;
        long pending = 0;
        for (String word : text.subList(crore + 1, text.size())) {
            if (word.equals("#")) {
                pending *= 100;
            } else if (word.equals(words.lakh())) {
                sum += pending * 100_000;
                pending = 0;
            } else if (word.equals(words.thousand())) {
                sum += pending * 1_000;
                pending = 0;
            } else {
                pending += words.small().indexOf(word);
            }
        }
        return sum + pending;
    }
}
