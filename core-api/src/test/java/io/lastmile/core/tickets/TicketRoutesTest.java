package io.lastmile.core.tickets;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.lastmile.core.TestApi;
import io.lastmile.core.TestForm;
import io.lastmile.core.platform.Role;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class TicketRoutesTest {
    private static final int THREADS = 16;

    private static TestApi api;
    private static Complaints complaints;
    private static int karim;
    private static int rahim;
    private static String karims;
    private static String rahims;

    @BeforeAll
    static void start() {
        api = TestApi.start();
        complaints = new Complaints(api);
        karim = complaints.customer("Karim", 0);
        rahim = complaints.customer("Rahim", 0);
        karims = complaints.cookie("customer", karim);
        rahims = complaints.cookie("customer", rahim);
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    private static String state(int ticket) {
        return complaints.ticket(ticket).path("standing").path("state").asText();
    }

    private static String reply(String text) {
        return "{\"text\": \"" + text + "\"}";
    }

    @Test
    void aConversationKeepsNotesAmongStaff() {
        int id = complaints.complain(karims, "No internet since morning");
        assertThat(complaints.ticket(id).path("number").asText()).matches("T26-[0-9]{6}");
        assertThat(complaints.ticket(id).path("facts").path("subject").asText())
                .isEqualTo("No internet since morning");
        assertThat(api.post("/api/tickets/" + id + "/note", reply("seems angry")).statusCode())
                .isEqualTo(200);
        assertThat(api.post("/api/tickets/" + id + "/reply", reply("We look")).statusCode())
                .isEqualTo(200);
        assertThat(state(id)).isEqualTo("open");
        assertThat(complaints.ticket(id).at("/clocks/reply/met").isNumber()).isTrue();
        HttpResponse<String> own = complaints.get(karims, "/api/portal/tickets/" + id);
        assertThat(own.body()).contains("We look").doesNotContain("angry", "operator");
        assertThat(complaints.events("TicketReplied", id)).isEqualTo(1);
        assertThat(complaints.detail(id).path("messages")).hasSize(3);
    }

    @Test
    void whatIsAnothersIsNotThere() throws IOException {
        int id = complaints.complain(karims, "Mine alone");
        HttpResponse<String> sent =
                api.send(
                        new TestForm()
                                .field("text", "see")
                                .file("photo", "a.jpg", "image/jpeg", jpeg())
                                .post(
                                        complaints.request(
                                                karims,
                                                "/api/portal/tickets/" + id + "/pictures")));
        assertThat(sent.statusCode()).as(sent.body()).isEqualTo(200);
        long picture = complaints.detail(id).at("/pictures/0/id").asLong();
        String path = "/api/ticket-pictures/" + picture;
        assertThat(complaints.get(karims, path).statusCode()).isEqualTo(200);
        assertThat(complaints.get(rahims, path).statusCode()).isEqualTo(404);
        assertThat(complaints.get(rahims, "/api/portal/tickets/" + id).statusCode()).isEqualTo(404);
        assertThat(
                        complaints
                                .post(rahims, "/api/portal/tickets/" + id + "/reply", reply("x"))
                                .statusCode())
                .isEqualTo(404);
        assertThat(complaints.get(rahims, "/api/portal/tickets").body()).doesNotContain("Mine");
        assertThat(complaints.get(rahims, "/api/tickets/" + id).statusCode()).isEqualTo(403);
    }

    @Test
    void resellersSeeTheirCustomersAndNoNote() {
        int mine = complaints.account(Role.RESELLER, "mine");
        int other = complaints.account(Role.RESELLER, "other");
        int customer = complaints.customer("Sold", mine);
        int id = complaints.open(customer, 1, "Sold by mine");
        api.post("/api/tickets/" + id + "/note", reply("of the ISP"));
        String my = complaints.cookie("staff", mine);
        assertThat(complaints.get(my, "/api/tickets/" + id).body())
                .contains("It is broken")
                .doesNotContain("of the ISP");
        assertThat(complaints.post(my, "/api/tickets/" + id + "/note", reply("n")).statusCode())
                .isEqualTo(409);
        assertThat(complaints.post(my, "/api/tickets/" + id + "/reply", reply("r")).statusCode())
                .isEqualTo(200);
        String others = complaints.cookie("staff", other);
        assertThat(complaints.get(others, "/api/tickets/" + id).statusCode()).isEqualTo(404);
        assertThat(TestApi.json(complaints.get(others, "/api/tickets?state=all")).path("items"))
                .isEmpty();
    }

    @Test
    void techniciansSeeWhatIsTheirs() {
        int technician = complaints.account(Role.TECHNICIAN, "tech");
        String tech = complaints.cookie("staff", technician);
        int id = complaints.open(karim, 1, "Cable");
        assertThat(complaints.get(tech, "/api/tickets/" + id).statusCode()).isEqualTo(404);
        assertThat(complaints.act(id, "assign", "{\"account\": " + technician + "}").statusCode())
                .isEqualTo(200);
        assertThat(complaints.get(tech, "/api/tickets/" + id).statusCode()).isEqualTo(200);
        assertThat(complaints.post(tech, "/api/tickets/" + id + "/note", reply("cut")).statusCode())
                .isEqualTo(200);
        assertThat(TestApi.json(complaints.get(tech, "/api/tickets?mine=true")).path("items"))
                .hasSize(1);
        assertThat(complaints.events("TicketAssigned", id)).isEqualTo(1);
    }

    @Test
    void sixteenAtOnceLoseNothing() throws Exception {
        int id = complaints.open(karim, 1, "Crowd");
        long before = complaints.ticket(id).path("version").asLong();
        try (var threads = Executors.newFixedThreadPool(THREADS)) {
            var answers =
                    threads.invokeAll(
                            IntStream.range(0, THREADS)
                                    .<Callable<Integer>>mapToObj(
                                            i -> () -> crowd(id, i).statusCode())
                                    .toList());
            for (var answer : answers) {
                assertThat(answer.get()).isEqualTo(200);
            }
        }
        assertThat(complaints.detail(id).path("messages")).hasSize(THREADS + 1);
        assertThat(complaints.ticket(id).path("version").asLong()).isEqualTo(before + THREADS);
        assertThat(complaints.detail(id).path("events")).hasSize(THREADS + 1);
    }

    private static HttpResponse<String> crowd(int id, int i) {
        return i % 2 == 0
                ? api.post("/api/tickets/" + id + "/note", reply("note " + i))
                : complaints.post(karims, "/api/portal/tickets/" + id + "/reply", reply("r" + i));
    }

    @Test
    void aStaleVersionIsRefused() {
        int id = complaints.open(karim, 1, "Versions");
        var stale =
                api.request("/api/tickets/" + id + "/state")
                        .header("Content-Type", "application/json")
                        .header("If-Match", "\"77\"")
                        .POST(BodyPublishers.ofString("{\"state\": \"open\"}"));
        assertThat(api.send(stale).statusCode()).isEqualTo(412);
        assertThat(complaints.act(id, "state", "{\"state\": \"closed\"}").statusCode())
                .isEqualTo(409);
        assertThat(complaints.act(id, "state", "{\"state\": \"open\"}").statusCode())
                .isEqualTo(200);
    }

    @Test
    void nobodyFloodsTheDesk() {
        String many = complaints.cookie("customer", complaints.customer("Many", 0));
        for (int i = 0; i < OwnLimits.OPENED_HOUR_MAX; i++) {
            complaints.complain(many, "number " + i);
        }
        HttpResponse<String> more =
                complaints.post(many, "/api/portal/tickets", "{\"type\": 1, \"text\": \"x\"}");
        assertThat(more.statusCode()).isEqualTo(429);
        assertThat(more.headers().firstValue("retry-after")).contains("3600");
    }

    @Test
    void repliesAndPicturesAreBoundedForACustomerAndNotForStaff() throws Exception {
        String many = complaints.cookie("customer", complaints.customer("Writer", 0));
        int id = complaints.complain(many, "the first of them");
        String path = "/api/portal/tickets/" + id;
        try (var threads = Executors.newFixedThreadPool(THREADS)) {
            var answers =
                    threads.invokeAll(
                            Collections.<Callable<Integer>>nCopies(
                                    OwnLimits.REPLIES_HOUR_MAX + 5,
                                    () ->
                                            complaints
                                                    .post(many, path + "/reply", reply("again"))
                                                    .statusCode()));
            int said = 0;
            for (var answer : answers) {
                said += answer.get() == 200 ? 1 : 0;
                assertThat(answer.get()).isIn(200, 429);
            }
            assertThat(said).isEqualTo(OwnLimits.REPLIES_HOUR_MAX - 1);
        }
        HttpResponse<String> more = complaints.post(many, path + "/reply", reply("more"));
        assertThat(more.body()).contains("messages: again in 60 minutes (expected: at most 30");
        assertThat(api.post("/api/tickets/" + id + "/reply", reply("Calm")).statusCode())
                .isEqualTo(200);
        api.clock.move(Duration.ofMinutes(61));
        assertThat(photo(many, path).statusCode()).isEqualTo(200);
        api.sql(
                """
                insert into core.ticket_file (message, name, type, size, bytes)
                select max(id), '', 'image/jpeg', 1000, '' from core.ticket_message
                where ticket = %d and side = 'customer' group by ticket, generate_series(1, 39)
                """
                        .formatted(id));
        int other = complaints.complain(many, "another");
        HttpResponse<String> hour = photo(many, "/api/portal/tickets/" + other);
        assertThat(hour.statusCode()).isEqualTo(429);
        assertThat(hour.body()).contains("pictures: again in 60 minutes");
        assertThat(complaints.detail(other).path("messages")).hasSize(1);
        api.clock.move(Duration.ofMinutes(61));
        api.sql("update core.ticket_file set size = 200000000 where size = 1000");
        HttpResponse<String> full = photo(many, "/api/portal/tickets/" + other);
        assertThat(full.statusCode()).as(full.body()).isEqualTo(409);
        assertThat(full.body()).contains("/problems/pictures-full");
    }

    private static HttpResponse<String> photo(String cookie, String ticket) throws IOException {
        return api.send(
                new TestForm()
                        .field("text", "look")
                        .file("photo", "a.jpg", "image/jpeg", jpeg())
                        .post(complaints.request(cookie, ticket + "/pictures")));
    }

    @Test
    void aRatingChangesOnceAMinute() {
        String rater = complaints.cookie("customer", complaints.customer("Rater", 0));
        int id = complaints.complain(rater, "rate me");
        complaints.act(id, "state", "{\"state\": \"open\"}");
        assertThat(complaints.act(id, "state", "{\"state\": \"resolved\"}").statusCode())
                .isEqualTo(200);
        String path = "/api/portal/tickets/" + id + "/rating";
        assertThat(complaints.post(rater, path, "{\"stars\": 2}").statusCode()).isEqualTo(200);
        assertThat(complaints.post(rater, path, "{\"stars\": 2}").statusCode()).isEqualTo(200);
        HttpResponse<String> soon = complaints.post(rater, path, "{\"stars\": 5}");
        assertThat(soon.statusCode()).isEqualTo(429);
        assertThat(soon.headers().firstValue("retry-after")).contains("60");
        api.clock.move(Duration.ofSeconds(61));
        assertThat(complaints.post(rater, path, "{\"stars\": 5}").statusCode()).isEqualTo(200);
        assertThat(complaints.ticket(id).at("/rating/stars").asInt()).isEqualTo(5);
    }

    @Test
    void picturesAreDrawnAnewOrRefused() throws IOException {
        int id =
                complaints.complain(
                        complaints.cookie("customer", complaints.customer("Photo", 0)), "photo");
        String path = "/api/tickets/" + id + "/pictures";
        byte[] jpeg = jpeg();
        byte[] marked = withComment(jpeg, "GPS 23.8, 90.4");
        assertThat(send(path, marked).statusCode()).isEqualTo(200);
        String kept =
                api.value("select encode(bytes, 'escape') from core.ticket_file order by id desc");
        assertThat(kept).doesNotContain("GPS 23.8");
        assertThat(send(path, "<svg onload=x>".getBytes(StandardCharsets.UTF_8)).statusCode())
                .isEqualTo(400);
        assertThat(send(path, new byte[9 * 1024 * 1024]).statusCode()).isEqualTo(413);
        assertThat(complaints.detail(id).path("pictures")).hasSize(1);
        assertThat(complaints.detail(id).path("messages")).hasSize(2);
    }

    private static HttpResponse<String> send(String path, byte[] file) {
        return api.send(
                new TestForm()
                        .field("text", "see")
                        .file("photo", "../a.jpg", "image/jpeg", file)
                        .post(api.request(path)));
    }

    private static byte[] jpeg() throws IOException {
        var out = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(40, 30, BufferedImage.TYPE_INT_RGB), "jpeg", out);
        return out.toByteArray();
    }

    /// A JPEG comment segment right after the start of the image.
    private static byte[] withComment(byte[] jpeg, String text) {
        byte[] words = text.getBytes(StandardCharsets.US_ASCII);
        var out = new ByteArrayOutputStream();
        out.write(jpeg, 0, 2);
        out.writeBytes(new byte[] {(byte) 0xff, (byte) 0xfe, 0, (byte) (words.length + 2)});
        out.writeBytes(words);
        out.write(jpeg, 2, jpeg.length - 2);
        return out.toByteArray();
    }

    @Test
    void cannedRepliesKnowTheirVariables() {
        String good =
                """
                {"name": "Thanks", "text": "Dear {name}\\nthanks", "textBn": "{number}"}
                """;
        assertThat(api.post("/api/ticket-replies", good).statusCode()).isEqualTo(204);
        assertThat(api.post("/api/ticket-replies", good).statusCode()).isEqualTo(409);
        for (String bad : List.of("{nmae}", "a { b", "}{")) {
            String reply = good.replace("{number}", bad).replace("Thanks", "Other");
            assertThat(api.post("/api/ticket-replies", reply).statusCode()).as(bad).isEqualTo(400);
        }
    }

    @Test
    void listsAreFoundByNumberAndPagedByWhatIsDue() {
        int customer = complaints.customer("Lister", 0);
        List<Integer> ids =
                IntStream.range(0, 5)
                        .mapToObj(i -> complaints.open(customer, i % 2 == 0 ? 1 : 2, "List " + i))
                        .toList();
        String number = complaints.ticket(ids.getFirst()).path("number").asText();
        assertThat(TestApi.json(api.get("/api/tickets?q=" + number)).at("/items/0/id").asInt())
                .isEqualTo(ids.getFirst());
        String path = "/api/tickets?limit=2&customer=" + customer;
        java.util.Set<Integer> seen = new java.util.LinkedHashSet<>();
        String after = "";
        do {
            JsonNode page = TestApi.json(api.get(path + after));
            page.path("items").forEach(item -> seen.add(item.path("id").asInt()));
            after = "&after=" + page.path("next").asText();
        } while (!after.equals("&after=null"));
        assertThat(seen).containsExactlyInAnyOrderElementsOf(ids);
        assertThat(api.get(path + "&after=Zm9v").statusCode()).isEqualTo(400);
    }

    @Test
    void ofTwoEditorsOfTheHoursTheSecondIsTold() {
        JsonNode all = TestApi.json(api.get("/api/ticket-settings"));
        long seen = all.path("weekVersion").asLong();
        String early = "{\"monday\": {\"opens\": \"08:00\", \"closes\": \"20:00\"}}";
        assertThat(api.put("/api/ticket-hours", seen, early).statusCode()).isEqualTo(204);
        String late = early.replace("08:00", "11:00");
        assertThat(api.put("/api/ticket-hours", seen, late).statusCode()).isEqualTo(412);
        JsonNode now = TestApi.json(api.get("/api/ticket-settings"));
        assertThat(now.path("week").toString()).contains("480").doesNotContain("660");
        assertThat(now.path("weekVersion").asLong()).isNotEqualTo(seen);
        var blind =
                api.request("/api/ticket-hours")
                        .header("Content-Type", "application/json")
                        .PUT(BodyPublishers.ofString(late));
        assertThat(api.send(blind).statusCode()).isEqualTo(428);
        api.sql("update core.office_hours set opens = 540, closes = 1260 where id <> 5");
    }
}
