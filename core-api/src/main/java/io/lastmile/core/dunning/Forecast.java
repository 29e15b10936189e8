package io.lastmile.core.dunning;

import io.lastmile.core.platform.Cursor;
import io.lastmile.core.platform.Page;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Who would be cut off until a time if nobody paid: the rule itself, asked ahead. Writes nothing.
/// Call it within a unit of work.
public final class Forecast {
    /// One answer looks at no more than so many subscriptions; the page after it goes on.
    private static final int LOOKED_MAX = 5_000;

    private final DunningStores stores;

    Forecast(DunningStores stores) {
        this.stores = stores;
    }

    /// In the order of subscriptions. A page may be short, or empty, and yet another one follow.
    public Page<Verdict> until(Instant end, Page.Request request) {
        int after = request.after().map(cursor -> (int) cursor.number(0)).orElse(0);
        List<Verdict> found = new ArrayList<>();
        Nonpayment rule = stores.nonpayment();
        for (int looked = 0; looked < LOOKED_MAX; looked += Dossiers.ROWS_MAX) {
            List<Integer> ids = stores.below().watches().coming(end, after);
            if (ids.isEmpty()) {
                return request.page(found, Forecast::key);
            }
            for (Dossier dossier : stores.dossiers().of(ids)) {
                first(rule, dossier, end).ifPresent(found::add);
            }
            if (found.size() > request.limit()) {
                return request.page(found.subList(0, request.rows()), Forecast::key);
            }
            after = ids.getLast();
        }
        return new Page<>(found, Optional.of(Cursor.of(after).text()));
    }

    private Optional<Verdict> first(Nonpayment rule, Dossier dossier, Instant end) {
        return dossier.cut().isPresent()
                ? Optional.empty()
                : rule.first(dossier, stores.now(), end);
    }

    private static Cursor key(Verdict verdict) {
        return Cursor.of(verdict.inputs().who().subscription());
    }
}
