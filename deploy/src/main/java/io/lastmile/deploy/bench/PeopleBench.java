package io.lastmile.deploy.bench;

import io.lastmile.deploy.bench.BenchRow.Pair;
import java.util.ArrayList;
import java.util.List;

/// `people`: 100,000 customers with a line each, and what staff asks of them over HTTP,
/// `PeopleClient.THREADS` at a time: a page of the list, searches as they are typed, and what
/// Customer 360 shows. Besides 50,000 rows of CSV in, and all customers out.
final class PeopleBench implements Bench {
    static final String PART = "people";
    static final int PEOPLE = Integer.getInteger("lastmile.bench.people.customers", 100_000);
    private static final int QUERIES = 300;
    private static final double MILLIS_MAX = 100;
    private static final double SEED_SECONDS_MAX = 90;
    private static final int IMPORTED =
            Integer.getInteger("lastmile.bench.people.imported", 50_000);
    private static final double IMPORT_SECONDS_MAX = 60;

    @Override
    public String part() {
        return PART;
    }

    @Override
    public List<BenchRow> run() throws Exception {
        try (BackOffice office = BackOffice.open()) {
            List<BenchRow> rows = new ArrayList<>();
            rows.add(
                    limit(
                            "people: seeding %,d with a line each".formatted(PEOPLE),
                            "s",
                            new PeopleSeed(office, PEOPLE).settle(),
                            SEED_SECONDS_MAX));
            rows.addAll(questions(office.client()));
            rows.addAll(files(office.client()));
            return rows;
        }
    }

    private static List<BenchRow> questions(PeopleClient client) throws Exception {
        List<BenchRow> rows = new ArrayList<>();
        for (PeopleQuery query : PeopleQuery.values()) {
            PeopleClient.Times times = client.times(query, QUERIES);
            rows.add(
                    limit(
                            "people: %s, p95 (p50 %.1f)".formatted(query.says(), times.p50()),
                            "ms",
                            times.p95(),
                            MILLIS_MAX));
        }
        return rows;
    }

    private static List<BenchRow> files(PeopleClient client) throws Exception {
        PeopleClient.Imported imported = client.imported(IMPORTED);
        return List.of(
                limit(
                        "people: %,d rows of CSV, dry run".formatted(IMPORTED),
                        "s",
                        imported.checkSeconds(),
                        IMPORT_SECONDS_MAX),
                limit(
                        "people: %,d rows of CSV, dry run and run".formatted(IMPORTED),
                        "s",
                        imported.checkSeconds() + imported.commitSeconds(),
                        IMPORT_SECONDS_MAX),
                limit(
                        "people: %,d customers out as CSV".formatted(PEOPLE + IMPORTED),
                        "s",
                        client.exported(PEOPLE + IMPORTED),
                        IMPORT_SECONDS_MAX));
    }

    static BenchRow limit(String row, String unit, double ours, double goal) {
        return BenchRow.limit(row, unit, new Pair(ours, Double.NaN), goal);
    }
}
