package io.lastmile.core.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.lastmile.core.TestApi;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CustomerLoginTest {
    private static final Map<String, String> CODES = new ConcurrentHashMap<>();
    private static TestApi api;
    private static People people;
    private static int numbers;

    @BeforeAll
    static void start() {
        api = TestApi.start();
        people = new People(api);
        api.core.identity().connect((mobile, code, _) -> CODES.put(mobile.number(), code));
        api.core.identity().connect((Subscribers) CustomerLoginTest::behind);
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    /// 017: one customer, 018: a family of two, others: nobody.
    private static List<Subscriber> behind(Mobile mobile) {
        return mobile.number().startsWith("017")
                ? List.of(new Subscriber(7, "Karim, Mirpur"))
                : mobile.number().startsWith("018")
                        ? List.of(new Subscriber(8, "Rahim"), new Subscriber(9, "Salma"))
                        : List.of();
    }

    @BeforeEach
    void forget() {
        api.clock.move(Duration.ofDays(2));
    }

    private static String number(String prefix) {
        return prefix + "%08d".formatted(numbers++);
    }

    private static String code(String mobile) {
        return Optional.ofNullable(CODES.get(mobile)).orElseThrow();
    }

    private static HttpResponse<String> ask(String mobile) {
        return people.form("/portal/login", Map.of("mobile", mobile, "language", "bn"));
    }

    private static HttpResponse<String> prove(String cookie, String code) {
        return people.form("/portal/code", Map.of("code", code), "Cookie", cookie);
    }

    @Test
    void aNumberAndItsCodeOpenThePortal() {
        String mobile = number("017");
        HttpResponse<String> asked =
                ask("+880 " + mobile.substring(1, 5) + "-" + mobile.substring(5));
        assertThat(People.location(asked)).contains("/portal/code");
        String step = People.cookie(asked);
        assertThat(people.me(step)).isEqualTo(401);
        HttpResponse<String> in = prove(step, bangla(code(mobile)));
        assertThat(People.location(in)).contains("/portal");
        JsonNode me = TestApi.json(people.as(People.cookie(in), "GET", "/api/me", ""));
        assertThat(me.path("role").asText()).isEqualTo("customer");
        assertThat(me.path("customer").asInt()).isEqualTo(7);
        assertThat(me.path("permissions").toString()).isEqualTo("[\"portal\"]");
        assertThat(people.me(step)).as("the step's token").isEqualTo(401);
        assertThat(people.as(People.cookie(in), "GET", "/api/routers", "").statusCode())
                .isEqualTo(403);
    }

    private static String bangla(String code) {
        StringBuilder text = new StringBuilder();
        code.chars().forEach(c -> text.append((char) ('০' + c - '0')));
        return text.toString();
    }

    @Test
    void whoSharesANumberChooses() {
        String mobile = number("018");
        HttpResponse<String> proven = prove(People.cookie(ask(mobile)), code(mobile));
        assertThat(People.location(proven)).contains("/portal/choice");
        String cookie = People.cookie(proven);
        JsonNode choices = TestApi.json(people.as(cookie, "GET", "/api/login", ""));
        assertThat(choices.path("customers")).hasSize(2);
        assertThat(choose(cookie, 7).statusCode()).as("somebody else").isEqualTo(401);
        HttpResponse<String> in = choose(cookie, 9);
        JsonNode me = TestApi.json(people.as(People.cookie(in), "GET", "/api/me", ""));
        assertThat(me.path("customer").asInt()).isEqualTo(9);
    }

    private static HttpResponse<String> choose(String cookie, int customer) {
        return people.form("/portal/choice", Map.of("customer", "" + customer), "Cookie", cookie);
    }

    @Test
    void nobodyLearnsWhetherANumberIsKnown() {
        String known = number("017");
        String unknown = number("019");
        for (int n = 0; n <= CustomerLogin.SENDS_MAX; n++) {
            HttpResponse<String> one = ask(known);
            HttpResponse<String> other = ask(unknown);
            assertThat(other.statusCode()).isEqualTo(one.statusCode());
            assertThat(People.location(other)).isEqualTo(People.location(one));
            assertThat(other.headers().map().keySet()).isEqualTo(one.headers().map().keySet());
        }
        assertThat(CODES).doesNotContainKey(unknown);
        assertThat(ask(known).statusCode()).as("more than three").isEqualTo(429);
        api.clock.move(CustomerLogin.WINDOW.plusSeconds(1));
        assertThat(ask(known).statusCode()).isEqualTo(303);
    }

    @Test
    void aCodeIsGoodOnceForFiveMinutesInItsOwnBrowser() {
        String mobile = number("017");
        String first = People.cookie(ask(mobile));
        String old = code(mobile);
        String second = People.cookie(ask(mobile));
        String code = code(mobile);
        if (!old.equals(code)) {
            assertThat(prove(first, code).statusCode()).as("another's").isEqualTo(401);
        }
        assertThat(prove(first, old).statusCode()).isEqualTo(303);
        assertThat(prove(second, code).statusCode()).isEqualTo(303);
        String third = People.cookie(ask(mobile));
        assertThat(prove(third, code).statusCode()).as("used").isEqualTo(401);
        String late = code(mobile);
        api.clock.move(LoginCodes.LIFE.plusSeconds(1));
        assertThat(prove(third, late).statusCode()).as("too old").isEqualTo(401);
    }

    @Test
    void aCodeBearsFiveWrongTries() {
        String mobile = number("017");
        String cookie = People.cookie(ask(mobile));
        String code = code(mobile);
        for (int n = 0; n < LoginCodes.TRIES_MAX; n++) {
            String wrong = "%06d".formatted((Integer.parseInt(code) + 1 + n) % 1_000_000);
            assertThat(from("203.0.113." + n, cookie, wrong).statusCode()).isEqualTo(401);
        }
        assertThat(from("203.0.113.99", cookie, code).statusCode()).isEqualTo(401);
    }

    /// Strangers who ask for codes of somebody's number and guess at them keep nobody out.
    @Test
    void strangersLockNobodyOut() {
        String mobile = number("017");
        for (int n = 0; n < CustomerLogin.NUMBER_SENDS_MAX - 1; n++) {
            String stranger = "198.51.100." + n;
            HttpResponse<String> asked =
                    people.form(
                            "/portal/login", Map.of("mobile", mobile), "X-Forwarded-For", stranger);
            for (int m = 0; m < LoginCodes.TRIES_MAX && n < 3; m++) {
                from(stranger, People.cookie(asked), "abcdef");
            }
        }
        HttpResponse<String> mine = ask(mobile);
        assertThat(prove(People.cookie(mine), code(mobile)).statusCode()).isEqualTo(303);
    }

    private static HttpResponse<String> from(String address, String cookie, String code) {
        return people.form(
                "/portal/code", Map.of("code", code), "Cookie", cookie, "X-Forwarded-For", address);
    }

    @Test
    void anAddressThatGuessesHasToWait() {
        String mobile = number("017");
        String cookie = People.cookie(ask(mobile));
        int refused = 0;
        for (int n = 0; n < 2 * Patience.FREE_TRIES; n++) {
            refused += from("192.0.2.1", cookie, "abcdef").statusCode() == 429 ? 1 : 0;
        }
        assertThat(refused).isPositive();
    }

    @Test
    void anAddressSendsNoFlood() {
        int refused = 0;
        for (int n = 0; n <= CustomerLogin.ADDRESS_SENDS_MAX; n++) {
            HttpResponse<String> response =
                    people.form(
                            "/portal/login",
                            Map.of("mobile", number("017")),
                            "X-Forwarded-For",
                            "2001:db8::" + n);
            refused += response.statusCode() == 429 ? 1 : 0;
        }
        assertThat(refused).isEqualTo(1);
    }

    @Test
    void theTableTellsNoCode() {
        String mobile = number("017");
        ask(mobile);
        assertThat(
                        api.value(
                                "select encode(code, 'escape') from core.login_code"
                                        + " where mobile = '%s'".formatted(mobile)))
                .doesNotContain(code(mobile));
    }

    @ParameterizedTest
    @CsvSource({
        "01712345678, 01712345678",
        "+8801712345678, 01712345678",
        "8801912345678, 01912345678",
        "017 1234-5678, 01712345678",
        "০১৭১২৩৪৫৬৭৮, 01712345678",
        "01212345678, ''",
        "0171234567, ''",
        "017123456789, ''",
        "1712345678, ''",
    })
    void aNumberIsReadAsPeopleWriteIt(String written, String number) {
        assertThat(Mobile.of(written).map(Mobile::number).orElse("")).isEqualTo(number);
    }

    @Test
    void withoutASenderThePageSaysSo() {
        try (TestApi bare = TestApi.start()) {
            HttpResponse<String> response =
                    new People(bare).form("/portal/login", Map.of("mobile", "01712345678"));
            assertThat(response.statusCode()).isEqualTo(503);
            assertThat(Optional.of(response.body()))
                    .hasValueSatisfying(body -> assertThat(body).contains("no-sender"));
        }
    }
}
