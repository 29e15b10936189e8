package io.lastmile.deploy.bench;

import static io.lastmile.deploy.bench.PeopleBench.limit;

import java.util.ArrayList;
import java.util.List;

/// `money-books`: lists, statements and reports of 3,000,000 entries and the invoices, receipts and
/// allocations that made them, over HTTP: pages with four people at it, reports with two. With
/// `-Dlastmile.bench.people.customers=10000` a tenth of it.
final class MoneyBooksBench implements Bench {
    private static final int PEOPLE = PeopleBench.PEOPLE;
    private static final int PAGES = 300;
    private static final int REPORTS = 40;
    private static final int READERS = 2;
    private static final double PAGE_MILLIS_MAX = 100;
    private static final double REPORT_MILLIS_MAX = 1_000;

    @Override
    public String part() {
        return "money-books";
    }

    @Override
    public List<BenchRow> run() throws Exception {
        List<BenchRow> rows = new ArrayList<>();
        try (BackOffice office = BackOffice.open()) {
            BookSeed books = new BookSeed(office, PEOPLE);
            books.settle();
            long entries = books.entries();
            for (BookQuery query : BookQuery.values()) {
                PeopleClient.Times times = office.client().times(query, PAGES);
                rows.add(row(query, entries, times, PAGE_MILLIS_MAX));
            }
            for (ReportQuery query : ReportQuery.values()) {
                PeopleClient.Times times = office.client().times(query, REPORTS, READERS);
                rows.add(row(query, entries, times, REPORT_MILLIS_MAX));
            }
        }
        return rows;
    }

    private static BenchRow row(
            Question query, long entries, PeopleClient.Times times, double goal) {
        return limit(
                "money: %s at %,d entries, p95 (p50 %.1f)"
                        .formatted(query.says(), entries, times.p50()),
                "ms",
                times.p95(),
                goal);
    }
}
