package io.lastmile.core.network;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.lastmile.collector.routeros.Command;
import io.lastmile.collector.routeros.Credentials;
import io.lastmile.collector.routeros.Field;
import io.lastmile.collector.routeros.RouterAddress;
import io.lastmile.collector.routeros.RouterClient;
import io.lastmile.collector.routeros.RouterConfig;
import io.lastmile.collector.routeros.Security;
import io.lastmile.collector.routeros.Sentence;
import io.lastmile.collector.routeros.Transport;
import io.lastmile.collector.simulator.Fleet;
import io.lastmile.collector.simulator.FleetConfig;
import io.lastmile.collector.simulator.SimulatedRouter;
import io.lastmile.core.TestApi;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Imports from a simulated router on a real socket.
class ImportTest {
    private static final Field NAME = Field.NAME;
    private static final Field PASSWORD = Field.of("password");
    private static final Field PROFILE = Field.of("profile");
    private static final Field COMMENT = Field.of("comment");
    private static final Field DISABLED = Field.of("disabled");

    private TestApi api;
    private Fleet fleet;
    private Transport transport;
    private RouterClient router;
    private int id;

    @BeforeEach
    void start() {
        api = TestApi.start();
        fleet = Fleet.start(FleetConfig.quiet(1, 20, 7, api.clock));
        SimulatedRouter simulated = fleet.routers().getFirst();
        transport = Transport.start(1, "test");
        router =
                RouterClient.open(
                        new RouterConfig(
                                new RouterAddress("127.0.0.1", simulated.port()),
                                new Security.Plain(),
                                new Credentials("admin", "lastmile-writes", false)),
                        transport,
                        _ -> {});
        router.run(
                Command.of("/ppp/profile/add")
                        .with(NAME, "garuda-20m")
                        .with(Field.of("rate-limit"), "20M/20M"));
        id =
                json(api.post(
                                "/api/routers",
                                """
                                {"name":"r","host":"127.0.0.1","port":%d,"tls":false,
                                 "username":"lastmile","password":"lastmile-reads"}
                                """
                                        .formatted(simulated.port())))
                        .path("id")
                        .asInt();
    }

    @AfterEach
    void stop() {
        router.close();
        transport.close();
        fleet.close();
        api.close();
    }

    private static JsonNode json(java.net.http.HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isBetween(200, 299);
        return TestApi.json(response);
    }

    private void secret(String name, String password, String comment) {
        router.run(
                Command.of("/ppp/secret/add")
                        .with(NAME, name)
                        .with(PASSWORD, password)
                        .with(PROFILE, "garuda-20m")
                        .with(COMMENT, comment));
    }

    private List<String> secrets() {
        List<String> rows = new ArrayList<>();
        for (Sentence row :
                router.rows(
                        Command.of("/ppp/secret/print")
                                .proplist(NAME, PASSWORD, PROFILE, DISABLED, COMMENT))) {
            var text = new StringBuilder();
            row.attributes((name, value) -> text.append(name).append('=').append(value));
            rows.add(text.toString());
        }
        return rows;
    }

    private long report() {
        return json(api.post("/api/routers/" + id + "/imports", "{}")).path("id").asLong();
    }

    private JsonNode row(long report, String name) {
        JsonNode page = json(api.get("/api/imports/" + report + "/rows?limit=200&q=" + name));
        for (JsonNode row : page.path("items")) {
            if (row.path("name").asText().equals(name)) {
                return row;
            }
        }
        throw new AssertionError(page);
    }

    private long lines() {
        return Long.parseLong(api.value("select count(*) from core.line where removed is null"));
    }

    private java.net.http.HttpResponse<String> take(long report) {
        return api.post("/api/imports/" + report + "/commit", "{\"fresh\":\"take\"}");
    }

    @Test
    void nothingIsWrittenBeforeACommitAndNothingAtTheRouterByIt() {
        secret("rahim-1", "hush-hush-1", "Rahim Uddin, 01712-345678");
        List<String> before = secrets();
        long report = report();
        assertThat(lines()).isZero();
        assertThat(row(report, "rahim-1").path("verdict").asText()).isEqualTo("new");

        JsonNode done = json(take(report));
        assertThat(done.path("result").path("added").asInt())
                .isEqualTo(secrets().size() + queues());
        assertThat(lines()).isEqualTo(secrets().size() + queues());
        assertThat(secrets()).isEqualTo(before);
        assertThat(take(report).statusCode()).isEqualTo(409);
        assertThat(row(report(), "rahim-1").path("verdict").asText()).isEqualTo("matches");
    }

