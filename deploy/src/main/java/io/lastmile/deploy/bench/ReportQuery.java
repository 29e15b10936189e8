package io.lastmile.deploy.bench;

import java.time.YearMonth;

/// Reports over a month of long books.
enum ReportQuery implements Question {
    AGED("receivables by age today", "/api/reports/aged?day=" + BookSeed.TODAY),
    AGED_LONG_AGO(
            "receivables by age three months ago", "/api/reports/aged?day=" + BookSeed.LONG_AGO),
    AGED_AREAS("receivables by area", "/api/reports/aged?by=area&day=" + BookSeed.LONG_AGO),
    AGED_PLANS("receivables by plan", "/api/reports/aged?by=plan&day=" + BookSeed.LONG_AGO),
    RUN("what a billing run comes to", "/billing/runs/" + BookSeed.MONTHS),
    REVENUE("twelve months of revenue", "/api/reports/revenue?month=" + month()),
    PLANS("revenue by plan", "/api/reports/revenue/plans?month=" + month()),
    TAX("tax of a month", "/api/reports/tax?month=" + month()),
    DOCUMENTS("tax documents of a month", "/api/reports/tax/documents?month=" + month()),
    COLLECTION("collection of a month", "/api/reports/collection?from=2026-10-01&to=2026-10-31");

    private final String says;
    private final String path;

    ReportQuery(String says, String path) {
        this.says = says;
        this.path = path;
    }

    private static YearMonth month() {
        return YearMonth.from(BookSeed.LAST).minusMonths(1);
    }

    @Override
    public String says() {
        return says;
    }

    @Override
    public String path(int number) {
        return path;
    }

    @Override
    public boolean isAnswer(int number, String body) {
        return body.contains(this == RUN ? "</html>" : "[{");
    }
}
