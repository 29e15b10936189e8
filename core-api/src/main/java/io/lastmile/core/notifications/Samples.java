package io.lastmile.core.notifications;

import io.lastmile.core.platform.PlainText;
import java.util.Map;

/// What stands for variables in a preview: as long as real values are.
final class Samples {
    private static final Map<String, String> EN =
            Map.ofEntries(
                    Map.entry("name", "Rahim Uddin"),
                    Map.entry("code", "123456"),
                    Map.entry("minutes", "5"),
                    Map.entry("link", "https://isp.example/password/reset?token=lm_0123456789"),
                    Map.entry("number", "C100042"),
                    Map.entry("portal", "https://isp.example/portal"),
                    Map.entry("ticket", "T26-000042"),
                    Map.entry("into", "T26-000017"),
                    Map.entry("subject", "No internet since the morning"),
                    Map.entry("line", "rahim.mirpur"),
                    Map.entry("reason", "the bill is due"),
                    Map.entry("title", "mirpur-1 does not answer"),
                    Map.entry("detail", "212 sessions were on."),
                    Map.entry("time", "22:15"),
                    Map.entry("day", "30-11-2026"),
                    Map.entry("cheque", "Sonali 0012345"),
                    Map.entry("bill", "INV-2627-000042"),
                    Map.entry("amount", "525.00"),
                    Map.entry(Cause.ISP, "Lastmile"));

    private static final Map<String, String> BN =
            Map.of(
                    "name", "রহিম উদ্দিন",
                    "subject", "সকাল থেকে ইন্টারনেট নেই",
                    "reason", "বিল বাকি আছে",
                    "title", "mirpur-1 সাড়া দিচ্ছে না",
                    "detail", "২১২টি সেশন চালু ছিল।");

    private Samples() {}

    static String of(String variable, String language) {
        String english = EN.getOrDefault(variable, variable);
        if (!language.equals("bn")) {
            return english;
        }
        String bangla = BN.getOrDefault(variable, english);
        return Cause.FIGURES.contains(variable) ? PlainText.banglaDigits(bangla) : bangla;
    }
}
