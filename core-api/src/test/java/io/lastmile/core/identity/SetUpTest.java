package io.lastmile.core.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.lastmile.core.CoreConfig;
import io.lastmile.core.TestApi;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SetUpTest {
    private TestApi api;
    private People people;

    @BeforeEach
    void start() {
        api = TestApi.start(CoreConfig.defaults());
        people = new People(api);
    }

    @AfterEach
    void stop() {
        api.close();
    }

    private String token() {
        return api.core.identity().setUpPath().orElseThrow().split("=", 2)[1];
    }

    private HttpResponse<String> setUp(String token, String login) {
        return people.form(
                "/setup",
                Map.of(
                        "token",
                        token,
                        "login",
                        login,
                        "name",
                        "Owner",
                        "password",
                        "padma river 1971"));
    }

    @Test
    void whoHoldsTheTokenBecomesTheOwnerAndSetsUpTheSecondFactor() {
        String token = token();
        HttpResponse<String> response = setUp(token, "owner@isp.example");
        assertThat(People.location(response)).contains("/login/enrol?next=%2F");
        assertThat(api.value("select role || ' ' || email from core.account"))
                .isEqualTo("owner owner@isp.example");
        assertThat(people.me(People.cookie(response))).as("not in yet").isEqualTo(401);
        assertThat(setUp(token, "second@isp.example").statusCode()).isEqualTo(403);
        assertThat(api.core.identity().setUpPath()).as("never again").isEmpty();
    }

    @Test
    void aStrangerWithoutTheTokenIsRefused() {
        token();
        assertThat(setUp("guessed", "stranger").statusCode()).isEqualTo(403);
        assertThat(setUp("", "stranger").statusCode()).isEqualTo(400);
        assertThat(api.value("select count(*) from core.account")).isEqualTo("0");
    }

    @Test
    void beforeAnyTokenWasToldNobodyGetsIn() {
        assertThat(setUp("x", "stranger").statusCode()).isEqualTo(403);
    }

    @Test
    void ofManyAtOnceOneBecomesTheOwner() throws Exception {
        String token = token();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var tries =
                    IntStream.range(0, 6)
                            .mapToObj(n ->
                                    (Callable<Integer>)
                                            () -> setUp(token, "owner" + n).statusCode())
                            .toList();
            var answers = threads.invokeAll(tries);
            long in = 0;
            for (var answer : answers) {
                in += answer.get() == 303 ? 1 : 0;
            }
            assertThat(in).isEqualTo(1);
        }
        assertThat(api.value("select count(*) from core.account")).isEqualTo("1");
    }
}
