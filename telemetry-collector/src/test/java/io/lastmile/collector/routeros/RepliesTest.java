package io.lastmile.collector.routeros;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/// The sequences of routeros.md 1.3, over a real socket.
class RepliesTest {
    private static final Transport TRANSPORT = Transport.start(1, "replies-test");
    private static final Command PRINT = Command.of("/x/print").proplist(Field.NAME);

    private final Counts counts = new Counts();

    @AfterAll
    static void stop() {
        TRANSPORT.close();
    }

    @Test
    void rowsAndTheirEnd() throws IOException {
        assertThat(names(tag -> sentences(re(tag, "=name=a"), re(tag, "=name=b"), done(tag))))
                .containsExactly("a", "b");
    }

    @Test
    void doneCarriesARet() throws IOException {
        try (var router = answering(tag -> sentences(words("!done", tag, "=ret=*1F")));
                var client = open(router)) {
            assertThat(client.run(Command.of("/ppp/secret/add"))).isEqualTo(new Reply(0, "*1F"));
        }
    }

    @Test
    void aBareRowIsARowAndNoEnd() throws IOException {
        assertThat(names(tag -> sentences(re(tag), re(tag), re(tag, "=name=a"), done(tag))))
                .containsExactly("", "", "a");
    }

    @Test
    void emptyAnyNumberOfTimesIsNoEndAndNoRow() throws IOException {
        assertThat(names(tag -> sentences(words("!empty", tag), done(tag)))).isEmpty();
        assertThat(names(tag -> sentences(words("!empty", tag), words("!empty", tag), done(tag))))
                .isEmpty();
        assertThat(names(tag -> sentences(words("!empty", tag), re(tag, "=name=a"), done(tag))))
                .containsExactly("a");
        assertThat(counts.of(RouterEvent.EMPTY)).isEqualTo(4);
    }

    @Test
    void aTrapFailsItsCommandAtTheDoneAndLeavesTheConnection() throws IOException {
        var trapped =
                failure(tag ->
                        sentences(
                                words("!trap", tag, "=category=0", "=message=no such item"),
                                done(tag)));
        assertThat(trapped.traps()).containsExactly(new Trap(0, "no such item"));
        assertThat(trapped.kind()).isEqualTo(Trap.Kind.NO_SUCH_ITEM);
        assertThat(trapped.text()).isEqualTo("/x/print: [no such item (category 0)]");
        assertThat(trapped.ofConnection()).isFalse();
    }

    @Test
    void severalTrapsAreAllKept() throws IOException {
        var trapped =
                failure(tag ->
                        sentences(
                                words("!trap", tag, "=message=failure: one"),
                                re(tag, "=name=a"),
                                words("!trap", tag, "=category=1", "=message=two"),
                                done(tag)));
        assertThat(trapped.traps())
                .containsExactly(new Trap(-1, "failure: one"), new Trap(1, "two"));
    }

    @Test
    void fatalIsABareReasonWithoutTagOrDone() throws IOException {
        try (var router =
                        ScriptedRouter.loggedIn(link -> {
                            link.read();
                            link.say("!fatal", "session terminated on request");
                            link.hold();
                        });
                var client = open(router)) {
            Call call = client.call(PRINT, RowHandler.none());
            assertThat(Await.failure(call.reply()))
                    .isEqualTo(new RouterFailure.Fatal("session terminated on request"));
            assertThat(Await.value(client.closed()))
                    .isEqualTo(new RouterFailure.Fatal("session terminated on request"));
            assertThat(client.isOpen()).isFalse();
            assertThat(Await.failure(client.call(PRINT, RowHandler.none()).reply()))
                    .isInstanceOf(RouterFailure.Fatal.class);
        }
    }

    @Test
    void unknownRepliesAreIgnoredAndCounted() throws IOException {
        assertThat(
                        names(tag ->
                                sentences(
                                        words("!future", tag, "=name=x"),
                                        re(tag, "=name=a"),
                                        words("!halt", tag),
                                        done(tag))))
                .containsExactly("a");
        assertThat(counts.of(RouterEvent.UNKNOWN_REPLY)).isEqualTo(2);
    }

