package io.lastmile.core.notifications;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.lastmile.core.TestApi;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// A customer logs in with nothing but a mobile: from the number to the portal, by the code that
/// went out.
class PortalLoginTest {
    private static final String MOBILE = "+8801712345678";
    private static TestApi api;

    @BeforeAll
    static void start() {
        api = TestApi.start();
        customer(
                "Rahim Uddin",
                "রহিম উদ্দিন",
                MOBILE,
                "House 12, Road 7, Block C, Mirpur 10, Dhaka");
        customer("Salma Begum", "", "+8801812345678", "");
        customer("Jamal Uddin", "", "+8801812345678", "House 3");
        customer("Gone Away", "", "+8801912345678", "");
        api.sql("update core.customer set closed = now() where name = 'Gone Away'");
        api.core.notifications().keepInLog("https://isp.example");
    }

    private static void customer(String name, String bangla, String mobile, String address) {
        api.sql(
                """
                insert into core.customer (name, name_bn, mobile, email, gender, father, mother,
                    spouse, district, upazila, union_name, address, postcode, place, created,
                    changed, changed_by)
                values ('%s', '%s', '%s', '', '', '', '', '', 'dhaka', 'Savar', '', '%s', '', '',
                    now(), now(), 'test')
                """
                        .formatted(name, bangla, mobile, address));
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    private static HttpResponse<String> form(
            String path, Map<String, String> fields, String cookie) {
        String body =
                fields.entrySet().stream()
                        .map(field ->
                                field.getKey()
                                        + "="
                                        + URLEncoder.encode(
                                                field.getValue(), StandardCharsets.UTF_8))
                        .collect(Collectors.joining("&"));
        return api.send(
                api.anonymous(path)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .header("Sec-Fetch-Site", "same-origin")
                        .header("Cookie", cookie)
                        .POST(BodyPublishers.ofString(body)));
    }

    private static String cookie(HttpResponse<?> response) {
        return response.headers().firstValue("set-cookie").orElseThrow().split(";", 2)[0];
    }

    private static HttpResponse<String> ask(String mobile) {
        return form("/portal/login", Map.of("mobile", mobile, "language", "bn"), "other=1");
    }

    private static String code(HttpResponse<String> log) {
        String body = TestApi.json(log).path("items").path(0).path("shown").asText();
        return body.replaceAll("[^0-9]*([0-9]{6}).*", "$1");
    }

    @Test
    void aCustomerGetsInWithAMobileAndTheCodeThatWentOut() {
        HttpResponse<String> asked = ask("01712-345678");
        assertThat(asked.headers().firstValue("location")).contains("/portal/code");
        assertThat(api.core.notifications().deliver()).isEqualTo(1);
        HttpResponse<String> log = api.get("/api/messages?cause=login-code&limit=1");
        assertThat(log.body()).contains("৫ মিনিট");
        String code = code(log);
        assertThat(code).matches("[0-9]{6}");
        HttpResponse<String> in = form("/portal/code", Map.of("code", code), cookie(asked));
        assertThat(in.headers().firstValue("location")).contains("/portal");
        JsonNode me = TestApi.json(api.send(api.anonymous("/api/me").header("Cookie", cookie(in))));
        assertThat(me.path("role").asText()).isEqualTo("customer");
        assertThat(me.path("customer").asInt()).isEqualTo(1);
    }

    @Test
    void theTableTellsNoCodeAndNobodyGetsOneLate() {
        api.clock.move(Duration.ofDays(2));
        ask("01712345678");
        String where = " from core.message order by id desc limit 1";
        assertThat(api.value("select body" + where)).isEmpty();
        assertThat(api.value("select state" + where)).isEqualTo("queued");
        api.clock.move(Duration.ofMinutes(6));
        api.core.notifications().deliver();
        assertThat(api.value("select state || ' ' || why" + where)).isEqualTo("dropped expired");
        assertThat(api.value("select secret is null" + where)).isEqualTo("t");
    }

    @Test
    void aFamilyChoosesAndWhoLeftGetsNothing() {
        api.clock.move(Duration.ofDays(4));
        HttpResponse<String> asked = ask("01812345678");
        api.core.notifications().deliver();
        String code = code(api.get("/api/messages?cause=login-code&limit=1"));
        HttpResponse<String> proven = form("/portal/code", Map.of("code", code), cookie(asked));
        assertThat(proven.headers().firstValue("location")).contains("/portal/choice");
        JsonNode step =
                TestApi.json(
                        api.send(api.anonymous("/api/login").header("Cookie", cookie(proven))));
        assertThat(step.path("customers").findValuesAsText("label"))
                .containsExactly("Salma Begum, Savar", "Jamal Uddin, House 3");
        String messages = api.value("select count(*) from core.message");
        ask("01912345678");
        assertThat(api.value("select count(*) from core.message")).isEqualTo(messages);
    }
}
