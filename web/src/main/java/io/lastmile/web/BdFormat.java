package io.lastmile.web;

import io.lastmile.core.platform.PlainText;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/// Numbers, money and times as Bangladesh writes them: lakh grouping in both languages, Bangla
/// digits in Bangla text. `app/format.js` is its twin; both pass the same vectors. The runtimes'
/// own formats disagree with each other and are used nowhere.
public final class BdFormat {
    private static final List<String> RATES = List.of("bps", "kbps", "Mbps", "Gbps", "Tbps");
    private static final List<String> VOLUMES = List.of("B", "KB", "MB", "GB", "TB", "PB");
    private static final ZoneId DHAKA = ZoneId.of("Asia/Dhaka");
    private static final DateTimeFormatter HOURS =
            DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);
    private static final DateTimeFormatter DATES =
            DateTimeFormatter.ofPattern("dd-MM-yyyy", Locale.ROOT);
    private static final DateTimeFormatter DAYS =
            DateTimeFormatter.ofPattern("d/M HH:mm", Locale.ROOT);

    /// A figure and its unit, which stands smaller beside it.
    public record Figure(String value, String unit) {
        @Override
        public String toString() {
            return value + " " + unit;
        }
    }

    private final boolean bangla;
    private final boolean own;

    public BdFormat(Look.Language language) {
        this(language, false);
    }

    /// `latin` keeps the digits of Bangla text 0 to 9.
    public BdFormat(Look.Language language, boolean latin) {
        this.bangla = language == Look.Language.BN;
        this.own = bangla && !latin;
    }

    /// Bangla digits in Bangla, anything else unchanged. Never for ids, addresses and phone
    /// numbers.
    public String digits(String text) {
        return own ? PlainText.banglaDigits(text) : text;
    }

    public String number(long value) {
        return number(BigDecimal.valueOf(value), 0);
    }

    /// Groups of two above the thousand; at most `decimals` places, half up, no trailing zeros.
    public String number(BigDecimal value, int decimals) {
        BigDecimal rounded = value.setScale(decimals, RoundingMode.HALF_UP);
        String plain = rounded.abs().toPlainString();
        int point = plain.indexOf('.');
        String whole = point < 0 ? plain : plain.substring(0, point);
        String fraction = point < 0 ? "" : plain.substring(point).replaceAll("\\.?0+$", "");
        String sign = rounded.signum() < 0 ? "−" : "";
        return digits(sign + lakh(whole) + fraction);
    }

    private static String lakh(String whole) {
        if (whole.length() <= 3) {
            return whole;
        }
        var out = new StringBuilder(whole.substring(whole.length() - 3));
        for (int end = whole.length() - 3; end > 0; end -= 2) {
            out.insert(0, whole.substring(Math.max(0, end - 2), end) + ",");
        }
        return out.toString();
    }

    /// Taka; paisa are shown only where there are any.
    public String taka(long poisha) {
        BigDecimal taka = BigDecimal.valueOf(poisha, 2);
        boolean whole = poisha % 100 == 0;
        String amount = number(whole ? taka : taka.setScale(2), whole ? 0 : 2);
        boolean cut = !whole && poisha % 10 == 0;
        return "৳ " + amount + (cut ? digits("0") : "");
    }

    /// Decimal: 1 Mbps is 1,000,000 bit/s.
    public Figure rate(double bitsPerSecond) {
        return scaled(bitsPerSecond, RATES);
    }

    /// Decimal: 1 GB is 1,000,000,000 B.
    public Figure volume(double bytes) {
        return scaled(bytes, VOLUMES);
    }

    /// Three significant digits from the first prefix on, so that columns keep their width.
    private Figure scaled(double value, List<String> units) {
        double rest = value;
        int unit = 0;
        while (rest >= 999.5 && unit < units.size() - 1) {
            rest /= 1000;
            unit++;
        }
        int decimals = unit == 0 || rest >= 99.95 ? 0 : rest >= 9.995 ? 1 : 2;
        BigDecimal rounded = BigDecimal.valueOf(rest).setScale(decimals, RoundingMode.HALF_UP);
        return new Figure(digits(rounded.toPlainString()), units.get(unit));
    }

    /// `16-12-2026`.
    public String day(LocalDate day) {
        return digits(DATES.format(day));
    }

    /// 24 hours, for staff; on another day with the date before it.
    public String moment(Instant instant, Instant now) {
        var then = instant.atZone(DHAKA);
        boolean today = then.toLocalDate().equals(now.atZone(DHAKA).toLocalDate());
        return digits((today ? HOURS : DAYS).format(then));
    }

    /// 12 hours with the part of the day, for customers.
    public String clock(LocalTime time) {
        int hour = time.getHour() % 12 == 0 ? 12 : time.getHour() % 12;
        String digits = digits("%d:%02d".formatted(hour, time.getMinute()));
        return bangla
                ? dayPart(time.getHour()) + " " + digits
                : digits + (time.getHour() < 12 ? " AM" : " PM");
    }

    private static String dayPart(int hour) {
        return hour < 4 || hour >= 20
                ? "রাত"
                : hour < 6
                        ? "ভোর"
                        : hour < 12
                                ? "সকাল"
                                : hour < 16 ? "দুপুর" : hour < 18 ? "বিকাল" : "সন্ধ্যা";
    }
}
