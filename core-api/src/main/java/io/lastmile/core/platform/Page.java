package io.lastmile.core.platform;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Part of a list by keyset: cheap at any depth and stable while rows come and go.
public record Page<T>(List<T> items, Optional<String> next) {
    public static final int LIMIT_MAX = 200;
    public static final int LIMIT = 50;

    /// What a client asks for.
    public record Request(int limit, Optional<Cursor> after) {
        public static Request of(Fields query) {
            return new Request(
                    (int) query.number("limit", 1, LIMIT_MAX, LIMIT),
                    query.optionalText("after", Cursor.LENGTH_MAX)
                            .flatMap(text -> Cursor.of(query, text)));
        }

        /// How many rows to read: one more than shown tells whether a page follows.
        public int rows() {
            return limit + 1;
        }

        /// The page of `rows` (at most `rows()` of them); `key` names an item's place in the order.
        public <T> Page<T> page(List<T> rows, Function<T, Cursor> key) {
            if (rows.size() <= limit) {
                return new Page<>(rows, Optional.empty());
            }
            List<T> shown = rows.subList(0, limit);
            return new Page<>(shown, Optional.of(key.apply(shown.getLast()).text()));
        }
    }

    public Page {
        items = List.copyOf(items);
    }
}
