package io.lastmile.core.platform;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lastmile.core.TestApi;
import io.lastmile.core.TestForm;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class UploadTest {
    private static final Upload.Limits LIMITS = new Upload.Limits(2, 100_000);
    private static final AtomicInteger HANDLED = new AtomicInteger();
    private static TestApi api;

    @BeforeAll
    static void start() {
        api = TestApi.start(List.of(UploadTest::routes));
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    private static void routes(Routes routes) {
        routes.anyone()
                .upload(
                        "/api/test/boxes",
                        LIMITS,
                        (request, response) -> {
                            Upload upload = Upload.of(request);
                            String name = upload.fields().text("name", 20, "");
                            byte[] bytes = upload.needFile("box").bytes();
                            HANDLED.incrementAndGet();
                            Json.send(
                                    response,
                                    Map.of(
                                            "name",
                                            name,
                                            "bytes",
                                            bytes.length,
                                            "hash",
                                            Arrays.hashCode(bytes)));
                        });
    }

    private static HttpResponse<String> send(TestForm form) {
        return api.send(form.post(api.request("/api/test/boxes")));
    }

    private static Upload read(byte[] body) {
        return Upload.read(body, TestForm.type(), LIMITS);
    }

    @Test
    void filesAndFieldsArriveAsTheyWereSent() {
        byte[] bytes = new byte[90_000];
        long seed = System.nanoTime();
        new Random(seed).nextBytes(bytes);
        HttpResponse<String> answer =
                send(new TestForm().field("name", "ছবি").file("box", "a.bin", "x/y", bytes));
        assertThat(answer.statusCode()).as("seed %d: %s", seed, answer.body()).isEqualTo(200);
        assertThat(TestApi.json(answer).path("bytes").asInt()).isEqualTo(90_000);
        assertThat(TestApi.json(answer).path("hash").asInt()).isEqualTo(Arrays.hashCode(bytes));
        assertThat(TestApi.json(answer).path("name").asText()).isEqualTo("ছবি");
    }

    @Test
    void whatLooksLikeABoundaryButIsNoneStaysInTheFile() {
        byte[] tricky =
                "\r\n--\r\n\r\n------WebKitFormBoundary7MA4YWxkTrZu0gWx\r\n\r\n\r\n"
                        .getBytes(StandardCharsets.UTF_8);
        Upload upload = read(new TestForm().file("box", "a", "x/y", tricky).bytes());
        assertThat(upload.needFile("box").bytes()).isEqualTo(tricky);
    }

    @Test
    void aFormCutAnywhereIsRefusedInASentence() {
        byte[] whole =
                new TestForm().field("name", "n").file("box", "a", "x/y", new byte[40]).bytes();
        for (int length = 0; length < whole.length - 4; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> read(cut)).as("%d bytes", length).isInstanceOf(Refusal.class);
        }
        assertThat(read(whole).needFile("box").bytes()).hasSize(40);
    }

    @Test
    void randomBytesAreRefusedInASentence() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        byte[] whole = new TestForm().file("box", "a", "x/y", new byte[40]).bytes();
        for (int round = 0; round < 2_000; round++) {
            byte[] broken = whole.clone();
            broken[random.nextInt(broken.length)] = (byte) random.nextInt();
            try {
                read(broken);
            } catch (Refusal refusal) {
                assertThat(refusal.problem().status()).as("seed %d", seed).isIn(400, 413);
            }
        }
    }

    @Test
    void moreThanTheLimitsIsRefusedWithWhatIsTooMuch() {
        var large = new TestForm().file("box", "a", "x/y", new byte[100_001]);
        assertThat(send(large).statusCode()).isEqualTo(413);
        assertThat(send(large).body()).contains("bytes in box: 100001 (expected: at most 100000)");
        var many = new TestForm();
        for (int i = 0; i < 3; i++) {
            many.file("box", "a", "x/y", new byte[1]);
        }
        assertThat(send(many).body()).contains("files: 3 (expected: at most 2)");
        var parts = new TestForm();
        for (int i = 0; i < 70; i++) {
            parts.field("f" + i, "");
        }
        assertThat(send(parts).body()).contains("parts: 63 (expected: at most 62)");
        var huge = new TestForm().file("box", "a", "x/y", new byte[300_000]);
        assertThat(send(huge).body()).contains("body: more than 265536 bytes");
    }

    @Test
    void aFileNameIsNoPathAndAnEmptyChoiceIsNoFile() {
        byte[] one = {1};
        Upload upload =
                read(
                        new TestForm()
                                .file("box", "C:\\fakepath\\..\\a\u0000b.png", "x/y", one)
                                .file("none", "", "application/octet-stream", new byte[0])
                                .bytes());
        assertThat(upload.needFile("box").name()).isEqualTo("a b.png");
        assertThat(upload.file("none")).isEmpty();
        assertThatThrownBy(() -> upload.needFile("none")).hasMessageContaining("a file");
    }

    @Test
    void anotherTypeIsRefused() {
        var json =
                api.request("/api/test/boxes")
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString("{}"));
        assertThat(api.send(json).statusCode()).isEqualTo(415);
    }

    @Test
    void theFieldOnceMakesARepeatedFormDoItsWorkOnce() {
        var form = new TestForm().field("once", "upload-0001").file("box", "a", "x/y", new byte[9]);
        int before = HANDLED.get();
        HttpResponse<String> first = send(form);
        HttpResponse<String> second = send(form);
        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(HANDLED.get() - before).isEqualTo(1);
        var other =
                new TestForm().field("once", "upload-0001").file("box", "a", "x/y", new byte[8]);
        assertThat(send(other).statusCode()).isEqualTo(422);
    }

    @Test
    void aFormWithFilesIsRefusedWhereNoneIsTaken() {
        HttpResponse<String> answer =
                api.send(new TestForm().field("name", "x").post(api.request("/api/customers")));
        assertThat(answer.statusCode()).isEqualTo(415);
    }

    @Test
    void anAccountSendsOneAtATimeAndHoldsNobodyElseUp() throws IOException {
        String other = other();
        try (Socket slow = slow()) {
            var form = new TestForm().field("name", "b").file("box", "a", "x/y", new byte[9]);
            assertThat(send(form).body()).contains("upload-running").contains("429");
            var others =
                    api.anonymous("/api/test/boxes")
                            .header("Cookie", "lastmile=" + other)
                            .header("Sec-Fetch-Site", "same-origin");
            assertThat(api.send(form.post(others)).statusCode()).isEqualTo(200);
            assertThat(slow.isClosed()).isFalse();
        }
        var form = new TestForm().field("name", "c").file("box", "a", "x/y", new byte[9]);
        assertThat(send(form).statusCode()).isEqualTo(200);
    }

    /// Announces 200,000 bytes and, once they are waited for, sends ten.
    private static Socket slow() throws IOException {
        var request = api.request("/api/test/boxes").build();
        String key = request.headers().firstValue("Authorization").orElseThrow();
        var socket = new Socket("127.0.0.1", api.server.port());
        String head =
                """
                POST /api/test/boxes HTTP/1.1\r
                Host: 127.0.0.1\r
                Authorization: %s\r
                Content-Type: %s\r
                Content-Length: 200000\r
                Expect: 100-continue\r
                \r
                """
                        .formatted(key, TestForm.type());
        socket.getOutputStream().write(head.getBytes(US_ASCII));
        String answer = new String(socket.getInputStream().readNBytes(12), US_ASCII);
        assertThat(answer).isEqualTo("HTTP/1.1 100");
        socket.getOutputStream().write("------WebK".getBytes(US_ASCII));
        return socket;
    }

    /// The session of another account.
    private static String other() {
        int account =
                Integer.parseInt(
                        api.value(
                                """
                                insert into core.account
                                    (login, name, role, created, changed, changed_by)
                                values ('other', 'other', 'support', now(), now(), 'test')
                                returning id
                                """));
        api.sql(
                """
                insert into core.session (token_hash, kind, account, created, seen, idle_until,
                    expires, address, agent)
                values (sha256('others'), 'staff', %1$d, '%2$s', '%2$s', 'infinity', 'infinity',
                    '', '')
                """
                        .formatted(account, api.clock.instant()));
        return "others";
    }

    @Test
    void aBodyThatDripsIsGivenUpAndOneOfAPoorLineIsNot() throws IOException {
        var time = new AtomicLong();
        InputStream drip = new ByteArrayInputStream(new byte[1_000_000]);
        var poor = new SlowBody(drip, 1_000_000, () -> time.addAndGet(300_000_000), _ -> {});
        assertThat(poor.readNBytes(1_000_000)).hasSize(1_000_000);
        var byteByByte =
                new SlowBody(oneByOne(), 1_000, () -> time.addAndGet(1_100_000_000), _ -> {});
        assertThatThrownBy(
                        () -> {
                            var _ = byteByByte.readNBytes(1_000);
                        })
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("not whole after 60 s");
    }

    private static InputStream oneByOne() {
        return new FilterInputStream(new ByteArrayInputStream(new byte[1_000])) {
            @Override
            public int read(byte[] into, int from, int length) throws IOException {
                return super.read(into, from, Math.min(1, length));
            }
        };
    }

    @Test
    void memoryIsTakenAsBytesArriveAndGivenBack() {
        var all = new Semaphore(10);
        var first = new UploadMemory.Share(all);
        var second = new UploadMemory.Share(all);
        first.take(6);
        assertThatThrownBy(() -> second.take(6)).hasMessageContaining("Too many uploads");
        first.giveBack();
        second.take(6);
        assertThat(all.availablePermits()).isEqualTo(4);
    }
}
