package io.lastmile.core.customers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.lastmile.core.TestApi;
import io.lastmile.core.platform.Actor;
import io.lastmile.core.platform.Picture;
import io.lastmile.core.platform.Role;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// What a change to a customer means for all that hangs on it.
class CustomerCareTest {
    private static final int THREADS = 16;
    private static TestApi api;
    private static int numbers;

    @BeforeAll
    static void start() {
        api = TestApi.start();
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    private static String mobile() {
        return "017%08d".formatted(++numbers);
    }

    private static int add(String mobile) {
        HttpResponse<String> response =
                api.post("/api/customers", "{\"name\":\"Rahim\",\"mobile\":\"" + mobile + "\"}");
        assertThat(response.statusCode()).as(response.body()).isEqualTo(201);
        return TestApi.json(response).path("id").asInt();
    }

    private static void session(int customer, String mobile) {
        api.sql(
                """
                insert into core.session (token_hash, kind, customer, mobile, created, seen,
                    idle_until, expires, address, agent)
                values (sha256('%s'), 'customer', %d, '%s', now(), now(), 'infinity', 'infinity',
                    '', '')
                """
                        .formatted(mobile + customer, customer, mobile));
    }

    private static String sessions(int customer) {
        return api.value("select count(*) from core.session where customer = " + customer);
    }

    private static HttpResponse<String> change(int id, String json) {
        return api.put("/api/customers/" + id, version(id), json);
    }

    private static long version(int id) {
        return TestApi.json(api.get("/api/customers/" + id))
                .path("customer")
                .path("version")
                .asLong();
    }

    private static HttpResponse<String> close(int id) {
        return api.send(
                api.request("/api/customers/" + id + "/close")
                        .header("If-Match", "\"" + version(id) + "\"")
                        .POST(BodyPublishers.noBody()));
    }

    @Test
    void anotherNumberOrNoneLogsOut() {
        String mobile = mobile();
        int moved = add(mobile);
        session(moved, mobile);
        assertThat(change(moved, "{\"name\":\"Karim\",\"mobile\":\"" + mobile + "\"}").statusCode())
                .isEqualTo(200);
        assertThat(sessions(moved)).as("another name").isEqualTo("1");
        change(moved, "{\"name\":\"Karim\",\"mobile\":\"" + mobile() + "\"}");
        assertThat(sessions(moved)).as("another number").isEqualTo("0");
        int gone = add(mobile());
        session(gone, "01700000001");
        assertThat(close(gone).statusCode()).isEqualTo(200);
        assertThat(sessions(gone)).as("closed").isEqualTo("0");
    }

    @Test
    void whoHasALineIsNotClosed() {
        int id = add(mobile());
        api.sql(
                "insert into core.line (name, customer, created, changed, changed_by)"
                        + " values ('hangs', %d, now(), now(), '')".formatted(id));
        HttpResponse<String> refused = close(id);
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(refused.body()).contains("hangs");
        api.sql("update core.line set removed = now() where name = 'hangs'");
        assertThat(close(id).statusCode()).isEqualTo(200);
    }

    @Test
    void onlyAResellerResells() {
        HttpResponse<String> refused =
                api.post(
                        "/api/customers",
                        "{\"name\":\"A\",\"mobile\":\"%s\",\"reseller\":1}".formatted(mobile()));
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("an account of a reseller");
    }

    @Test
    void thereIsOnePhotoHoweverManySendOne() throws Exception {
        CustomerParts parts = api.core.customers().parts();
        int id = add(mobile());
        Picture picture = picture();
        at(
                () -> parts.documents().add(id, DocumentKind.PHOTO, picture).isPresent(),
                () -> parts.records().addContact(id, contact()));
        Actor support = new Actor(Role.SUPPORT, new Actor.Who("x", 0, 0, 0), Set.of(), "");
        List<Integer> counts =
                support.call(() ->
                        parts.database()
                                .read(() ->
                                        List.of(
                                                parts.documents().of(id).size(),
                                                parts.records().contacts(id).size())));
        assertThat(counts).containsExactly(1, THREADS);
        at(
                () -> parts.records().addContact(id, contact()),
                () -> {
                    parts.identities().put(id, IdentityKind.NID, "1234567890");
                    return true;
                });
        assertThat(api.value("select count(*) from core.customer_contact where customer = " + id))
                .isEqualTo("" + Records.CONTACTS_MAX);
    }

    private static Records.Contact contact() {
        return new Records.Contact(0, "Salma", "wife", "+8801712345678", "");
    }

    private static Picture picture() {
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            ImageIO.write(new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB), "png", out);
            return Picture.of("photo", out.toByteArray());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Each work from `THREADS` threads at once, each in its own transaction.
    @SafeVarargs
    private static void at(Callable<Boolean>... works) throws Exception {
        Actor actor = new Actor(Role.SUPPORT, new Actor.Who("x", 0, 0, 0), Set.of(), "");
        try (var threads = Executors.newFixedThreadPool(THREADS)) {
            List<Future<Boolean>> all = new ArrayList<>();
            for (Callable<Boolean> work : works) {
                for (int n = 0; n < THREADS; n++) {
                    all.add(
                            threads.submit(() ->
                                    actor.call(() ->
                                            api.core.database().transact(() -> called(work)))));
                }
            }
            for (Future<Boolean> one : all) {
                one.get();
            }
        }
    }

    private static boolean called(Callable<Boolean> work) {
        try {
            return work.call();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void theTimelineSkipsAndRepeatsNothing() {
        int id = add(mobile());
        for (int n = 0; n < 7; n++) {
            api.post("/api/customers/" + id + "/notes", "{\"text\":\"note " + n + "\"}");
        }
        List<String> seen = new ArrayList<>();
        String next = "";
        do {
            JsonNode page =
                    TestApi.json(
                            api.get(
                                    "/api/customers/"
                                            + id
                                            + "/timeline?limit=3"
                                            + (next.isEmpty() ? "" : "&after=" + next)));
            page.path("items").forEach(item -> seen.add(item.path("words").toString()));
            next = page.path("next").asText("");
        } while (!next.isEmpty() && !next.equals("null"));
        assertThat(seen).hasSize(8);
        assertThat(new HashSet<>(seen)).hasSize(8);
    }

    @Test
    void whoIsForgottenLeavesWhatTheBooksNeed() {
        int id = add(mobile());
        String path = "/api/customers/" + id;
        api.post(path + "/identities", "{\"kind\":\"nid\",\"number\":\"১২৩৪৫৬৭৮৯০\"}");
        api.post(path + "/notes", "{\"text\":\"lives behind the mosque\"}");
        api.post(path + "/contacts", "{\"name\":\"Salma\",\"mobile\":\"01712345678\"}");
        assertThat(api.value("select last_four from core.customer_identity where customer = " + id))
                .isEqualTo("7890");
        api.post(path + "/erasure", "{\"note\":\"\"}");
        HttpResponse<String> settled =
                api.post(path + "/erasure/settle", "{\"outcome\":\"done\",\"erase\":true}");
        assertThat(settled.statusCode()).as(settled.body()).isEqualTo(204);
        assertThat(api.get(path).body()).doesNotContain("mosque", "Salma", "7890");
        assertThat(
                        api.value(
                                "select count(*) from core.audit where relation ="
                                        + " 'customer_identity' and after::text like '%7890%'"))
                .isEqualTo("0");
    }

    @Test
    void evidenceIsNotRewritten() {
        int id = add(mobile());
        api.post(
                "/api/customers/" + id + "/consents",
                "{\"purpose\":\"offers\",\"given\":true,\"text\":\"yes\"}");
        Actor customer = new Actor(Role.CUSTOMER, new Actor.Who("x", 0, id, 0), Set.of(), "");
        for (String sql :
                List.of(
                        "update core.customer_consent set given = false",
                        "delete from core.customer_consent",
                        "delete from core.customer where id = " + id)) {
            assertThatThrownBy(() ->
                            customer.call(() ->
                                    api.core
                                            .database()
                                            .transact(() ->
                                                    api.core
                                                            .database()
                                                            .client()
                                                            .execute()
                                                            .createUpdate(sql)
                                                            .execute())))
                    .as(sql)
                    .hasStackTraceContaining("permission denied");
        }
    }
}