    @Test
    void aLineThatComesInHasOneVersionWithAllOfIt() {
        secret("rahim-1", "hush-hush-1", "x");
        secret("off-1", "p1", "x");
        router.run(Command.of("/ppp/secret/set").with(Field.ID, "off-1").with(DISABLED, "yes"));
        json(take(report()));
        assertThat(api.value("select max(number) from core.line_service")).isEqualTo("1");
        assertThat(service("rahim-1")).isEqualTo("garuda-20m 1 {}");
        assertThat(service("off-1")).isEqualTo("garuda-20m 1 {ADMIN}");
    }

    private String service(String name) {
        return api.value(
                """
                select s.profile || ' ' || s.credential || ' ' || cast(s.reasons as text)
                from core.line_service as s where s.name = '%s'
                """
                        .formatted(name));
    }

    private int queues() {
        return (int)
                router
                        .rows(Command.of("/queue/simple/print").proplist(Field.of("dynamic"), NAME))
                        .stream()
                        .filter(row -> !row.flag(Field.of("dynamic")))
                        .count();
    }

    @Test
    void passwordsAreNowhereInClear() {
        secret("rahim-1", "hush-hush-1", "x");
        long report = report();
        String answers =
                api.get("/api/imports/" + report).body()
                        + api.get("/api/imports/" + report + "/rows?limit=200").body()
                        + take(report).body();
        assertThat(answers).doesNotContain("hush-hush-1");
        var found = new TreeSet<String>();
        String tables =
                api.value(
                        """
                        select string_agg(table_schema || '.' || table_name, ',')
                        from information_schema.tables
                        where table_schema = 'core' and table_type = 'BASE TABLE'
                        """);
        for (String table : tables.split(",")) {
            String hits =
                    api.value(
                            "select count(*) from "
                                    + table
                                    + " as t where cast(t as text) like '%hush-hush-1%'"
                                    + " or cast(t as text) like '%"
                                    + java.util.HexFormat.of()
                                            .formatHex(
                                                    "hush-hush-1"
                                                            .getBytes(
                                                                    java.nio.charset
                                                                            .StandardCharsets
                                                                            .UTF_8))
                                    + "%'");
            if (!hits.equals("0")) {
                found.add(table);
            }
        }
        assertThat(found).isEmpty();
        assertThat(api.value("select count(*) from core.line_credential")).isNotEqualTo("0");
    }

    @Test
    void aRouterThatChangedMeanwhileIsRefused() {
        secret("rahim-1", "hush-hush-1", "x");
        long report = report();
        router.run(
                Command.of("/ppp/secret/set")
                        .with(Field.ID, "rahim-1")
                        .with(PASSWORD, "another-one"));
        var refused = take(report);
        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(409);
        assertThat(refused.body()).contains("changed since the report");
        assertThat(lines()).isZero();
    }

    @Test
    void linesThatChangedMeanwhileAreRefused() {
        secret("rahim-1", "hush-hush-1", "x");
        long report = report();
        json(api.post("/api/lines", "{\"name\":\"rahim-1\",\"source\":\"ppp\"}"));
        assertThat(take(report).statusCode()).isEqualTo(409);
        assertThat(lines()).isEqualTo(1);
        assertThat(row(report(), "rahim-1").path("body").path("differences").toString())
                .contains("managed");
    }

    @Test
    void aCommitThatFailsWritesNothing() {
        secret("rahim-1", "hush-hush-1", "x");
        long report = report();
        api.sql(
                "create function core.break() returns trigger language plpgsql as "
                        + "$$ begin raise exception 'broken'; end $$",
                "create trigger broken before insert on core.line_credential "
                        + "for each row execute function core.break()");
        assertThat(take(report).statusCode()).isEqualTo(500);
        assertThat(lines()).isZero();
        assertThat(api.value("select count(*) from core.line_endpoint")).isEqualTo("0");
        api.sql("drop trigger broken on core.line_credential");
        assertThat(take(report).statusCode()).isEqualTo(200);
    }