    @Test
    void repliesForTagsThatWeNeverSentAreIgnoredAndCounted() throws IOException {
        assertThat(
                        names(tag ->
                                sentences(
                                        words("!re", ".tag=4711", "=name=x"),
                                        words("!re", ".tag=abc", "=name=x"),
                                        words("!re", ".tag=99999999999", "=name=x"),
                                        words("!done"),
                                        words("!trap", "=message=who"),
                                        re(tag, "=name=a"),
                                        done(tag))))
                .containsExactly("a");
        assertThat(counts.of(RouterEvent.STRAY_REPLY)).isEqualTo(5);
    }

    @Test
    void repliesOfSeveralCommandsInterleave() throws IOException {
        try (var router =
                        ScriptedRouter.loggedIn(link -> {
                            String a = link.expect("/x/print");
                            String b = link.expect("/y/print");
                            link.say("!re", b, "=name=b1");
                            link.say("!re", "=name=a1", a);
                            link.say("!re", a, "=name=a2");
                            link.say("!done", a);
                            link.say("!re", b, "=name=b2");
                            link.say("!done", b);
                            link.hold();
                        });
                var client = open(router)) {
            List<String> a = Collections.synchronizedList(new ArrayList<>());
            List<String> b = Collections.synchronizedList(new ArrayList<>());
            CompletableFuture<Reply> first = client.call(PRINT, into(a)).reply();
            CompletableFuture<Reply> second = client.call(Command.of("/y/print"), into(b)).reply();
            assertThat(Await.value(first).rows()).isEqualTo(2);
            assertThat(Await.value(second).rows()).isEqualTo(2);
            assertThat(a).containsExactly("a1", "a2");
            assertThat(b).containsExactly("b1", "b2");
        }
    }

    @Test
    void rowsMayBeKeptAsCopies() throws IOException {
        try (var router =
                        answering(tag ->
                                sentences(re(tag, "=name=a"), re(tag, "=name=b"), done(tag)));
                var client = open(router)) {
            assertThat(client.rows(PRINT))
                    .extracting(row -> row.text(Field.NAME))
                    .containsExactly("a", "b");
        }
    }

    private interface Answer {
        List<String[]> to(String tag);
    }

    private static List<String[]> sentences(String[]... all) {
        return List.of(all);
    }

    private static ScriptedRouter answering(Answer answer) throws IOException {
        return ScriptedRouter.loggedIn(link -> {
            String tag = link.expect();
            for (String[] sentence : answer.to(tag)) {
                link.say(sentence);
            }
            link.hold();
        });
    }

    private List<String> names(Answer answer) throws IOException {
        try (var router = answering(answer);
                var client = open(router)) {
            List<String> names = Collections.synchronizedList(new ArrayList<>());
            client.run(PRINT, into(names));
            assertThat(client.isOpen()).isTrue();
            return names;
        }
    }

    private RouterFailure.Trapped failure(Answer answer) throws IOException {
        try (var router = answering(answer);
                var client = open(router)) {
            assertThatThrownBy(() -> client.run(PRINT)).isInstanceOf(RouterException.class);
            assertThat(client.isOpen()).isTrue();
        }
        try (var router = answering(answer);
                var client = open(router)) {
            return (RouterFailure.Trapped)
                    Await.failure(client.call(PRINT, RowHandler.none()).reply());
        }
    }

    private RouterClient open(ScriptedRouter router) {
        return RouterClient.open(router.config(), TRANSPORT, counts);
    }

    private static RowHandler into(List<String> names) {
        return RowHandler.each(row -> names.add(row.text(Field.NAME)));
    }

    private static String[] words(String... words) {
        return words;
    }

    private static String[] re(String tag, String... attributes) {
        String[] words = new String[attributes.length + 2];
        words[0] = "!re";
        words[1] = tag;
        System.arraycopy(attributes, 0, words, 2, attributes.length);
        return words;
    }

    private static String[] done(String tag) {
        return words("!done", tag);
    }
}
