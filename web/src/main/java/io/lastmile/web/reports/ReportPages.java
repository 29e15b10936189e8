package io.lastmile.web.reports;

import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.lastmile.core.platform.Body;
import io.lastmile.core.platform.Database;
import io.lastmile.core.platform.Fields;
import io.lastmile.core.platform.Page;
import io.lastmile.core.platform.Permission;
import io.lastmile.core.platform.Routes;
import io.lastmile.core.reports.Aged;
import io.lastmile.core.reports.Collection;
import io.lastmile.core.reports.ReportForms;
import io.lastmile.core.reports.ReportStores;
import io.lastmile.core.reports.Revenue;
import io.lastmile.core.reports.Taxes;
import io.lastmile.web.Templates;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;

/// `/reports/...`: receivables, revenue, tax and collection.
public final class ReportPages {
    private record Earned(List<Revenue.Month> months, List<Revenue.OfPlan> plans) {}

    private record Taxed(Taxes.Sums sums, Page<Taxes.Paper> papers) {}

    private final Database database;
    private final ReportStores stores;
    private final Templates templates;

    public ReportPages(Database database, ReportStores stores, Templates templates) {
        this.database = database;
        this.stores = stores;
        this.templates = templates;
    }

    public void routes(Routes routes) {
        routes.may(Permission.REPORTS_SEE)
                .get("/reports", this::aged)
                .get("/reports/revenue", this::revenue)
                .get("/reports/tax", this::tax)
                .get("/reports/collection", this::collection);
    }

    private void aged(ServerRequest request, ServerResponse response) {
        Fields query = Body.query(request);
        LocalDate day = ReportForms.day(query, stores.today());
        Aged.By by = query.choice("by", Aged.By.CUSTOMER);
        Page.Request wanted = Page.Request.of(query);
        query.done();
        Aged.Report found = database.read(() -> stores.aged().report(day, by, wanted));
        ReportWords words = words(request);
        send(
                request,
                response,
                "admin/report_aged",
                Map.of(
                        "table", words.aged(by, found.page().items(), found.total()),
                        "day", day.toString(),
                        "today", stores.today().toString(),
                        "by", Fields.nameOf(by),
                        "more", found.page().next().orElse("")));
    }

    private void revenue(ServerRequest request, ServerResponse response) {
        Fields query = Body.query(request);
        YearMonth month = ReportForms.month(query, stores.today());
        query.done();
        Earned found =
                database.read(() -> {
                    Revenue revenue = stores.revenue();
                    return new Earned(revenue.months(month), revenue.plans(month));
                });
        ReportWords words = words(request);
        send(
                request,
                response,
                "admin/report_revenue",
                Map.of(
                        "months", words.months(found.months()),
                        "plans", words.plans(found.plans()),
                        "month", month.toString(),
                        "name", words.month(month),
                        "now", YearMonth.from(stores.today()).toString()));
    }

    private void tax(ServerRequest request, ServerResponse response) {
        Fields query = Body.query(request);
        YearMonth month = ReportForms.month(query, stores.today());
        Page.Request wanted = Page.Request.of(query);
        query.done();
        Taxed found =
                database.read(() -> {
                    Taxes taxes = stores.taxes();
                    return new Taxed(taxes.sums(month), taxes.papers(month, wanted));
                });
        ReportWords words = words(request);
        send(
                request,
                response,
                "admin/report_tax",
                Map.of(
                        "codes", words.codes(found.sums().codes(), found.sums().total()),
                        "papers", words.papers(found.papers().items()),
                        "month", month.toString(),
                        "name", words.month(month),
                        "now", YearMonth.from(stores.today()).toString(),
                        "more", found.papers().next().orElse("")));
    }

    private void collection(ServerRequest request, ServerResponse response) {
        Fields query = Body.query(request);
        ReportForms.Span span = ReportForms.span(query, stores.today());
        query.done();
        Collection found = database.read(() -> stores.collections().find(span.from(), span.to()));
        ReportWords words = words(request);
        send(
                request,
                response,
                "admin/report_collection",
                Map.of(
                        "days", words.days(found),
                        "accounts", words.accounts(found),
                        "from", span.from().toString(),
                        "to", span.to().toString(),
                        "today", stores.today().toString()));
    }

    private void send(
            ServerRequest request,
            ServerResponse response,
            String template,
            Map<String, Object> values) {
        response.header("Cache-Control", "no-store");
        templates.send(request, response, template, values);
    }

    private ReportWords words(ServerRequest request) {
        return new ReportWords(templates.texts(request));
    }
}
