package io.lastmile.collector.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// The query words of a print, without their `?`: a stack machine over booleans (routeros.md 1.8).
final class Filter {
    private static final Pattern NUMBER = Pattern.compile("\\d{1,20}");
    private static final Pattern OPERATORS = Pattern.compile("#[0-9!&|.]*");

    private sealed interface Step {
        record Has(String name, boolean wanted) implements Step {}

        record Compare(String name, char how, String value) implements Step {}

        record Operate(String operators) implements Step {}
    }

    private final List<Step> steps;

    private Filter(List<Step> steps) {
        this.steps = steps;
    }

    /// Nothing where a word is no query.
    static Optional<Filter> of(List<String> words) {
        List<Step> steps = new ArrayList<>();
        for (String word : words) {
            Optional<Step> step = step(word);
            if (step.isEmpty()) {
                return Optional.empty();
            }
            steps.add(step.get());
        }
        return Optional.of(new Filter(steps));
    }

    private static Optional<Step> step(String word) {
        char first = word.isEmpty() ? ' ' : word.charAt(0);
        return switch (first) {
            case ' ' -> Optional.empty();
            case '#' ->
                    OPERATORS.matcher(word).matches()
                            ? Optional.of(new Step.Operate(word.substring(1)))
                            : Optional.empty();
            case '-' -> Optional.of(new Step.Has(word.substring(1), false));
            case '=', '<', '>' -> comparison(first, word.substring(1));
            default ->
                    word.indexOf('=') < 0
                            ? Optional.of(new Step.Has(word, true))
                            : comparison('=', word);
        };
    }

    private static Optional<Step> comparison(char how, String text) {
        int equals = text.indexOf('=');
        return equals < 1
                ? Optional.empty()
                : Optional.of(
                        new Step.Compare(
                                text.substring(0, equals), how, text.substring(equals + 1)));
    }

    boolean passes(Row row, CellText cell) {
        if (steps.isEmpty()) {
            return true;
        }
        BooleanStack stack = new BooleanStack();
        for (Step step : steps) {
            switch (step) {
                case Step.Has has ->
                        stack.push(cell.of(row, has.name()).isPresent() == has.wanted());
                case Step.Compare compare ->
                        stack.push(
                                cell.of(row, compare.name())
                                        .filter(value -> compares(value, compare))
                                        .isPresent());
                case Step.Operate operate -> stack.operate(operate.operators());
            }
        }
        return stack.allTrue();
    }

    private static boolean compares(String value, Step.Compare compare) {
        return switch (compare.how()) {
            case '<' -> order(value, compare.value()) < 0;
            case '>' -> order(value, compare.value()) > 0;
            default -> plain(value).equals(plain(compare.value()));
        };
    }

    /// Booleans are `yes` and `no` on the way in, `true` and `false` on the way out.
    private static String plain(String value) {
        return switch (value) {
            case "yes" -> "true";
            case "no" -> "false";
            default -> value;
        };
    }

    private static int order(String left, String right) {
        if (NUMBER.matcher(left).matches() && NUMBER.matcher(right).matches()) {
            return new java.math.BigInteger(left).compareTo(new java.math.BigInteger(right));
        }
        return left.compareTo(right);
    }
}
