package io.lastmile.core.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.lastmile.core.CoreConfig;
import io.lastmile.core.TestApi;
import io.lastmile.core.platform.Role;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecondFactorTest {
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static TestApi api;
    private static People people;
    private static int names;

    private final Totp totp = new Totp();
    private String login = "";
    private byte[] secret = {};
    private List<String> recoveryCodes = List.of();

    @BeforeAll
    static void start() {
        api = TestApi.start(CoreConfig.defaults().withPassword(TestApi.PASSWORD));
        people = new People(api);
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    /// Somebody new who sets the second factor up at the first login.
    @BeforeEach
    void enrol() {
        api.clock.move(Duration.ofHours(2));
        login = "person" + names++;
        people.account(Role.NOC, login);
        HttpResponse<String> step = people.login(login, TestApi.PASSWORD);
        assertThat(People.location(step)).contains("/login/enrol?next=%2F");
        String cookie = People.cookie(step);
        assertThat(people.me(cookie)).isEqualTo(401);
        JsonNode shown = TestApi.json(people.as(cookie, "GET", "/api/login", ""));
        assertThat(shown.path("step").asText()).isEqualTo("enrol");
        secret = bytes(shown.path("enrolment").path("secret").asText());
        HttpResponse<String> done =
                people.as(cookie, "POST", "/login/enrol", "{\"code\":\"%s\"}".formatted(code()));
        assertThat(done.statusCode()).as(done.body()).isEqualTo(200);
        assertThat(people.me(cookie)).isEqualTo(401);
        assertThat(people.me(People.cookie(done))).isEqualTo(200);
        recoveryCodes =
                StreamSupport.stream(TestApi.json(done).path("recoveryCodes").spliterator(), false)
                        .map(JsonNode::asText)
                        .toList();
        assertThat(recoveryCodes).hasSize(RecoveryCodes.COUNT).doesNotHaveDuplicates();
        api.clock.move(Duration.ofMinutes(2));
    }

    private static byte[] bytes(String base32) {
        StringBuilder bits = new StringBuilder();
        for (char c : base32.toCharArray()) {
            String five = Integer.toBinaryString(32 + ALPHABET.indexOf(c)).substring(1);
            bits.append(five);
        }
        byte[] bytes = new byte[bits.length() / 8];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) Integer.parseInt(bits.substring(i * 8, i * 8 + 8), 2);
        }
        return bytes;
    }

    private String code() {
        return totp.code(secret, api.clock.instant().getEpochSecond() / Totp.STEP_SECONDS);
    }

    private String step() {
        HttpResponse<String> response = people.login(login, TestApi.PASSWORD);
        assertThat(People.location(response)).contains("/login/second?next=%2F");
        return People.cookie(response);
    }

    private HttpResponse<String> second(String cookie, String code) {
        return people.form("/login/second", Map.of("code", code), "Cookie", cookie);
    }

    @ParameterizedTest
    @CsvSource({
        "59, 287082",
        "1111111109, 081804",
        "1111111111, 050471",
        "1234567890, 005924",
        "2000000000, 279037",
    })
    void codesAreThoseOfTheStandard(long time, String code) {
        byte[] key = "12345678901234567890".getBytes(StandardCharsets.US_ASCII);
        assertThat(totp.code(key, time / Totp.STEP_SECONDS)).isEqualTo(code);
        assertThat(Totp.text(key)).isEqualTo("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
        assertThat(bytes(Totp.text(key))).isEqualTo(key);
    }

    @Test
    void aPasswordAloneOpensNothing() {
        String cookie = step();
        assertThat(people.me(cookie)).isEqualTo(401);
        HttpResponse<String> in = second(cookie, code());
        assertThat(People.location(in)).contains("/");
        assertThat(People.cookie(in)).isNotEqualTo(cookie);
        assertThat(people.me(cookie)).as("the step's token").isEqualTo(401);
        assertThat(people.me(People.cookie(in))).isEqualTo(200);
    }

    @Test
    void aCodeOpensOnceAndSoDoesNoneBeforeIt() {
        String before = code();
        api.clock.move(Duration.ofSeconds(Totp.STEP_SECONDS));
        String now = code();
        assertThat(second(step(), now).statusCode()).isEqualTo(303);
        assertThat(second(step(), now).statusCode()).as("the same again").isEqualTo(401);
        assertThat(second(step(), before).statusCode()).as("the one before").isEqualTo(401);
    }

    @Test
    void aClockMayDifferByOneStepNotByTwo() {
        String early = code();
        api.clock.move(Duration.ofSeconds(2 * Totp.STEP_SECONDS));
        assertThat(second(step(), early).statusCode()).isEqualTo(401);
        String soon =
                totp.code(secret, api.clock.instant().getEpochSecond() / Totp.STEP_SECONDS + 1);
        assertThat(second(step(), soon).statusCode()).isEqualTo(303);
    }

    @Test
    void aRecoveryCodeIsGoodOnceHoweverItIsTyped() {
        String code = recoveryCodes.getFirst();
        String typed = code.toUpperCase(java.util.Locale.ROOT).replace("-", " ");
        assertThat(second(step(), typed).statusCode()).isEqualTo(303);
        assertThat(second(step(), code).statusCode()).isEqualTo(401);
        assertThat(second(step(), recoveryCodes.getLast()).statusCode()).isEqualTo(303);
        assertThat(
                        api.value(
                                """
                                select count(*) from core.recovery_code as code
                                join core.account on account.id = code.account
                                where code.used is not null and account.login = '%s'
                                """
                                        .formatted(login)))
                .isEqualTo("2");
    }

    @Test
    void guessingCodesHasToWaitAlsoOverSeveralLogins() {
        for (int n = 0; n < Patience.FREE_TRIES; n++) {
            assertThat(second(step(), "00000" + n).statusCode()).isEqualTo(401);
        }
        HttpResponse<String> refused = second(step(), code());
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.headers().firstValueAsLong("retry-after").orElse(0)).isPositive();
        api.clock.move(SecondFactor.WAIT_MAX.plusSeconds(1));
        assertThat(second(step(), code()).statusCode()).isEqualTo(303);
    }

    @Test
    void whatIsStoredOpensNothing() {
        String stored = api.value("select encode(secret, 'hex') from core.second_factor limit 1");
        assertThat(stored).doesNotContain(HexFormat.of().formatHex(secret));
        assertThat(
                        api.value(
                                """
                                select string_agg(cast(after as text), ' ') from core.audit
                                where relation in ('second_factor', 'recovery_code', 'session')
                                """))
                .doesNotContain("hash\": \"\\\\x")
                .doesNotContain("secret\": \"\\\\x");
    }

    @Test
    void aNewFactorTakesOverOnlyWhenItIsConfirmed() {
        String cookie = People.cookie(second(step(), code()));
        String path = "/api/me/second-factor";
        assertThat(people.as(cookie, "POST", path, "{\"current\":\"wrong\"}").statusCode())
                .isEqualTo(400);
        String json = "{\"current\":\"%s\"}".formatted(TestApi.PASSWORD);
        byte[] next =
                bytes(TestApi.json(people.as(cookie, "POST", path, json)).path("secret").asText());
        api.clock.move(Duration.ofMinutes(1));
        assertThat(second(step(), code()).statusCode()).as("the old one").isEqualTo(303);
        secret = next;
        HttpResponse<String> confirmed =
                people.as(cookie, "POST", path + "/confirm", "{\"code\":\"%s\"}".formatted(code()));
        assertThat(TestApi.json(confirmed).path("recoveryCodes")).hasSize(RecoveryCodes.COUNT);
        api.clock.move(Duration.ofMinutes(1));
        assertThat(second(step(), code()).statusCode()).as("the new one").isEqualTo(303);
        assertThat(second(step(), recoveryCodes.getLast()).statusCode()).isEqualTo(401);
    }

    /// Two browsers knew the password before there was a second factor; one was faster.
    @Test
    void aStepThatIsOlderThanTheFactorDoesNotReplaceIt() {
        String name = "person" + names++;
        people.account(Role.NOC, name);
        String slow = People.cookie(people.login(name, TestApi.PASSWORD));
        String fast = People.cookie(people.login(name, TestApi.PASSWORD));
        JsonNode shown = TestApi.json(people.as(fast, "GET", "/api/login", ""));
        secret = bytes(shown.path("enrolment").path("secret").asText());
        String json = "{\"code\":\"%s\"}".formatted(code());
        assertThat(people.as(fast, "POST", "/login/enrol", json).statusCode()).isEqualTo(200);
        assertThat(people.as(slow, "POST", "/login/enrol", json).statusCode()).isEqualTo(401);
        assertThat(TestApi.json(people.as(slow, "GET", "/api/login", "")).path("step").asText())
                .isEqualTo("none");
    }

    @Test
    void theAuditNamesWhoUsedARecoveryCodeAndFromWhere() {
        people.form(
                "/login/second",
                Map.of("code", recoveryCodes.getFirst()),
                "Cookie",
                step(),
                "X-Forwarded-For",
                "198.51.100.9");
        assertThat(
                        api.value(
                                """
                                select login || ' ' || address from core.audit
                                where relation = 'recovery_code' and action = 'update'
                                order by id desc limit 1
                                """))
                .isEqualTo(login + " 198.51.100.9");
    }
}
