package io.lastmile.core.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.lastmile.core.TestApi;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoginTest {
    private static TestApi api;

    @BeforeAll
    static void start() {
        api = TestApi.start();
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    /// Everything that remembers wrong passwords has forgotten them two hours later.
    @BeforeEach
    void forget() {
        api.clock.move(Duration.ofHours(2));
        api.sql(
                "delete from core.session",
                "update core.password set failures = 0, locked_until = null");
    }

    private HttpRequest.Builder form(String password, String next) {
        String body =
                "username=operator&password=%s&next=%s"
                        .formatted(
                                URLEncoder.encode(password, StandardCharsets.UTF_8),
                                URLEncoder.encode(next, StandardCharsets.UTF_8));
        return api.anonymous("/login")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(body));
    }

    private String cookie() {
        HttpResponse<String> response = api.send(form(TestApi.PASSWORD, "/"));
        assertThat(response.statusCode()).isEqualTo(303);
        String cookie = response.headers().firstValue("set-cookie").orElseThrow();
        assertThat(cookie).contains("HttpOnly").contains("SameSite=Lax").contains("Path=/");
        return cookie.substring(0, cookie.indexOf(';'));
    }

    private int me(String cookie) {
        return api.send(api.anonymous("/api/me").header("Cookie", cookie)).statusCode();
    }

    @Test
    void theCookieLogsInAndOutlivesARestartUntilLogout() {
        String cookie = cookie();
        assertThat(me(cookie)).isEqualTo(200);
        assertThat(me(cookie + "x")).isEqualTo(401);
        assertThat(api.value("select count(*) from core.session")).isEqualTo("1");
        assertThat(api.value("select encode(token_hash, 'base64') from core.session"))
                .doesNotContain(cookie.substring(cookie.indexOf('=') + 1));
        HttpRequest.Builder logout =
                api.anonymous("/logout")
                        .header("Cookie", cookie)
                        .header("Sec-Fetch-Site", "same-origin")
                        .POST(BodyPublishers.noBody());
        assertThat(api.send(logout).statusCode()).isEqualTo(303);
        assertThat(me(cookie)).isEqualTo(401);
    }

    @Test
    void aSessionEndsWhenItIsIdleOrOld() {
        String cookie = cookie();
        Duration idle = Session.Kind.STAFF.idle;
        api.clock.move(idle.minusHours(1));
        assertThat(me(cookie)).isEqualTo(200);
        api.clock.move(idle.minusHours(1));
        assertThat(me(cookie)).isEqualTo(200);
        api.clock.move(idle.plusHours(1));
        assertThat(me(cookie)).isEqualTo(401);
    }

    @Test
    void aPlantedSessionIsNotTakenOver() {
        String planted = "lastmile=planted";
        HttpResponse<String> response =
                api.send(
                        form(TestApi.PASSWORD, "/")
                                .header("Cookie", planted)
                                .header("Sec-Fetch-Site", "same-origin"));
        assertThat(response.headers().firstValue("set-cookie").orElseThrow())
                .doesNotContain("planted");
        assertThat(me(planted)).isEqualTo(401);
    }

    @ParameterizedTest
    @CsvSource({
        "/lines?q=a, /lines?q=a",
        "//evil.example, /",
        "https://evil.example, /",
        "/\\evil.example, /",
    })
    void loginLeadsOnlyToThisSite(String next, String location) {
        assertThat(api.send(form(TestApi.PASSWORD, next)).headers().firstValue("location"))
                .contains(location);
    }

    @Test
    void aWrongPasswordIsAProblemForProgramsAndARedirectForBrowsers() {
        assertThat(api.send(form("wrong", "/")).statusCode()).isEqualTo(401);
        HttpResponse<String> browser =
                api.send(form("wrong", "/x").header("Accept", "text/html,*/*"));
        assertThat(browser.statusCode()).isEqualTo(303);
        assertThat(browser.headers().firstValue("location"))
                .contains("/login?next=%2Fx&refused=password");
    }

    @Test
    void guessingHasToWaitAlsoWithTheRightPassword() {
        for (int n = 0; n < Patience.FREE_TRIES; n++) {
            assertThat(api.send(form("wrong" + n, "/")).statusCode()).isEqualTo(401);
        }
        HttpResponse<String> refused = api.send(form(TestApi.PASSWORD, "/"));
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.headers().firstValueAsLong("retry-after").orElse(0)).isBetween(1L, 61L);
        api.clock.move(Patience.WAIT_MAX.plusSeconds(1));
        assertThat(api.send(form(TestApi.PASSWORD, "/")).statusCode()).isEqualTo(303);
        assertThat(api.value("select failures from core.password")).isEqualTo("0");
    }

    @Test
    void nobodyLocksTheOperatorOutForMoreThanAMinute() {
        api.sql("update core.password set failures = 1000, locked_until = null");
        assertThat(api.send(form("wrong", "/")).statusCode()).isEqualTo(401);
        api.clock.move(Login.ACCOUNT_WAIT_MAX.plus(Duration.ofSeconds(1)));
        assertThat(api.send(form(TestApi.PASSWORD, "/")).statusCode()).isEqualTo(303);
    }

    @Test
    void anUnknownLoginIsRefusedLikeAWrongPassword() {
        HttpRequest.Builder request =
                api.anonymous("/login")
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString("username=root&password=x"));
        assertThat(TestApi.json(api.send(request)).path("detail").asText())
                .isEqualTo("Login or password is wrong.");
    }

    @ParameterizedTest
    @CsvSource({"Basic b3BlcmF0b3I6Y29ycmVjdCBob3JzZQ==", "Bearer", "Bearer x", "Bearer lm_x"})
    void brokenCredentialsAre401(String authorization) {
        assertThat(
                        api.send(api.anonymous("/api/me").header("Authorization", authorization))
                                .statusCode())
                .isEqualTo(401);
    }

    @Test
    void manyTriesAtOnceAreNotFree() {
        String hash = api.value("select failures from core.password");
        assertThat(hash).isEqualTo("0");
        var patience = new Patience(api.clock);
        for (int n = 0; n < Patience.FREE_TRIES; n++) {
            assertThat(patience.admit("2001:db8::" + n)).isEmpty();
        }
        assertThat(patience.admit("2001:db8::ffff")).isPresent();
        assertThat(patience.admit("2001:db8:0:1::1")).isEmpty();
    }

    @Test
    void waitingDoesNotTellWhoExists() {
        for (String login : new String[] {"operator", "nobody.here"}) {
            int refused = 0;
            for (int n = 0; n < 2 * Patience.FREE_TRIES; n++) {
                HttpRequest.Builder request =
                        api.anonymous("/login")
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .header("X-Forwarded-For", "203.0.113." + n)
                                .POST(
                                        BodyPublishers.ofString(
                                                "username=%s&password=x".formatted(login)));
                refused += api.send(request).statusCode() == 429 ? 1 : 0;
            }
            assertThat(refused).as(login).isEqualTo(Patience.FREE_TRIES);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "Sec-Fetch-Site, cross-site, 403",
        "Sec-Fetch-Site, same-site, 403",
        "Origin, https://evil.example, 403",
        "Origin, null, 403",
        "Sec-Fetch-Site, same-origin, 204",
    })
    void anotherSiteChangesNothing(String header, String value, int status) {
        HttpRequest.Builder request =
                api.anonymous("/api/sessions/end-others")
                        .header("Cookie", cookie())
                        .header(header, value)
                        .POST(BodyPublishers.noBody());
        assertThat(api.send(request).statusCode()).isEqualTo(status);
    }
}
