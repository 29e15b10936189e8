package io.lastmile.core.usage;

import io.lastmile.collector.live.LineState;
import io.lastmile.core.lines.Directory.Entry;
import io.lastmile.core.platform.Fields;
import java.util.Locale;

/// Which rows of the live table somebody looks at and in which order. Equal ones are sorted once
/// for all who share them. Router 0 and empty texts stand for all.
record Order(Sort sort, boolean descending, Only only, int router, String area, String search) {
    static final int SEARCH_LENGTH_MAX = 100;

    enum Sort {
        DOWN,
        UP,
        TOTAL,
        NAME,
        LABEL,
        ROUTER;

        boolean isRate() {
            return this == DOWN || this == UP || this == TOTAL;
        }
    }

    /// All but `DROPPED` are about sessions that are open.
    enum Only {
        ALL,
        ONLINE,
        SILENT,
        UNACCOUNTED,
        DROPPED
    }

    enum Direction {
        ASC,
        DESC
    }

    static Order read(Fields fields) {
        Sort sort = fields.choice("sort", Sort.DOWN);
        Direction natural = sort.isRate() ? Direction.DESC : Direction.ASC;
        boolean descending = fields.choice("order", natural) == Direction.DESC;
        String search = fields.text("search", SEARCH_LENGTH_MAX, "").toLowerCase(Locale.ROOT);
        Fields filter = fields.object("filter");
        return new Order(
                sort,
                descending,
                filter.choice("only", Only.ALL),
                (int) filter.number("router", 1, Integer.MAX_VALUE, 0),
                filter.text("area", SEARCH_LENGTH_MAX, ""),
                search);
    }

    boolean matches(Entry entry, LineState state) {
        boolean wanted =
                switch (only) {
                    case ALL -> state != LineState.GONE;
                    case ONLINE -> state == LineState.ONLINE;
                    case SILENT -> state == LineState.IDLE || state == LineState.UNKNOWN;
                    case UNACCOUNTED -> state != LineState.GONE && !entry.accounted();
                    case DROPPED -> state == LineState.GONE;
                };
        return wanted
                && (router == 0 || router == entry.router())
                && (area.isEmpty() || area.equals(entry.area()))
                && (search.isEmpty() || entry.haystack().contains(search));
    }
}
