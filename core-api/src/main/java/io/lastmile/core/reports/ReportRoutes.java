package io.lastmile.core.reports;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.lastmile.core.platform.Body;
import io.lastmile.core.platform.Database;
import io.lastmile.core.platform.Fields;
import io.lastmile.core.platform.Json;
import io.lastmile.core.platform.Page;
import io.lastmile.core.platform.Permission;
import io.lastmile.core.platform.Routes;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// `/api/reports/...`, each as JSON or, with `format=csv`, as a sheet.
final class ReportRoutes {
    enum Format {
        JSON,
        CSV
    }

    record AgedAnswer(LocalDate day, Aged.By by, Aged.Ages total, Page<Aged.Owing> rows) {}

    record RevenueAnswer(List<Revenue.Month> months, List<Revenue.OfPlan> plans) {}

    record TaxAnswer(YearMonth month, Taxes.Total total, List<Taxes.Code> codes) {}

    record CollectionAnswer(
            LocalDate from, LocalDate to, Collection.Sums total, List<Collection.Item> items) {}

    private final Database database;
    private final ReportStores stores;
    private final ReportSheets sheets;

    ReportRoutes(Database database, ReportStores stores) {
        this.database = database;
        this.stores = stores;
        this.sheets = new ReportSheets(stores);
    }

    void routes(Routes routes) {
        routes.may(Permission.REPORTS_SEE)
                .get("/api/reports/aged", this::aged)
                .get("/api/reports/revenue", this::revenue)
                .get("/api/reports/revenue/plans", this::plans)
                .get("/api/reports/tax", this::tax)
                .get("/api/reports/tax/documents", this::papers)
                .get("/api/reports/collection", this::collection);
    }

    private void aged(ServerRequest request, ServerResponse response) {
        Fields query = Body.query(request);
        LocalDate day = ReportForms.day(query, stores.today());
        Aged.By by = query.choice("by", Aged.By.CUSTOMER);
        Page.Request page = Page.Request.of(query);
        Format format = query.choice("format", Format.JSON);
        query.done();
        send(
                response,
                format,
                "receivables-" + day,
                () -> sheets.aged(day, by),
                () -> {
                    Aged.Report report = stores.aged().report(day, by, page);
                    return new AgedAnswer(day, by, report.total(), report.page());
                });
    }

    private void revenue(ServerRequest request, ServerResponse response) {
        Fields query = Body.query(request);
        YearMonth month = ReportForms.month(query, stores.today());
        Format format = query.choice("format", Format.JSON);
        query.done();
        send(
                response,
                format,
                "revenue-" + month,
                () -> sheets.revenue(month),
                () -> {
                    Revenue revenue = stores.revenue();
                    return new RevenueAnswer(revenue.months(month), revenue.plans(month));
                });
    }

    private void plans(ServerRequest request, ServerResponse response) {
        Fields query = Body.query(request);
        YearMonth month = ReportForms.month(query, stores.today());
        Format format = query.choice("format", Format.JSON);
        query.done();
        send(
                response,
                format,
                "plans-" + month,
                () -> sheets.plans(month),
                () -> Map.of("items", stores.revenue().plans(month)));
    }

    private void tax(ServerRequest request, ServerResponse response) {
        Fields query = Body.query(request);
        YearMonth month = ReportForms.month(query, stores.today());
        query.done();
        Json.send(
                response,
                database.read(() -> {
                    Taxes.Sums sums = stores.taxes().sums(month);
                    return new TaxAnswer(month, sums.total(), sums.codes());
                }));
    }

    private void papers(ServerRequest request, ServerResponse response) {
        Fields query = Body.query(request);
        YearMonth month = ReportForms.month(query, stores.today());
        Page.Request page = Page.Request.of(query);
        Format format = query.choice("format", Format.JSON);
        query.done();
        send(
                response,
                format,
                "tax-" + month,
                () -> sheets.papers(month),
                () -> stores.taxes().papers(month, page));
    }

    private void collection(ServerRequest request, ServerResponse response) {
        Fields query = Body.query(request);
        ReportForms.Span span = ReportForms.span(query, stores.today());
        Format format = query.choice("format", Format.JSON);
        query.done();
        send(
                response,
                format,
                "collection-%s-%s".formatted(span.from(), span.to()),
                () -> sheets.collection(span),
                () -> answer(stores.collections().find(span.from(), span.to())));
    }

    private static CollectionAnswer answer(Collection found) {
        return new CollectionAnswer(found.from(), found.to(), found.total(), found.items());
    }

    private void send(
            ServerResponse response,
            Format format,
            String name,
            Supplier<String> sheet,
            Supplier<?> json) {
        switch (format) {
            case JSON -> Json.send(response, database.read(json::get));
            case CSV -> {
                byte[] text = database.read(sheet).getBytes(StandardCharsets.UTF_8);
                response.header(HeaderNames.CONTENT_TYPE, "text/csv; charset=utf-8");
                response.header(
                        HeaderNames.CONTENT_DISPOSITION,
                        "attachment; filename=\"%s.csv\"".formatted(name));
                response.send(text);
            }
        }
    }
}
