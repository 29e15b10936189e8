package io.lastmile.web.alarms;

import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.lastmile.core.alarms.Alarm;
import io.lastmile.core.alarms.Alarms;
import io.lastmile.core.platform.Database;
import io.lastmile.core.platform.Page;
import io.lastmile.core.platform.Permission;
import io.lastmile.core.platform.Routes;
import io.lastmile.web.Templates;
import io.lastmile.web.Texts;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// `/alarms`, and the alarms that the live page shows at first paint.
public final class AlarmPages {
    private static final List<String> STATES = List.of("open", "resolved");

    private final Database database;
    private final Alarms alarms;
    private final Templates templates;
    private final Clock clock;

    public AlarmPages(Database database, Alarms alarms, Templates templates, Clock clock) {
        this.database = database;
        this.alarms = alarms;
        this.templates = templates;
        this.clock = clock;
    }

    public void routes(Routes routes) {
        routes.may(Permission.ALARMS_SEE).get("/alarms", this::list);
    }

    private void list(ServerRequest request, ServerResponse response) {
        String asked = request.query().first("state").orElse("open");
        String state = STATES.contains(asked) ? asked : "open";
        templates.send(
                request,
                response,
                "alarms",
                Map.of("state", state, "alarms", rows(request, state)));
    }

    /// The newest alarms of a state in the reader's words.
    public List<AlarmRow> rows(ServerRequest request, String state) {
        var filter = new Alarms.Filter(state, 0, 0);
        var first = new Page.Request(Page.LIMIT, Optional.empty());
        Page<Alarm> page = database.read(() -> alarms.page(filter, first));
        Texts texts = templates.texts(request);
        boolean bangla = texts.bangla();
        return page.items().stream().map(alarm -> row(alarm, texts, bangla)).toList();
    }

    private AlarmRow row(Alarm alarm, Texts texts, boolean bangla) {
        Duration age = Duration.between(alarm.since(), clock.instant());
        return new AlarmRow(
                alarm.severity(),
                bangla ? alarm.title().bn() : alarm.title().en(),
                bangla ? alarm.detail().bn() : alarm.detail().en(),
                alarm.since().toString(),
                texts.span(age));
    }

    public Alarms.Counts counts() {
        return database.read(alarms::counts);
    }
}
