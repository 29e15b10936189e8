package io.lastmile.core.customers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.lastmile.core.TestApi;
import io.lastmile.core.platform.Actor;
import io.lastmile.core.platform.Role;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class CustomerRoutesTest {
    private static TestApi api;

    @BeforeAll
    static void start() {
        api = TestApi.start();
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    private static String person(String name, String mobile, String more) {
        return "{\"name\":\"%s\",\"mobile\":\"%s\"%s}"
                .formatted(name, mobile, more.isEmpty() ? "" : "," + more);
    }

    private static int add(String json) {
        HttpResponse<String> response = api.post("/api/customers", json);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(201);
        return TestApi.json(response).path("id").asInt();
    }

    private static JsonNode get(String path) {
        HttpResponse<String> response = api.get(path);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return TestApi.json(response);
    }

    private static void done(String path, String json) {
        HttpResponse<String> response = api.post(path, json);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(204);
    }

    private static List<String> faults(String json) {
        HttpResponse<String> response = api.post("/api/customers", json);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(400);
        List<String> fields = new ArrayList<>();
        TestApi.json(response).path("faults").forEach(f -> fields.add(f.path("field").asText()));
        return fields;
    }

    @Test
    void aCustomerIsKeptAsItWasEntered() {
        int id =
                add(
                        """
                        {"name":"Abdul Karim","nameBn":"আব্দুল করিম","mobile":"০১৭১২-৩৪৫৬৭৮",
                         "email":"Karim@Example.com","born":"1985-03-26","gender":"male",
                         "father":"Abdur Rahim","district":"ঢাকা","upazila":"Mirpur",
                         "union":"Ward 7","address":"House 5, Road 2","postcode":"1216",
                         "latitude":23.8042,"longitude":"90.3667","tags":["vip","corporate"]}\
                        """);
        JsonNode customer = get("/api/customers/" + id).path("customer");
        assertThat(customer.path("number").asText()).isEqualTo("C" + (100_000 + id));
        assertThat(customer.at("/person/mobile").asText()).isEqualTo("+8801712345678");
        assertThat(customer.at("/person/email").asText()).isEqualTo("karim@example.com");
        assertThat(customer.at("/person/born").asText()).isEqualTo("1985-03-26");
        assertThat(customer.at("/place/district").asText()).isEqualTo("dhaka");
        assertThat(customer.at("/place/gps/latitude").decimalValue())
                .isEqualByComparingTo("23.8042");
        assertThat(customer.at("/tags/0").asText()).isEqualTo("corporate");
        assertThat(
                        api.value(
                                "select kind from core.event where body ->> 'customer' = '"
                                        + id
                                        + "'"))
                .isEqualTo("CustomerAdded");
    }

    @Test
    void everyFaultIsToldAtOnce() {
        assertThat(
                        faults(
                                """
                                {"name":"X","mobile":"01212345678","email":"x","born":"2999-01-01",
                                 "district":"Atlantis","postcode":"12","latitude":51.5,
                                 "longitude":0.1,"tags":[""]}\
                                """))
                .containsExactlyInAnyOrder(
                        "mobile",
                        "email",
                        "born",
                        "district",
                        "postcode",
                        "latitude",
                        "longitude",
                        "tags");
        assertThat(faults(person("X", "01712345678", "\"latitude\":23.8")))
                .containsExactly("longitude");
        assertThat(faults("{\"name\":\"X\"}")).containsExactly("mobile");
    }

    @Test
    void aChangeNeedsTheVersionThatWasSeen() {
        int id = add(person("Before", "01712345601", ""));
        String path = "/api/customers/" + id;
        assertThat(api.put(path, 1, person("After", "01712345601", "")).statusCode())
                .isEqualTo(200);
        assertThat(api.put(path, 1, person("Again", "01712345601", "")).statusCode())
                .isEqualTo(412);
        assertThat(get(path).at("/customer/person/name").asText()).isEqualTo("After");
        assertThat(api.put("/api/customers/999999", 1, person("A", "01712345601", "")).statusCode())
                .isEqualTo(404);
    }

    @Test
    void anIdentityIsSealedAndEveryRevealLeavesATrace() {
        int id = add(person("Sealed", "01712345602", ""));
        String path = "/api/customers/" + id + "/identities";
        done(path, "{\"kind\":\"nid\",\"number\":\"1990 1234 5678 90123\"}");
        JsonNode shown = get("/api/customers/" + id).path("identities").get(0);
        assertThat(shown.path("lastFour").asText()).isEqualTo("0123");
        assertThat(shown.toString()).doesNotContain("19901234");
        assertThat(
                        api.value(
                                "select position('19901234567890123' in encode(secret, 'escape'))"
                                        + " from core.customer_identity where customer = "
                                        + id))
                .isEqualTo("0");
        HttpResponse<String> revealed =
                api.post(path + "/reveal", "{\"kind\":\"nid\",\"reason\":\"court order 7\"}");
        assertThat(TestApi.json(revealed).path("number").asText()).isEqualTo("19901234567890123");
        assertThat(
                        api.value(
                                "select after ->> 'reason' from core.audit where action = 'reveal'"
                                        + " and after ->> 'customer' = '"
                                        + id
                                        + "'"))
                .isEqualTo("court order 7");
        assertThat(api.post(path + "/reveal", "{\"kind\":\"nid\"}").statusCode()).isEqualTo(400);
        assertThat(api.post(path, "{\"kind\":\"nid\",\"number\":\"123\"}").body())
                .contains("3 characters", "10, 13 or 17 digits");
        String leaked =
                "select count(*) from core.audit"
                        + " where cast(after as text) like '%19901234567890123%'";
        assertThat(api.value(leaked)).isEqualTo("0");
    }

    @Test
    void aSealedNumberDoesNotOpenForAnotherCustomer() {
        int from = add(person("From", "01712345603", ""));
        int to = add(person("To", "01712345604", ""));
        done(
                "/api/customers/" + from + "/identities",
                "{\"kind\":\"nid\",\"number\":\"1234567890\"}");
        api.sql(
                "update core.customer_identity set customer = %d where customer = %d"
                        .formatted(to, from));
        HttpResponse<String> revealed =
                api.post(
                        "/api/customers/" + to + "/identities/reveal",
                        "{\"kind\":\"nid\",\"reason\":\"x\"}");
        assertThat(revealed.statusCode()).isEqualTo(500);
        assertThat(revealed.body()).doesNotContain("1234567890");
    }

    @Test
    void contactsNotesConsentsAndErasureAreInTheTimeline() {
        int id = add(person("Story", "01712345605", ""));
        String path = "/api/customers/" + id;
        done(path + "/contacts", "{\"name\":\"Brother\",\"mobile\":\"+8801812345605\"}");
        done(path + "/notes", "{\"text\":\"called about speed\"}");
        done(path + "/consents", "{\"purpose\":\"offers\",\"given\":true}");
        done(path + "/consents", "{\"purpose\":\"offers\",\"given\":false}");
        done(path + "/erasure", "{\"note\":\"by letter\"}");
        assertThat(api.post(path + "/erasure", "{}").statusCode()).isEqualTo(409);
        JsonNode detail = get(path);
        assertThat(detail.at("/contacts/0/mobile").asText()).isEqualTo("+8801812345605");
        assertThat(detail.at("/notes/0/writtenBy").asText()).isEqualTo("operator");
        assertThat(detail.path("consents")).hasSize(1);
        assertThat(detail.at("/consents/0/given").asBoolean()).isFalse();
        assertThat(detail.at("/erasure/note").asText()).isEqualTo("by letter");
        done(path + "/erasure/settle", "{\"outcome\":\"kept for the books until 2032\"}");
        done(
                path + "/contacts/remove",
                "{\"contact\":" + detail.at("/contacts/0/id").asText() + "}");
        List<String> kinds = new ArrayList<>();
        get(path + "/timeline").path("items").forEach(h -> kinds.add(h.path("kind").asText()));
        assertThat(kinds)
                .contains(
                        "customer.insert",
                        "contact.insert",
                        "note.insert",
                        "consent.given",
                        "consent.withdrawn",
                        "erasure.insert",
                        "erasure.update",
                        "contact.removed");
    }

    @Test
    void theAlarmsOfALineAreInTheTimelineOfItsCustomer() {
        int id = add(person("Alarmed", "01712345607", ""));
        api.sql(
                """
                insert into telemetry.line (router, source, raw_name, name, first_seen)
                values (9, 1, 'alarmed', 'alarmed', now())
                """,
                """
                insert into core.line (name, customer, created, changed, changed_by)
                values ('alarmed', %d, now(), now(), '')
                """
                        .formatted(id),
                """
                insert into core.alarm (condition, kind, severity, state, router, line, since)
                select 77, 'poll-failing', 'warning', 'firing', 9, id, '2026-01-01T00:00:00Z'
                from telemetry.line where name = 'alarmed'
                """);
        JsonNode items = get("/api/customers/" + id + "/timeline").path("items");
        assertThat(items.get(1).path("kind").asText()).isEqualTo("alarm.fired");
        assertThat(items.get(1).path("words")).hasSize(2);
    }

    @Test
    void whoIsClosedIsNotInTheList() {
        int id = add(person("Leaver", "01712345606", "\"tags\":[\"leaving\"]"));
        assertThat(get("/api/customers?tag=leaving").path("items")).hasSize(1);
        assertThat(close(id, 1, "close")).isEqualTo(200);
        assertThat(close(id, 2, "close")).isEqualTo(409);
        assertThat(get("/api/customers?tag=leaving").path("items")).isEmpty();
        assertThat(get("/api/customers?tag=leaving&closed=true").path("items")).hasSize(1);
        assertThat(close(id, 2, "reopen")).isEqualTo(200);
    }

    private static int close(int id, int version, String what) {
        return api.send(
                        api.request("/api/customers/" + id + "/" + what)
                                .header("If-Match", "\"" + version + "\"")
                                .POST(java.net.http.HttpRequest.BodyPublishers.noBody()))
                .statusCode();
    }

    @Test
    void pagesFollowEachOther() {
        for (int i = 0; i < 5; i++) {
            add(person("Paged " + i, "0171234567" + i, "\"tags\":[\"paged\"]"));
        }
        JsonNode first = get("/api/customers?tag=paged&limit=3");
        assertThat(first.path("items")).hasSize(3);
        JsonNode second =
                get("/api/customers?tag=paged&limit=3&after=" + first.path("next").asText());
        assertThat(second.path("items")).hasSize(2);
        assertThat(second.path("next").isNull()).isTrue();
    }

    private static int reseller(String login) {
        api.sql(
                "insert into core.account (login, name, role, created, changed, changed_by)"
                        + " values ('%s', 'A reseller', 'reseller', now(), now(), 'test')"
                                .formatted(login));
        return Integer.parseInt(
                api.value("select id from core.account where login = '" + login + "'"));
    }

    @Test
    void aResellerThatDoesNotExistIsRefused() {
        HttpResponse<String> response =
                api.post(
                        "/api/customers", person("Nobody's", "01912345603", "\"reseller\":999999"));
        assertThat(response.statusCode()).as(response.body()).isEqualTo(400);
    }

    private static Actor actor(Role role, int customer, int reseller) {
        return new Actor(role, new Actor.Who("x", 0, customer, reseller), Set.of(), "");
    }

    private static List<String> seen(Actor actor, String q) {
        CustomerParts parts = api.core.customers().parts();
        return actor.call(() ->
                parts.database()
                        .read(() ->
                                parts.search().find(q, 50).stream()
                                        .map(hit ->
                                                hit.customer()
                                                        .map(c -> c.person().name())
                                                        .orElse("-"))
                                        .toList()));
    }

    @Test
    void everybodySeesTheirOwnAndNobodyNothing() {
        int reseller = reseller("one@reseller.example");
        int mine = add(person("Visible One", "01912345601", "\"reseller\":" + reseller));
        int other = reseller("two@reseller.example");
        int theirs = add(person("Visible Two", "01912345602", "\"reseller\":" + other));
        CustomerParts parts = api.core.customers().parts();
        for (Actor actor :
                List.of(actor(Role.RESELLER, 0, reseller), actor(Role.CUSTOMER, mine, 0))) {
            assertThat(seen(actor, "Visible")).containsExactly("Visible One");
            assertThat(seen(actor, "01912345602")).isEmpty();
            Optional<Customer> hidden =
                    actor.call(() -> parts.database().read(() -> parts.customers().find(theirs)));
            assertThat(hidden).isEmpty();
        }
        assertThat(seen(actor(Role.SUPPORT, 0, 0), "Visible")).hasSize(2);
        assertThat(seen(actor(Role.TECHNICIAN, 0, 0), "Visible")).isEmpty();
        assertThat(seen(Actor.NOBODY, "Visible")).isEmpty();
    }

    @Test
    void searchFindsByEverything() {
        int id =
                add(
                        """
                        {"name":"Rahima Khatun","nameBn":"রহিমা খাতুন","mobile":"01822334455",
                         "district":"sylhet","upazila":"Zindabazar","address":"Plot_9, Lane 4"}\
                        """);
        api.sql(
                "insert into core.line (name, customer, created, changed, changed_by)"
                        + " values ('rahima77', "
                        + id
                        + ", now(), now(), '')");
        for (String q :
                List.of(
                        "rahima kh",
                        "Khatun",
                        "রহিমা",
                        "খাতুন",
                        "01822334455",
                        "+880 1822-334455",
                        "22334455",
                        "rahima77",
                        "RAHIMA7",
                        "zindabaz",
                        "plot_9",
                        "সিলেট",
                        "c" + (100_000 + id))) {
            assertThat(names(q)).as(q).contains("Rahima Khatun");
        }
        assertThat(names("plot%9")).isEmpty();
        assertThat(names("' or 1=1 --")).isEmpty();
        assertThat(names("\\\\")).isEmpty();
        assertThat(names("r")).contains("Rahima Khatun");
    }

    private static List<String> names(String q) {
        String encoded = java.net.URLEncoder.encode(q, java.nio.charset.StandardCharsets.UTF_8);
        List<String> names = new ArrayList<>();
        get("/api/search?q=" + encoded)
                .path("items")
                .forEach(hit -> names.add(hit.at("/customer/person/name").asText()));
        return names;
    }

    @Test
    void aLineThatIsNobodysIsFoundToo() {
        api.post("/api/lines", "{\"name\":\"orphan-line\"}");
        JsonNode hit = get("/api/search?q=orphan").path("items").get(0);
        assertThat(hit.path("customer").isNull()).isTrue();
        assertThat(hit.path("lineName").asText()).isEqualTo("orphan-line");
    }

    @Test
    void thereAreEightDivisionsAndSixtyFourDistricts() {
        assertThat(Districts.all()).hasSize(64).doesNotHaveDuplicates();
        assertThat(Districts.all().stream().map(District::division).distinct()).hasSize(8);
        assertThat(Districts.named("cox's bazar").map(District::code)).contains("coxsbazar");
        assertThat(Districts.named("কক্সবাজার").map(District::name)).contains("Cox's Bazar");
    }
}
