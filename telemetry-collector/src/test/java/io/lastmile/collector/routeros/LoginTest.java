package io.lastmile.collector.routeros;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.net.ServerSocketFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Both logins of routeros.md 1.5.
class LoginTest {
    private static final Transport TRANSPORT = Transport.start(1, "login-test");
    private static final String CHALLENGE = "aabbccddeeff00112233445566778899";

    private final Counts counts = new Counts();
    private final ConcurrentLinkedQueue<List<String>> heard = new ConcurrentLinkedQueue<>();

    @AfterAll
    static void stop() {
        TRANSPORT.close();
    }

    @ParameterizedTest
    @CsvSource({
        "'', 856780b7411eefd3abadee2058c149a3, 005062f7a5ef124d34675bf3e81f56c556",
        "secret, aabbccddeeff00112233445566778899, 00a8bfd49490a32a90532cbac11691aae2"
    })
    void answersChallengesLikeTheVectors(String password, String challenge, String response) {
        assertThat(Login.response(password, challenge)).isEqualTo(response);
    }

    @Test
    void theNewFormNeedsNothingMore() throws IOException {
        try (var router = router(link -> link.say("!done"));
                var client = RouterClient.open(router.config(), TRANSPORT, counts)) {
            assertThat(client.isOpen()).isTrue();
            assertThat(heard)
                    .containsExactly(List.of("/login", "=name=reader", "=password=secret"));
            assertThat(counts.of(RouterEvent.CONNECTED)).isEqualTo(1);
        }
    }

    @Test
    void anOldRouterGetsItsChallengeAnswered() throws IOException {
        try (var router =
                        router(link -> {
                            link.say("!done", "=ret=" + CHALLENGE);
                            heard.add(link.read());
                            link.say("!done");
                        });
                var client = RouterClient.open(router.config(), TRANSPORT, counts)) {
            assertThat(client.isOpen()).isTrue();
            assertThat(heard)
                    .last()
                    .isEqualTo(
                            List.of(
                                    "/login",
                                    "=name=reader",
                                    "=response=00a8bfd49490a32a90532cbac11691aae2"));
        }
    }

    @Test
    void aChallengeIsRefusedWhereLegacyLoginIsOff() throws IOException {
        try (var router = router(link -> link.say("!done", "=ret=" + CHALLENGE))) {
            RouterConfig strict =
                    new RouterConfig(
                            router.address(),
                            new Security.Plain(),
                            new Credentials("reader", "secret", false));
            assertThat(Await.failure(RouterClient.connect(strict, TRANSPORT, counts)))
                    .isEqualTo(new RouterFailure.LegacyLoginRefused());
            Await.until("the client left", () -> heard.contains(List.of("left")));
            assertThat(heard).hasSize(2);
            assertThat(counts.of(RouterEvent.LOGIN_REFUSED)).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "invalid user name or password (6), WRONG_LOGIN",
        "cannot log in, WRONG_LOGIN",
        "not enough permissions (9), NOT_PERMITTED",
        "something new, FAILURE"
    })
    void refusalsAreNamed(String message, Trap.Kind kind) throws IOException {
        try (var router =
                router(link -> {
                    link.say("!trap", "=message=" + message);
                    link.say("!done");
                })) {
            assertThat(Await.failure(RouterClient.connect(router.config(), TRANSPORT, counts)))
                    .isEqualTo(new RouterFailure.LoginRefused(kind, message));
            Await.until("the client left", () -> heard.contains(List.of("left")));
        }
    }

    @Test
    void theOldFormsRefusalIsNamedToo() throws IOException {
        try (var router =
                router(link -> {
                    link.say("!done", "=ret=" + CHALLENGE);
                    link.read();
                    link.say("!trap", "=message=cannot log in");
                    link.say("!done");
                })) {
            assertThat(Await.failure(RouterClient.connect(router.config(), TRANSPORT, counts)))
                    .isEqualTo(
                            new RouterFailure.LoginRefused(Trap.Kind.WRONG_LOGIN, "cannot log in"));
        }
    }

    @Test
    void fatalDuringLoginIsNamed() throws IOException {
        try (var router = router(link -> link.say("!fatal", "too many commands before login"))) {
            assertThat(Await.failure(RouterClient.connect(router.config(), TRANSPORT, counts)))
                    .isEqualTo(new RouterFailure.Fatal("too many commands before login"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"xyz", "abc", "*1"})
    void aChallengeThatIsNoneIsNamed(String challenge) throws IOException {
        try (var router = router(link -> link.say("!done", "=ret=" + challenge))) {
            assertThat(Await.failure(RouterClient.connect(router.config(), TRANSPORT, counts)))
                    .isInstanceOf(RouterFailure.Violated.class);
        }
    }

    @Test
    void aStrangerMayNotSendMuch() throws IOException {
        try (var router = router(link -> link.say("!done", "=ret=" + "ab".repeat(4_000)))) {
            assertThat(Await.failure(RouterClient.connect(router.config(), TRANSPORT, counts)))
                    .isEqualTo(new RouterFailure.Violated("word of 8005 bytes", "at most 4096"));
        }
    }

    @Test
    void aRouterThatHangsUpIsNamed() throws IOException {
        try (var router =
                new ScriptedRouter(ServerSocketFactory.getDefault(), link -> link.read())) {
            assertThat(Await.failure(RouterClient.connect(router.config(), TRANSPORT, counts)))
                    .isEqualTo(new RouterFailure.Closed(false));
        }
    }

    /// Reads the first login, plays, then waits for the client to leave.
    private ScriptedRouter router(ScriptedRouter.Script script) throws IOException {
        return new ScriptedRouter(
                ServerSocketFactory.getDefault(),
                link -> {
                    heard.add(link.read());
                    script.play(link);
                    link.hold();
                    heard.add(List.of("left"));
                });
    }
}
