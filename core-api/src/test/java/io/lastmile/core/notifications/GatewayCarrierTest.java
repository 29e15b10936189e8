package io.lastmile.core.notifications;

import static org.assertj.core.api.Assertions.assertThat;

import io.lastmile.core.platform.Body;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GatewayCarrierTest {
    private static final String TEXT = "কোড 123456 & \"x\" 50%";
    private static final Parcel PARCEL =
            new Parcel(7, "+8801712345678", "Rahim", new Wording("", TEXT), false);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration SHORT = Duration.ofSeconds(2);

    private final TextGateway gateway = new TextGateway();

    @AfterEach
    void stop() {
        gateway.close();
    }

    private SmsSettings settings(Map<String, String> more) {
        Map<String, String> form = new HashMap<>();
        form.put("way", "http");
        form.put("url", gateway.url("/send?to={to}&msg={text}&key={secret}"));
        form.put("method", "get");
        form.put("sender", "LastMile");
        form.putAll(more);
        var fields = Body.formOf(form);
        SmsSettings read = SmsSettings.read(fields);
        fields.done();
        return read;
    }

    private Carrier.Outcome carry(Map<String, String> more) {
        return carry(more, PARCEL);
    }

    private Carrier.Outcome carry(Map<String, String> more, Parcel parcel) {
        return new GatewayCarrier(settings(more).gateway(), "s3cr&t", PATIENCE).carry(parcel);
    }

    /// Gives up after two seconds.
    private Carrier.Outcome carryShortly() {
        return new GatewayCarrier(settings(Map.of()).gateway(), "s3cr&t", SHORT).carry(PARCEL);
    }

    @Test
    void everyValueIsEncodedForItsPlace() {
        assertThat(carry(Map.of())).isInstanceOf(Carrier.Outcome.Sent.class);
        carry(
                Map.of(
                        "digits",
                        "national",
                        "method",
                        "post",
                        "url",
                        gateway.url("/"),
                        "body",
                        "to={to}&text={text}&from={sender}"));
        carry(
                Map.of(
                        "method",
                        "post",
                        "url",
                        gateway.url("/"),
                        "headers",
                        "Authorization: Bearer {secret}",
                        "body",
                        "{\"to\": \"{to}\", \"text\": \"{text}\"}"));
        carry(
                Map.of(
                        "method",
                        "post",
                        "url",
                        gateway.url("/"),
                        "headers",
                        "Content-Type: application/xml",
                        "body",
                        "<sms>{text}</sms>"));
        assertThat(gateway.got().get(0).line())
                .startsWith("GET /send?to=8801712345678&msg=%E0%A6%95")
                .contains("123456%20%26%20%22x%22%2050%25&key=s3cr%26t HTTP");
        assertThat(gateway.got().get(1).body())
                .startsWith("to=01712345678&text=%E0%A6%95")
                .endsWith("50%25&from=LastMile");
        assertThat(gateway.got().get(2).headers()).contains("Authorization: Bearer s3cr&t");
        assertThat(gateway.got().get(2).headers())
                .anyMatch(header ->
                        header.equalsIgnoreCase("content-type: application/json; charset=utf-8"));
        assertThat(gateway.got().get(2).body()).contains("কোড 123456 & \\\"x\\\" 50%");
        assertThat(gateway.got().get(3).body()).contains("কোড 123456 &amp; &quot;x&quot;");
    }

    @ParameterizedTest
    @CsvSource({
        "200, 1101|queued, ^1101, '', Sent",
        "200, 1002|bad number, ^1101, '', Uncertain",
        "200, ok but ERROR 7, '', ERROR, Failed",
        "200, anything, '', '', Sent",
        "400, bad number, '', '', Refused",
        "401, who are you, '', '', Failed",
        "429, slow down, '', '', Failed",
        "302, elsewhere, '', '', Failed",
        "500, broken, '', '', Failed",
    })
    void anAnswerIsJudgedByStatusAndPatterns(
            int status, String body, String success, String failure, String outcome) {
        gateway.answer(TextGateway.status(status, body));
        Carrier.Outcome found = carry(Map.of("success", success, "failure", failure));
        assertThat(found.getClass().getSimpleName()).isEqualTo(outcome);
    }

    @Test
    void silenceGarbageAndADripEndInTime() {
        long began = System.nanoTime();
        gateway.answer(_ -> TimeUnit.MILLISECONDS.sleep(30_000));
        assertThat(carryShortly()).isInstanceOf(Carrier.Outcome.Uncertain.class);
        gateway.answer(TextGateway.saying("\u0000\u0001 nonsense\r\n\r\n"));
        assertThat(broken()).isTrue();
        gateway.answer(_ -> {});
        assertThat(broken()).isTrue();
        gateway.answer(socket -> {
            var out = socket.getOutputStream();
            out.write(
                    "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n"
                            .getBytes(java.nio.charset.StandardCharsets.UTF_8));
            for (int i = 0; i < 1_000; i++) {
                out.write('x');
                out.flush();
                TimeUnit.MILLISECONDS.sleep(100);
            }
        });
        assertThat(carryShortly()).isInstanceOf(Carrier.Outcome.Uncertain.class);
        gateway.answer(TextGateway.saying("HTTP/1.1 200 OK\r\n\r\n" + "y".repeat(200_000)));
        assertThat(broken()).isTrue();
        gateway.close();
        assertThat(broken()).isTrue();
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(25));
    }

    private boolean broken() {
        return carryShortly() instanceof Carrier.Outcome.Failed failed && failed.broken();
    }

    @Test
    void aPatternThatNeverEndsIsStopped() {
        gateway.answer(TextGateway.status(200, "a".repeat(40) + "!"));
        Carrier.Outcome outcome = carry(Map.of("success", "^((a+)+)\\2b$"));
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Carrier.Outcome.Uncertain.class,
                        it -> assertThat(it.why()).contains("steps"));
    }

    @Test
    void anAnswerTellsNeitherTheKeyNorASecretText() {
        gateway.answer(TextGateway.status(200, "sent with s3cr&t: " + TEXT));
        assertThat(carry(Map.of()).toString()).doesNotContain("s3cr&t").contains("***");
        var secret = new Parcel(7, PARCEL.address(), "", PARCEL.wording(), true);
        assertThat(carry(Map.of(), secret).toString()).doesNotContain("123456");
    }

    @ParameterizedTest
    @CsvSource({
        "url, ftp://x/, http",
        "url, http://{to}.example/, host",
        "url, 'http://x/{text}/{nothing}', nothing",
        "url, not an address, http",
        "headers, 'no colon', Authorization",
        "headers, 'Host: elsewhere', header",
        "success, '(', regular expression",
    })
    void aGatewayThatCannotWorkIsRefusedWhenItIsSaved(String field, String value, String says) {
        var form = new HashMap<>(Map.of("way", "http", "url", "http://x/{to}"));
        form.put(field, value);
        var fields = Body.formOf(form);
        SmsSettings.read(fields);
        org.assertj.core.api.Assertions.assertThatThrownBy(fields::done)
                .hasMessageContaining(field)
                .hasMessageContaining(says);
    }
}
