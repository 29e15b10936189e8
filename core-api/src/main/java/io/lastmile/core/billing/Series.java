package io.lastmile.core.billing;

import io.helidon.dbclient.DbClient;
import io.lastmile.core.platform.Fields;
import io.lastmile.core.platform.Row;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.LongStream;

/// The counters of numbered papers. Whoever takes numbers holds the counter's row until the unit of
/// work ends: it commits with its papers or gives the numbers back, so there is no gap.
final class Series {
    private static final String TAKE =
            """
            insert into core.document_series (kind, fiscal_year, last)
            values (:kind, :year, :count)
            on conflict (entity, kind, fiscal_year)
                do update set last = document_series.last + excluded.last
            returning last
            """;

    private static final String LOCK =
            """
            select last from core.document_series
            where entity = '' and kind = :kind and fiscal_year = :year for update
            """;

    private final DbClient db;

    Series(DbClient db) {
        this.db = db;
    }

    /// Nobody else numbers papers of a day until the unit of work ends; the first of a year may.
    void lock(DocumentKind kind, LocalDate day) {
        db.execute()
                .createQuery(LOCK)
                .addParam("kind", Fields.nameOf(kind))
                .addParam("year", FiscalYear.of(day).first())
                .execute()
                .forEach(_ -> {});
    }

    /// The next numbers for papers of a day, in their order.
    List<String> take(DocumentKind kind, LocalDate day, int count) {
        FiscalYear year = FiscalYear.of(day);
        long last =
                db.execute()
                        .createQuery(TAKE)
                        .addParam("kind", Fields.nameOf(kind))
                        .addParam("year", year.first())
                        .addParam("count", count)
                        .execute()
                        .map(row -> new Row(row).number("last"))
                        .toList()
                        .getFirst();
        return LongStream.rangeClosed(last - count + 1, last)
                .mapToObj(serial -> kind.number(year, serial))
                .toList();
    }
}
