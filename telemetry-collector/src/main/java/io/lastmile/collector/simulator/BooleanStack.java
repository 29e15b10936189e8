package io.lastmile.collector.simulator;

import java.util.Arrays;

/// The stack of a query: "initially infinite amount of true values" (routeros.md 1.8).
final class BooleanStack {
    private static final int INDEX_MAX = 1_000_000;

    private boolean[] values = new boolean[8];
    private int size;

    void push(boolean value) {
        if (size == values.length) {
            values = Arrays.copyOf(values, 2 * size);
        }
        values[size++] = value;
    }

    boolean pop() {
        return size == 0 || values[--size];
    }

    private boolean at(int index) {
        return index >= size || values[size - 1 - index];
    }

    boolean allTrue() {
        for (int i = 0; i < size; i++) {
            if (!values[i]) {
                return false;
            }
        }
        return true;
    }

    /// Digits are an index, which pushes a copy of that value, or, at the end of the word, replaces
    /// all values by it. `.` ends an index, or pushes a copy of the top.
    void operate(String operators) {
        int at = 0;
        boolean afterIndex = false;
        while (at < operators.length()) {
            int digits = at;
            int index = 0;
            while (digits < operators.length() && Character.isDigit(operators.charAt(digits))) {
                index = Math.min(INDEX_MAX, index * 10 + operators.charAt(digits++) - '0');
            }
            if (digits == at) {
                apply(operators.charAt(at++), afterIndex);
                afterIndex = false;
            } else {
                boolean value = at(index);
                size = digits == operators.length() ? 0 : size;
                push(value);
                at = digits;
                afterIndex = true;
            }
        }
    }

    private void apply(char operator, boolean afterIndex) {
        switch (operator) {
            case '!' -> push(!pop());
            case '&' -> {
                boolean top = pop();
                push(pop() & top);
            }
            case '|' -> {
                boolean top = pop();
                push(pop() | top);
            }
            case '.' -> {
                if (!afterIndex) {
                    push(at(0));
                }
            }
            default -> throw new IllegalArgumentException("operator: " + operator);
        }
    }
}
