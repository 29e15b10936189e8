package io.lastmile.core.imports;

import io.lastmile.core.plans.Allowance;
import io.lastmile.core.plans.Terms;
import io.lastmile.core.platform.Fields;
import io.lastmile.core.platform.PlainText;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// A plan as the cells of a row. Money is in taka; fair usage is written `100000000000=5M/10M;
/// 200000000000=2M/2M` (bytes, then speed), the bonus hours `01:00-07:00=20M/20M counted`.
final class PlanCells {
    static final List<Column> COLUMNS =
            List.of(
                    Column.of("name", "name", "plan", "package", "package name", "প্যাকেজ", "নাম"),
                    Column.of("nameBn", "name_bn", "bangla name", "বাংলা নাম"),
                    Column.of("says", "description", "says", "বিবরণ"),
                    Column.of("saysBn", "description_bn", "says_bn", "বাংলা বিবরণ"),
                    Column.of("rateLimit", "rate_limit", "speed", "গতি"),
                    Column.of("profile", "profile", "ppp profile", "প্রোফাইল"),
                    Column.of("price", "price", "price bdt", "price tk", "মূল্য", "দাম"),
                    Column.of("validity", "validity", "মেয়াদের ধরন"),
                    Column.of("validityCount", "validity_count", "months", "মেয়াদ"),
                    Column.of("taxClass", "tax_class"),
                    Column.of("unlimited", "unlimited", "আনলিমিটেড"),
                    Column.of("window", "fair_usage_window"),
                    Column.of("steps", "fair_usage"),
                    Column.of("bonus", "bonus_hours"),
                    Column.of("contention", "contention", "কনটেনশন"),
                    Column.of("published", "published", "প্রকাশিত"),
                    Column.of("memoNo", "btrc_memo_no", "memo no"),
                    Column.of("memoDate", "btrc_memo_date", "memo date"),
                    Column.of("ceiling", "btrc_ceiling", "ceiling"));

    private static final BigDecimal POISHA = BigDecimal.valueOf(100);
    private static final Pattern TAKA = Pattern.compile("[0-9]{1,12}([.][0-9]{1,2})?");
    private static final Pattern BONUS =
            Pattern.compile("([0-9:]{4,5})-([0-9:]{4,5})=([^ ]+)( counted)?");

    private PlanCells() {}

    static Map<String, String> of(Terms terms) {
        Map<String, String> cells = new HashMap<>();
        cells.put("name", terms.name());
        cells.put("nameBn", terms.nameBn());
        cells.put("says", terms.says());
        cells.put("saysBn", terms.saysBn());
        cells.put("rateLimit", terms.rateLimit().text());
        cells.put("profile", terms.profile());
        cells.put("price", taka(terms.price().poisha()));
        cells.put("validity", Fields.nameOf(terms.validity()));
        cells.put("validityCount", "" + terms.validityCount());
        cells.put("taxClass", terms.taxClass());
        cells.put("unlimited", yes(terms.unlimited()));
        cells.put("window", Fields.nameOf(terms.allowance().window()));
        cells.put("steps", steps(terms.allowance()));
        cells.put("bonus", terms.allowance().bonus().map(PlanCells::bonus).orElse(""));
        cells.put("contention", "" + terms.contention());
        cells.put("published", yes(terms.published()));
        terms.approval()
                .ifPresent(approval -> {
                    cells.put("memoNo", approval.memoNo());
                    cells.put("memoDate", approval.memoDate().toString());
                    cells.put("ceiling", taka(approval.ceiling().poisha()));
                });
        cells.values().removeIf(String::isEmpty);
        return cells;
    }

    private static String steps(Allowance allowance) {
        return allowance.steps().stream()
                .map(step -> step.limitBytes() + "=" + step.rateLimit().text())
                .collect(Collectors.joining("; "));
    }

    private static String bonus(Allowance.Bonus bonus) {
        return "%s-%s=%s%s"
                .formatted(
                        bonus.from(),
                        bonus.to(),
                        bonus.rateLimit().text(),
                        bonus.counted() ? " counted" : "");
    }

    private static String yes(boolean flag) {
        return flag ? "yes" : "no";
    }

    private static String taka(long poisha) {
        return BigDecimal.valueOf(poisha, 2).stripTrailingZeros().toPlainString();
    }

    /// The cells by the names of a plan's fields in the API. What has no form that is understood is
    /// left for the field's own check to refuse.
    static Map<String, String> fields(Map<String, String> cells) {
        Map<String, String> fields = new HashMap<>(cells);
        fields.computeIfPresent("price", (_, taka) -> poisha(taka));
        move(fields, "window", "allowance.window");
        steps(Optional.ofNullable(fields.remove("steps")).orElse(""), fields);
        bonus(Optional.ofNullable(fields.remove("bonus")).orElse(""), fields);
        fields.computeIfPresent("ceiling", (_, taka) -> poisha(taka));
        move(fields, "memoNo", "approval.memoNo");
        move(fields, "memoDate", "approval.memoDate");
        move(fields, "ceiling", "approval.ceiling");
        return fields;
    }

    private static void move(Map<String, String> fields, String from, String to) {
        Optional.ofNullable(fields.remove(from)).ifPresent(value -> fields.put(to, value));
    }

    private static String poisha(String taka) {
        String plain = PlainText.ungrouped(taka.strip());
        return TAKA.matcher(plain).matches()
                ? new BigDecimal(plain).multiply(POISHA).setScale(0).toPlainString()
                : taka;
    }

    private static void steps(String cell, Map<String, String> fields) {
        int at = 0;
        for (String step : cell.isEmpty() ? new String[0] : cell.split(";")) {
            String[] parts = step.strip().split("=", 2);
            fields.put("allowance.steps." + at + ".limitBytes", parts[0].strip());
            fields.put("allowance.steps." + at + ".rateLimit", parts.length > 1 ? parts[1] : "");
            at++;
        }
    }

    private static void bonus(String cell, Map<String, String> fields) {
        Matcher bonus = BONUS.matcher(cell.strip());
        if (bonus.matches()) {
            fields.put("allowance.bonus.from", bonus.group(1));
            fields.put("allowance.bonus.to", bonus.group(2));
            fields.put("allowance.bonus.rateLimit", bonus.group(3));
            fields.put("allowance.bonus.counted", "" + (bonus.group(4) != null));
        } else if (!cell.isBlank()) {
            fields.put("allowance.bonus.from", cell);
        }
    }

    /// The column that a fault of the API's field is about.
    static String column(String field) {
        String last = field.substring(field.lastIndexOf('.') + 1);
        if (field.startsWith("allowance.steps")) {
            return "steps";
        }
        return field.startsWith("allowance.bonus") ? "bonus" : last;
    }
}
