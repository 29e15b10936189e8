package io.lastmile.web.lines;

import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.lastmile.core.lines.Line;
import io.lastmile.core.lines.Lines;
import io.lastmile.core.platform.Body;
import io.lastmile.core.platform.Fields;
import io.lastmile.core.platform.Page;
import io.lastmile.core.platform.Permission;
import io.lastmile.core.platform.Refusal;
import io.lastmile.core.platform.Routes;
import io.lastmile.web.SeeOther;
import io.lastmile.web.Templates;
import io.lastmile.web.Texts;
import io.lastmile.web.TypedForm;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// `/lines`, the form of a line and its removal. A form that was refused is shown again as it was
/// typed. The page that shows a line, `/lines/{id}`, is room `usage`'s.
public final class LinePages {
    private static final int SEARCH_LENGTH_MAX = 100;
    private static final int AREA_LENGTH_MAX = 100;

    private final LineForms forms;
    private final Templates templates;

    public LinePages(LineForms forms, Templates templates) {
        this.forms = forms;
        this.templates = templates;
    }

    public void routes(Routes routes) {
        routes.may(Permission.LINES_CHANGE)
                .get("/lines/new", this::add)
                .post("/lines/new", this::added)
                .get("/lines/{id}/edit", this::edit)
                .post("/lines/{id}/edit", this::edited)
                .post("/lines/{id}/remove", this::remove);
        routes.may(Permission.LINES_SEE).get("/lines", this::list);
    }

    private void list(ServerRequest request, ServerResponse response) {
        Fields query = Body.query(request);
        var search =
                new Lines.Search(
                        query.text("q", SEARCH_LENGTH_MAX, ""),
                        (int) query.number("router", 1, Integer.MAX_VALUE, 0),
                        query.text("area", AREA_LENGTH_MAX, ""),
                        (int) query.number("plan", 1, Integer.MAX_VALUE, 0),
                        query.flag("free", false),
                        query.flag("suspended", false));
        Page.Request wanted = Page.Request.of(query);
        query.done();
        Texts texts = templates.texts(request);
        LineForms.Found found = forms.page(search, wanted, texts.bangla());
        LineWords words = new LineWords(texts);
        Map<String, Object> values = new HashMap<>();
        values.put("lines", found.rows().stream().map(words::row).toList());
        values.put("more", found.next().map(after -> path(search, after)).orElse(""));
        values.put("search", search);
        values.put("choices", found.choices());
        templates.send(request, response, "lines", values);
    }

    private static String path(Lines.Search search, String after) {
        return "/lines?q=%s&router=%s&area=%s&plan=%s&free=%s&suspended=%s&after=%s"
                .formatted(
                        encoded(search.q()),
                        search.router() == 0 ? "" : search.router(),
                        encoded(search.area()),
                        search.plan() == 0 ? "" : search.plan(),
                        search.free(),
                        search.suspended(),
                        after);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private void add(ServerRequest request, ServerResponse response) {
        Fields query = Body.query(request);
        int customer = (int) query.number("customer", 1, Integer.MAX_VALUE, 0);
        int name = (int) query.number("unaccounted", 1, Integer.MAX_VALUE, 0);
        query.done();
        form(request, response, Optional.empty(), forms.empty(customer, name));
    }

    private void added(ServerRequest request, ServerResponse response) {
        TypedForm form = TypedForm.of(Body.formValues(request));
        save(request, response, Optional.empty(), form);
    }

    private void edit(ServerRequest request, ServerResponse response) {
        Line line = forms.need(Routes.id(request, "line"));
        form(request, response, Optional.of(line), forms.typed(line));
    }

    private void edited(ServerRequest request, ServerResponse response) {
        Line line = forms.need(Routes.id(request, "line"));
        save(request, response, Optional.of(line), TypedForm.of(Body.formValues(request)));
    }

    private void save(
            ServerRequest request,
            ServerResponse response,
            Optional<Line> before,
            TypedForm typed) {
        TypedForm form = forms.named(typed);
        try {
            Line saved = forms.save(before, form);
            SeeOther.send(
                    response,
                    form.is("back", "customer") && saved.customer().isPresent()
                            ? "/customers/" + saved.customer().get()
                            : "/lines/" + saved.id());
        } catch (Refusal refusal) {
            response.status(refusal.problem().status());
            form(request, response, before, form.refused(refusal.problem(), Set.of("rateBps")));
        }
    }

    private void remove(ServerRequest request, ServerResponse response) {
        int id = Routes.id(request, "line");
        Fields fields = Body.form(request);
        long version = fields.number("version", 1, Integer.MAX_VALUE);
        fields.done();
        forms.remove(id, version);
        SeeOther.send(response, "/lines");
    }

    private void form(
            ServerRequest request, ServerResponse response, Optional<Line> line, TypedForm form) {
        var texts = templates.texts(request);
        String title =
                line.map(found -> texts.of("line.edit-title", "name", found.name()))
                        .orElseGet(() -> texts.of("line.add"));
        var view =
                new LineFormView(
                        line.map(found -> "/lines/" + found.id()).orElse(""),
                        title,
                        form,
                        forms.choices(line, texts.bangla()),
                        forms.people(form, texts.bangla()));
        templates.send(request, response, "line_form", Map.of("view", view));
    }
}
