package io.lastmile.core.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.lastmile.core.ForeignRows;
import io.lastmile.core.TestApi;
import io.lastmile.core.TestForm;
import io.lastmile.core.platform.Role;
import io.lastmile.core.platform.Routes;
import java.net.http.HttpResponse;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/// Every route of the server that names a row, each role, and a row of somebody else: it is not
/// there, nothing of it is read and nothing written. The routes come from the server's own table.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ForeignRowTest {
    /// See only what is theirs.
    private static final Set<Role> NARROW =
            EnumSet.of(Role.TECHNICIAN, Role.RESELLER, Role.CUSTOMER);

    /// What a narrow role's write must say to come as far as the row. A new route that answers 400
    /// to `{}` fails until its body is here.
    private static final Map<String, String> BODIES =
            Map.ofEntries(
                    Map.entry(
                            "PUT /api/tickets/{id}",
                            """
                            {"subject": "x", "type": 4242, "queue": 4242, "priority": "low"}
                            """),
                    Map.entry("POST /api/tickets/{id}/reply", "{\"text\": \"x\"}"),
                    Map.entry("POST /api/tickets/{id}/note", "{\"text\": \"x\"}"),
                    Map.entry("POST /api/tickets/{id}/state", "{\"state\": \"resolved\"}"),
                    Map.entry("POST /api/tickets/{id}/merge", "{\"into\": \"T26-424242\"}"),
                    Map.entry("POST /api/portal/tickets/{id}/reply", "{\"text\": \"x\"}"),
                    Map.entry("POST /api/portal/tickets/{id}/rating", "{\"stars\": 5}"));

    /// Merging looks for the other ticket first, and that one is not there either.
    private static final Map<String, Integer> MISSING = Map.of("POST /api/tickets/{id}/merge", 409);

    /// All rows but those that a request leaves by itself.
    private static final String DIGEST =
            """
            select md5(string_agg(query_to_xml(
                format('select md5(string_agg(t::text, '''' order by t::text)) from core.%I as t',
                       relname), true, false, '')::text, '' order by relname))
            from pg_class
            where relnamespace = 'core'::regnamespace and relkind = 'r'
              and relname not in ('session', 'api_key', 'request_key')
            """;

    /// The collector's rates are not in the process of this test; LiveClientsTest has them.
    private static final int NO_LIVE = 503;

    private final Map<Role, String> cookies = new EnumMap<>(Role.class);
    private TestApi api;
    private People people;

    @BeforeAll
    void start() {
        api = TestApi.start();
        people = new People(api);
        ForeignRows.enter(api);
        for (Role role : EnumSet.allOf(Role.class)) {
            if (role.staff()) {
                cookies.put(role, people.session(people.account(role, "the." + role.word())));
            }
        }
        cookies.put(Role.CUSTOMER, people.customerSession(7));
    }

    @AfterAll
    void stop() {
        api.close();
    }

    @TestFactory
    Stream<DynamicTest> aForeignRowIsNotThere() {
        return api.server.table().stream()
                .filter(entry -> entry.pattern().contains("{"))
                .map(entry ->
                        DynamicTest.dynamicTest(
                                name(entry),
                                () ->
                                        ForeignRows.place(entry.pattern())
                                                .ifPresent(place -> tryAll(entry, place))));
    }

    private void tryAll(Routes.Entry entry, ForeignRows.Place place) {
        assertThat(there(place)).as("%s %s", place.table(), place.id()).isEqualTo("1");
        String before = api.value(DIGEST);
        cookies.forEach((role, cookie) -> {
            if (!sees(role, place.seen())) {
                var response = answer(entry, ForeignRows.path(entry.pattern(), place), cookie);
                assertThat(response.statusCode())
                        .as("%s: %s %s", role, response, response.body())
                        .isEqualTo(
                                AccessMatrixTest.mayUse(entry.access(), role)
                                        ? MISSING.getOrDefault(name(entry), 404)
                                        : 403);
                assertThat(response.body()).as("%s", role).doesNotContain(ForeignRows.MARK);
                assertThat(there(place)).as("%s", role).isEqualTo("1");
                assertThat(api.value(DIGEST)).as("rows after %s", role).isEqualTo(before);
            }
        });
    }

    private String there(ForeignRows.Place place) {
        return api.value(
                "select count(*) from %s where id = %s".formatted(place.table(), place.id()));
    }

    private static boolean sees(Role role, ForeignRows.Seen seen) {
        return switch (seen) {
            case STAFF -> !NARROW.contains(role);
            case ADMINS -> role == Role.OWNER || role == Role.ADMIN;
            case ITS_OWN -> false;
            case EVERYBODY -> true;
        };
    }

    private HttpResponse<String> answer(Routes.Entry entry, String path, String cookie) {
        if (entry.pattern().endsWith("/pictures")) {
            return api.send(
                    new TestForm()
                            .field("text", "x")
                            .post(
                                    api.anonymous(path)
                                            .header("Cookie", cookie)
                                            .header("Sec-Fetch-Site", "same-origin")));
        }
        boolean body = Set.of("POST", "PUT").contains(entry.method());
        String json = body ? BODIES.getOrDefault(name(entry), "{}") : "";
        return people.as(cookie, entry.method(), path, json);
    }

    private String cookie(Role role) {
        return Objects.requireNonNull(cookies.get(role));
    }

    private static String name(Routes.Entry entry) {
        return entry.method() + " " + entry.pattern();
    }

    /// What the matrix rests on: the rows are there for those who may see them.
    @TestFactory
    Stream<DynamicTest> theOwnerSeesIt() {
        return api.server.table().stream()
                .filter(entry -> entry.method().equals("GET") && entry.pattern().contains("{"))
                .filter(entry -> !entry.access().open())
                .map(entry ->
                        DynamicTest.dynamicTest(
                                entry.pattern(),
                                () ->
                                        ForeignRows.place(entry.pattern())
                                                .ifPresent(place -> look(entry, place))));
    }

    private void look(Routes.Entry entry, ForeignRows.Place place) {
        if (AccessMatrixTest.mayUse(entry.access(), Role.OWNER)) {
            String path = ForeignRows.path(entry.pattern(), place);
            var response = answer(entry, path, cookie(Role.OWNER));
            assertThat(response.statusCode())
                    .as(response.body())
                    .isEqualTo(entry.pattern().startsWith("/api/live/") ? NO_LIVE : 200);
        }
    }

    @TestFactory
    Stream<DynamicTest> noListShowsAForeignRow() {
        return api.server.table().stream()
                .filter(entry -> entry.method().equals("GET") && !entry.pattern().contains("{"))
                .map(entry -> DynamicTest.dynamicTest(entry.pattern(), () -> lists(entry)));
    }

    private void lists(Routes.Entry entry) {
        for (Role role : NARROW) {
            if (AccessMatrixTest.mayUse(entry.access(), role)) {
                var response = answer(entry, entry.pattern(), cookie(role));
                assertThat(response.body())
                        .as("%s: %s", role, response)
                        .doesNotContain(ForeignRows.MARK);
            }
        }
    }

    @Test
    void noBodyNamesAForeignRow() {
        String ticket = "{\"customer\": 4242, \"subject\": \"x\", \"type\": 4242, \"text\": \"x\"}";
        assertThat(post(Role.RESELLER, "/api/tickets", ticket)).isIn(404, 409);
        String own = "{\"line\": 4242, \"type\": 1, \"text\": \"x\"}";
        assertThat(post(Role.CUSTOMER, "/api/portal/tickets", own)).isIn(404, 409);
        String all = "{\"numbers\": [\"T26-424242\"], \"account\": 4242}";
        post(Role.TECHNICIAN, "/api/tickets/assign", all);
        assertThat(api.value("select version from core.ticket where id = 4242")).isEqualTo("1");
    }

    private int post(Role role, String path, String json) {
        HttpResponse<String> response = people.as(cookie(role), "POST", path, json);
        assertThat(response.body()).doesNotContain(ForeignRows.MARK);
        return response.statusCode();
    }
}
