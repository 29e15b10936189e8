package io.lastmile.core.documents;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// Whole numbers in words as Bangladesh counts: hundred, thousand, lakh (1,00,000), crore
/// (1,00,00,000), and above that crores of crores. `small` has the words of 0 to 99: Bangla has a
/// word of its own for each.
record NumberWords(List<String> small, String hundred, String thousand, String lakh, String crore) {
    private static final int SMALL = 100;
    private static final long THOUSAND = 1_000;
    private static final long LAKH = 100_000;
    private static final long CRORE = 10_000_000;

    private static final List<String> TEENS =
            List.of(
                    ("zero one two three four five six seven eight nine ten eleven twelve thirteen"
                                    + " fourteen fifteen sixteen seventeen eighteen nineteen")
                            .split(" "));
    private static final List<String> TENS =
            List.of("twenty thirty forty fifty sixty seventy eighty ninety".split(" "));

    static final NumberWords ENGLISH =
            new NumberWords(
                    IntStream.range(0, SMALL).mapToObj(NumberWords::english).toList(),
                    " hundred",
                    "thousand",
                    "lakh",
                    "crore");

    static final NumberWords BANGLA =
            new NumberWords(
                    List.of(
                            """
                            শূন্য এক দুই তিন চার
                            পাঁচ ছয় সাত আট নয়
                            দশ এগারো বারো তেরো চৌদ্দ
                            পনেরো ষোলো সতেরো আঠারো উনিশ
                            বিশ একুশ বাইশ তেইশ চব্বিশ
                            পঁচিশ ছাব্বিশ সাতাশ আটাশ ঊনত্রিশ
                            ত্রিশ একত্রিশ বত্রিশ তেত্রিশ চৌত্রিশ
                            পঁয়ত্রিশ ছত্রিশ সাঁইত্রিশ আটত্রিশ ঊনচল্লিশ
                            চল্লিশ একচল্লিশ বিয়াল্লিশ তেতাল্লিশ চুয়াল্লিশ
                            পঁয়তাল্লিশ ছেচল্লিশ সাতচল্লিশ আটচল্লিশ ঊনপঞ্চাশ
                            পঞ্চাশ একান্ন বায়ান্ন তিপ্পান্ন চুয়ান্ন
                            পঞ্চান্ন ছাপ্পান্ন সাতান্ন আটান্ন ঊনষাট
                            ষাট একষট্টি বাষট্টি তেষট্টি চৌষট্টি
                            পঁয়ষট্টি ছেষট্টি সাতষট্টি আটষট্টি ঊনসত্তর
                            সত্তর একাত্তর বাহাত্তর তিয়াত্তর চুয়াত্তর
                            পঁচাত্তর ছিয়াত্তর সাতাত্তর আটাত্তর ঊনআশি
                            আশি একাশি বিরাশি তিরাশি চুরাশি
                            পঁচাশি ছিয়াশি সাতাশি আটাশি ঊননব্বই
                            নব্বই একানব্বই বিরানব্বই তিরানব্বই চুরানব্বই
                            পঁচানব্বই ছিয়ানব্বই সাতানব্বই আটানব্বই নিরানব্বই
                            """
                                    .split("\\s+")),
                    "শত",
                    "হাজার",
                    "লক্ষ",
                    "কোটি");

    NumberWords {
        small = List.copyOf(small);
        if (small.size() != SMALL) {
            throw new IllegalArgumentException("words: " + small.size() + " (expected: 100)");
        }
    }

    private static String english(int number) {
        if (number < TEENS.size()) {
            return TEENS.get(number);
        }
        String ten = TENS.get(number / 10 - 2);
        return number % 10 == 0 ? ten : ten + "-" + TEENS.get(number % 10);
    }

    /// Of a number that is not negative.
    String say(long number) {
        if (number < 0) {
            throw new IllegalArgumentException("number: " + number + " (expected: >= 0)");
        }
        List<String> parts = new ArrayList<>();
        add(parts, number / CRORE, crore);
        add(parts, number % CRORE / LAKH, lakh);
        add(parts, number % LAKH / THOUSAND, thousand);
        int hundreds = (int) (number % THOUSAND / SMALL);
        if (hundreds > 0) {
            parts.add(small.get(hundreds) + hundred);
        }
        int rest = (int) (number % SMALL);
        if (rest > 0 || parts.isEmpty()) {
            parts.add(small.get(rest));
        }
        return String.join(" ", parts);
    }

    private void add(List<String> parts, long count, String unit) {
        if (count > 0) {
            parts.add(say(count) + " " + unit);
        }
    }
}