    @Test
    void disabledSecretsComeInSuspendedAndDecisionsOfRowsGoFirst() {
        secret("off-1", "p1", "x");
        secret("skip-1", "p2", "x");
        router.run(Command.of("/ppp/secret/set").with(Field.ID, "off-1").with(DISABLED, "yes"));
        long report = report();
        json(
                put(
                        "/api/imports/" + report + "/rows",
                        "{\"rows\":[{\"at\":%d,\"choice\":\"ignore\"}]}"
                                .formatted(row(report, "skip-1").path("at").asInt())));
        JsonNode done = json(take(report));
        assertThat(done.path("result").path("blocked").asInt()).isEqualTo(1);
        assertThat(api.value("select count(*) from core.line where name = 'skip-1'"))
                .isEqualTo("0");
        assertThat(
                        api.value(
                                """
                                select h.reason from core.line_hold as h
                                join core.line as l on l.id = h.line where l.name = 'off-1'
                                """))
                .isEqualTo("ADMIN");
    }

    private java.net.http.HttpResponse<String> put(String path, String json) {
        return api.send(
                api.request(path)
                        .header("Content-Type", "application/json")
                        .PUT(java.net.http.HttpRequest.BodyPublishers.ofString(json)));
    }

    @Test
    void plansAndCustomersAreProposedAndCustomersOnlyTakenWhenSaid() {
        json(
                api.post(
                        "/api/plans",
                        """
                        {"name":"Garuda 20M","rateLimit":"20M/20M","price":100000,"why":"new"}
                        """));
        int customer =
                json(api.post(
                                "/api/customers",
                                """
                                {"name":"Rahim Uddin","mobile":"01712345678"}
                                """))
                        .path("id")
                        .asInt();
        secret("rahim-1", "p", "01712-345678");
        long report = report();
        JsonNode row = row(report, "rahim-1").path("body");
        assertThat(row.path("plan").path("by").asText()).isEqualTo("name");
        assertThat(row.path("customer").path("customer").asInt()).isEqualTo(customer);
        json(take(report));
        assertThat(api.value("select coalesce(customer, 0) from core.line where name = 'rahim-1'"))
                .isEqualTo("0");
        assertThat(api.value("select plan is not null from core.line where name = 'rahim-1'"))
                .isIn("true", "t");
    }

    @Test
    void hostileRowsAreToldAndNeverTaken() {
        raw("new\nline", "p");
        raw("x".repeat(201), "p");
        raw("caf\u00e9", "p", Charset.forName("windows-1252"));
        raw("nul\u0000", "p");
        secret("Rahim", "p", "a");
        secret("rahim", "p", "a\u0001b");
        long report = report();
        JsonNode summary = json(api.get("/api/imports/" + report));
        assertThat(summary.path("counts").path("unreadable").asInt()).isEqualTo(4);
        JsonNode done = json(take(report));
        assertThat(done.path("result").path("added").asInt())
                .isEqualTo(secrets().size() + queues() - 4);
        assertThat(api.value("select count(*) from core.line where lower(name) = 'rahim'"))
                .isEqualTo("2");
    }

    private void raw(String name, String password) {
        raw(name, password, java.nio.charset.StandardCharsets.UTF_8);
    }

    private void raw(String name, String password, Charset charset) {
        router.run(
                Command.of("/ppp/secret/add")
                        .with(NAME, name.getBytes(charset))
                        .with(PASSWORD, password)
                        .with(PROFILE, "default"));
    }

    @Test
    void theScriptOfAnImportedRouterShowsPasswordsOnlyWithATrace() {
        secret("rahim-1", "hush-hush-1", "x");
        json(take(report()));
        String script = api.get("/api/routers/" + id + "/script").body();
        assertThat(ScriptReader.strings(script)).contains("rahim-1").doesNotContain("hush-hush-1");
        String open =
                api.post("/api/routers/" + id + "/script", "{\"reason\":\"new router\"}").body();
        assertThat(ScriptReader.strings(open)).contains("rahim-1", "hush-hush-1");
        assertThat(api.value("select count(*) from core.audit where action = 'reveal'"))
                .isEqualTo("1");
    }

    @Test
    void theWalledGardenIsAScriptOnceThePortalIsKnown() {
        assertThat(api.get("/api/routers/" + id + "/walled-garden").statusCode()).isEqualTo(409);
        json(
                put(
                        "/api/walled-garden",
                        """
                        {"version":1,"portalHost":"portal.isp.net","portalAddress":"103.4.1.2",
                         "portalPort":80,"hosts":["securepay.sslcommerz.com"],
                         "localAddress":"100.127.0.1","ranges":"100.127.0.2-100.127.255.254"}
                        """));
        String script = api.get("/api/routers/" + id + "/walled-garden").body();
        assertThat(ScriptReader.strings(script))
                .contains("lastmile-walled", "103.4.1.2", "securepay.sslcommerz.com");
        assertThat(script).contains("fasttrack");
    }
}
