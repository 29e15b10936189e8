package io.lastmile.core.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.lastmile.core.TestApi;
import io.lastmile.core.platform.Listener;
import io.lastmile.core.platform.Role;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ResetTest {
    private static final List<PasswordResetRequested> LETTERS = new CopyOnWriteArrayList<>();
    private static TestApi api;
    private static People people;
    private static int id;

    @BeforeAll
    static void start() {
        api = TestApi.start();
        people = new People(api);
        api.core
                .platform()
                .outbox()
                .listen(
                        new Listener("letters")
                                .on(
                                        PasswordResetRequested.class,
                                        heard -> LETTERS.add(heard.event())));
        id = people.account(Role.NOC, "forgets");
        api.sql("update core.account set email = 'forgets@isp.example' where id = " + id);
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    @BeforeEach
    void forget() {
        api.clock.move(Duration.ofHours(3));
        LETTERS.clear();
    }

    private static HttpResponse<String> ask(String login) {
        HttpResponse<String> response =
                people.form("/password/forgot", Map.of("login", login, "language", "en"));
        api.core.platform().outbox().drain();
        return response;
    }

    private static String token() {
        String path = api.core.identity().resetPath(LETTERS.getLast());
        return path.split("=", 2)[1];
    }

    private static HttpResponse<String> set(String token, String password) {
        return people.form("/password/reset", Map.of("token", token, "password", password));
    }

    @Test
    void aLetterSetsANewPasswordOnceAndEndsAllSessions() {
        String cookie = people.session(id);
        assertThat(People.location(ask("forgets"))).contains("/password/forgot?sent=1");
        assertThat(LETTERS).hasSize(1);
        assertThat(LETTERS.getFirst().email()).isEqualTo("forgets@isp.example");
        String token = token();
        assertThat(api.value("select body from core.event order by id desc limit 1"))
                .doesNotContain(token);
        assertThat(set(token, "muslin & indigo").statusCode()).isEqualTo(303);
        assertThat(people.me(cookie)).isEqualTo(401);
        assertThat(people.login("forgets", "muslin & indigo").statusCode()).isEqualTo(303);
        assertThat(set(token, "another password").statusCode()).isEqualTo(403);
    }

    @Test
    void aLetterIsGoodForHalfAnHour() {
        ask("forgets@ISP.example");
        String token = token();
        api.clock.move(Staff.RESET.plusSeconds(1));
        assertThat(set(token, "muslin & indigo").statusCode()).isEqualTo(403);
    }

    @Test
    void theAnswerDoesNotTellWhoExists() {
        HttpResponse<String> known = ask("forgets");
        HttpResponse<String> unknown = ask("nobody@isp.example");
        assertThat(unknown.statusCode()).isEqualTo(known.statusCode());
        assertThat(People.location(unknown)).isEqualTo(People.location(known));
        assertThat(LETTERS).hasSize(1);
    }

    @Test
    void nobodyIsFloodedWithLetters() {
        for (int n = 0; n < 5; n++) {
            ask("forgets");
        }
        assertThat(LETTERS).hasSize(3);
    }
}
