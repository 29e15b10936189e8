package io.lastmile.core.customers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.lastmile.core.TestApi;
import io.lastmile.core.TestForm;
import io.lastmile.core.platform.Actor;
import io.lastmile.core.platform.Role;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Random;
import java.util.Set;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class DocumentRoutesTest {
    private static TestApi api;

    @BeforeAll
    static void start() {
        api = TestApi.start();
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    private static String customer(String mobile) {
        HttpResponse<String> response =
                api.post("/api/customers", "{\"name\":\"Rahim\",\"mobile\":\"" + mobile + "\"}");
        assertThat(response.statusCode()).as(response.body()).isEqualTo(201);
        return "/api/customers/" + TestApi.json(response).path("id").asText();
    }

    private static byte[] jpeg() {
        BufferedImage image = new BufferedImage(200, 100, BufferedImage.TYPE_INT_RGB);
        Random noise = new Random(3);
        for (int i = 0; i < 20_000; i++) {
            image.setRGB(i % 200, i / 200, noise.nextInt(0x1000000));
        }
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            ImageIO.write(image, "jpeg", out);
            return out.toByteArray();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static HttpResponse<String> upload(String customer, String kind, byte[] file) {
        TestForm form =
                new TestForm().field("kind", kind).file("file", "a.jpg", "image/jpeg", file);
        return api.send(form.post(api.request(customer + "/documents")));
    }

    private static long added(String customer, String kind) {
        HttpResponse<String> response = upload(customer, kind, jpeg());
        assertThat(response.statusCode()).as(response.body()).isEqualTo(201);
        return TestApi.json(response).path("id").asLong();
    }

    private static HttpResponse<byte[]> reveal(String customer, long document, String reason)
            throws Exception {
        String json = "{\"document\":%d,\"reason\":\"%s\"}".formatted(document, reason);
        return api.http.send(
                api.request(customer + "/documents/reveal")
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(json))
                        .build(),
                BodyHandlers.ofByteArray());
    }

    private static JsonNode documents(String customer) {
        return TestApi.json(api.get(customer + "/documents")).path("items");
    }

    @Test
    void aPictureIsSealedAndEveryLookLeavesATrace() throws Exception {
        String customer = customer("01712345801");
        long id = added(customer, "nid-front");
        assertThat(documents(customer).get(0).path("kind").asText()).isEqualTo("nid-front");
        assertThat(documents(customer).get(0).path("width").asInt()).isEqualTo(200);
        assertThat(api.value("select encode(secret, 'hex') from core.customer_document"))
                .doesNotContain("ffd8ff");

        HttpResponse<byte[]> picture = reveal(customer, id, "court order 7");

        assertThat(ImageIO.read(new ByteArrayInputStream(picture.body())).getWidth())
                .isEqualTo(200);
        assertThat(picture.headers().firstValue("content-type")).contains("image/jpeg");
        assertThat(picture.headers().firstValue("cache-control")).contains("no-store");
        assertThat(picture.headers().allValues("content-security-policy"))
                .containsExactly("default-src 'none'; sandbox");
        assertThat(
                        api.value(
                                "select after ->> 'reason' from core.audit where action = 'reveal'"
                                        + " and relation = 'customer_document' and row_id = '"
                                        + id
                                        + "'"))
                .isEqualTo("court order 7");
    }

    @Test
    void withoutAReasonNobodyLooks() throws Exception {
        String customer = customer("01712345802");
        long id = added(customer, "form");
        assertThat(reveal(customer, id, "").statusCode()).isEqualTo(400);
        String other = customer("01712345803");
        assertThat(reveal(other, id, "curious").statusCode()).isEqualTo(404);
    }

    @Test
    void aNewPhotoReplacesTheFormerOne() throws Exception {
        String customer = customer("01712345804");
        assertThat(api.get(customer + "/photo").statusCode()).isEqualTo(404);
        long first = added(customer, "photo");
        long second = added(customer, "photo");
        assertThat(documents(customer)).hasSize(1);
        assertThat(documents(customer).get(0).path("id").asLong()).isEqualTo(second);
        assertThat(reveal(customer, first, "old").statusCode()).isEqualTo(404);
        assertThat(api.get(customer + "/photo").statusCode()).isEqualTo(200);
        assertThat(
                        api.value(
                                "select count(*) from core.audit where action = 'reveal'"
                                        + " and row_id = '"
                                        + second
                                        + "'"))
                .isEqualTo("1");
    }

    @Test
    void whatWasRemovedIsGoneAndWhyStays() {
        String customer = customer("01712345805");
        long id = added(customer, "other");
        String json = "{\"document\":%d,\"reason\":\"of somebody else\"}".formatted(id);
        String path = customer + "/documents/remove";
        assertThat(api.post(path, json).statusCode()).isEqualTo(204);
        assertThat(api.post(path, json).statusCode()).isEqualTo(404);
        assertThat(documents(customer)).isEmpty();
        assertThat(
                        api.value(
                                "select removed_why || (secret is null) from core.customer_document"
                                        + " where id = "
                                        + id))
                .isEqualTo("of somebody elsetrue");
        assertThat(api.get(customer + "/timeline").body())
                .contains("document.removed", "of somebody else");
    }

    @Test
    void whoWishesToBeForgottenLeavesNoPictureAndNoNumber() {
        String customer = customer("01712345806");
        added(customer, "photo");
        api.post(customer + "/identities", "{\"kind\":\"nid\",\"number\":\"1234567890\"}");
        api.post(customer + "/erasure", "{}");
        String json = "{\"outcome\":\"done\",\"erase\":true}";
        assertThat(api.post(customer + "/erasure/settle", json).statusCode()).isEqualTo(204);
        JsonNode left = TestApi.json(api.get(customer));
        assertThat(left.path("documents")).isEmpty();
        assertThat(left.path("identities")).isEmpty();
        String id = customer.replaceAll("[^0-9]", "");
        assertThat(
                        api.value(
                                "select length(secret) || last_four from core.customer_identity"
                                        + " where customer = "
                                        + id))
                .isEqualTo("0");
    }

    @Test
    void whatIsNoPictureIsRefusedInASentence() {
        String customer = customer("01712345807");
        HttpResponse<String> svg =
                upload(
                        customer,
                        "photo",
                        "<svg/>".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        assertThat(svg.statusCode()).isEqualTo(400);
        assertThat(svg.body()).contains("another kind of file", "JPEG or PNG");
        assertThat(upload(customer, "passport", jpeg()).statusCode()).isEqualTo(400);
        assertThat(upload("/api/customers/999999", "photo", jpeg()).statusCode()).isEqualTo(404);
    }

    @Test
    void nobodyButStaffSeesARow() {
        added(customer("01712345808"), "photo");
        var database = api.core.platform().database();
        for (Role role : new Role[] {Role.CUSTOMER, Role.RESELLER, Role.TECHNICIAN}) {
            Actor actor = new Actor(role, new Actor.Who("x", 1, 1, 1), Set.of(), "");
            assertThat(
                            actor.call(() ->
                                    database.read(
                                            () -> api.core.customers().parts().documents().of(1))))
                    .as(role.word())
                    .isEmpty();
        }
    }
}
