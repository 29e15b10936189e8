package io.lastmile.collector.routeros;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/// What the well-known Java library gets wrong, row by row (routeros.md 1.9). The spinning after
/// `!fatal` and end of stream is in [ConnectionEndTest].
class IncumbentFailingsTest {
    private static final Transport TRANSPORT = Transport.start(1, "incumbent-test");
    private static final Command PRINT = Command.of("/x/print");
    private static final Field COMMENT = Field.of("comment");

    private final Counts counts = new Counts();

    @AfterAll
    static void stop() {
        TRANSPORT.close();
    }

    @Test
    void afterEmptyTheNextCommandStillWorks() throws IOException {
        try (var router =
                        ScriptedRouter.loggedIn(link -> {
                            for (int i = 0; i < 3; i++) {
                                String tag = link.expect("/x/print");
                                link.say("!empty", tag);
                                link.say("!done", tag);
                            }
                            link.hold();
                        });
                var client = open(router)) {
            for (int i = 0; i < 3; i++) {
                assertThat(client.run(PRINT)).isEqualTo(new Reply(0, ""));
            }
        }
    }

    @Test
    void aNewlineInACommentCannotInjectAField() throws IOException {
        Map<String, String> row = onlyRow("=comment=line1\n=disabled=true");
        assertThat(row).containsExactly(Map.entry("comment", "line1\n=disabled=true"));
    }

    @Test
    void aNewlineAndDoneInACommentEndNothing() throws IOException {
        assertThat(onlyRow("=comment=x\n!done\n\0!fatal"))
                .containsExactly(Map.entry("comment", "x\n!done\n\0!fatal"));
    }

    @Test
    void aFiveByteLengthIsReadToItsEndAndNotFurther() throws IOException {
        try (var router =
                        ScriptedRouter.loggedIn(link -> {
                            String tag = link.expect("/x/print");
                            link.raw(
                                    Wire.concat(
                                            Wire.hex("f0 00000003 217265"),
                                            Wire.sentence(tag, "=comment=a")));
                            link.say("!done", tag);
                            link.hold();
                        });
                var client = open(router)) {
            assertThat(client.rows(PRINT)).singleElement().returns("a", row -> row.text(COMMENT));
        }
    }

    @Test
    void bytesThatAreNotUtf8AreKept() throws IOException {
        byte[] bytes = new byte[255];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (i + 1);
        }
        String raw = new String(bytes, StandardCharsets.ISO_8859_1);
        assertThat(onlyRow("=comment=" + raw)).containsEntry("comment", raw);
        assertThat(DisplayText.ofRaw("caf\u00e9", Charset.forName("windows-1252")))
                .isEqualTo("café");
    }

    @Test
    void manyThreadsShareOneConnection() throws IOException {
        try (var router = ScriptedRouter.loggedIn(IncumbentFailingsTest::echo);
                var client = open(router)) {
            Map<Integer, String> answers = new ConcurrentHashMap<>();
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                int first = i * 50;
                threads.add(
                        Thread.startVirtualThread(() -> {
                            for (int n = first; n < first + 50; n++) {
                                answers.put(n, ask(client, n));
                            }
                        }));
            }
            Await.until("all threads", () -> threads.stream().noneMatch(Thread::isAlive));
            assertThat(answers).hasSize(400);
            answers.forEach((n, answer) -> assertThat(answer).isEqualTo("echo " + n));
        }
    }

    @Test
    void aCallbackMayStartTheNextCommand() throws IOException {
        try (var router = ScriptedRouter.loggedIn(IncumbentFailingsTest::echo);
                var client = open(router)) {
            CompletableFuture<Reply> second = new CompletableFuture<>();
            List<String> names = Collections.synchronizedList(new ArrayList<>());
            client.call(
                    PRINT.with(COMMENT, "1"),
                    RowHandler.each(row -> {
                        names.add(row.text(COMMENT));
                        client.call(
                                        PRINT.with(COMMENT, "2"),
                                        RowHandler.each(next -> names.add(next.text(COMMENT))))
                                .reply()
                                .thenAccept(second::complete);
                    }));
            Await.value(second);
            assertThat(names).containsExactly("echo 1", "echo 2");
        }
    }

    @Test
    void aTimeoutLeavesNoListenerBehind() throws IOException {
        try (var router =
                        ScriptedRouter.loggedIn(link -> {
                            for (int i = 0; i < 300; i++) {
                                String tag = link.expect("/x/print");
                                link.say("!done", link.expect("/cancel"));
                                link.say("!done", tag);
                            }
                            link.hold();
                        });
                var client = open(router)) {
            for (int i = 0; i < 300; i++) {
                Call call =
                        client.call(PRINT.idle(java.time.Duration.ofMillis(1)), RowHandler.none());
                assertThat(Await.failure(call.reply())).isInstanceOf(RouterFailure.Idle.class);
            }
        }
    }

    /// Answers each print with its comment.
    private static void echo(ScriptedRouter.Link link) throws IOException {
        while (true) {
            List<String> command = link.read();
            String tag = command.getLast();
            String comment = command.get(1).substring("=comment=".length());
            link.say("!re", tag, "=comment=echo " + comment);
            link.say("!done", tag);
        }
    }

    private static String ask(RouterClient client, int n) {
        return client.rows(PRINT.with(COMMENT, Integer.toString(n))).getFirst().text(COMMENT);
    }

    private Map<String, String> onlyRow(String attribute) throws IOException {
        try (var router =
                        ScriptedRouter.loggedIn(link -> {
                            String tag = link.expect("/x/print");
                            link.say("!re", tag, attribute);
                            link.say("!done", tag);
                            link.hold();
                        });
                var client = open(router)) {
            Map<String, String> fields = new ConcurrentHashMap<>();
            client.rows(PRINT).getFirst().attributes(fields::put);
            return fields;
        }
    }

    private RouterClient open(ScriptedRouter router) {
        return RouterClient.open(router.config(), TRANSPORT, counts);
    }
}
