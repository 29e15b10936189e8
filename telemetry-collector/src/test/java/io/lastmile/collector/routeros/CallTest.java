package io.lastmile.collector.routeros;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/// One command's life: cancel, timeouts, limits (routeros.md 1.6 and 1.9).
class CallTest {
    private static final Transport TRANSPORT = Transport.start(1, "call-test");
    private static final Command PRINT = Command.of("/x/print");
    private static final Command LISTEN = Command.of("/ppp/active/listen");

    private final Counts counts = new Counts();
    private final List<String> names = Collections.synchronizedList(new ArrayList<>());
    private final RowHandler collect = RowHandler.each(row -> names.add(row.text(Field.NAME)));

    @AfterAll
    static void stop() {
        TRANSPORT.close();
    }

    @Test
    void cancelFailsTheCallAtOnceAndTellsTheRouterWhichOne() throws IOException {
        try (var router =
                        ScriptedRouter.loggedIn(link -> {
                            String listen = link.expect("/ppp/active/listen");
                            link.say("!re", listen, "=name=a");
                            String cancel = link.expect("/cancel", listenTag(listen));
                            link.say("!re", listen, "=name=late");
                            link.say("!done", cancel);
                            link.say("!trap", listen, "=category=2", "=message=interrupted");
                            link.say("!done", listen);
                            link.say("!done", link.expect("/x/print"));
                            link.hold();
                        });
                var client = open(router)) {
            Call call = client.call(LISTEN, collect);
            Await.until("the first row", () -> names.size() == 1);
            call.cancel();
            assertThat(Await.failure(call.reply()))
                    .isEqualTo(new RouterFailure.Cancelled("/ppp/active/listen"));
            assertThat(client.run(PRINT).rows()).isZero();
            assertThat(names).containsExactly("a");
            assertThat(counts.of(RouterEvent.CANCEL)).isEqualTo(1);
            assertThat(counts.of(RouterEvent.LATE_REPLY)).isEqualTo(3);
            call.cancel();
        }
    }

    @Test
    void theDoneOfACancelMayComeLast() throws IOException {
        try (var router =
                        ScriptedRouter.loggedIn(link -> {
                            String listen = link.expect("/ppp/active/listen");
                            String cancel = link.expect("/cancel");
                            link.say("!trap", listen, "=message=interrupted");
                            link.say("!done", listen);
                            link.say("!done", cancel);
                            link.say("!done", link.expect("/x/print"));
                            link.hold();
                        });
                var client = open(router)) {
            client.call(LISTEN, collect).cancel();
            client.run(PRINT);
            assertThat(counts.of(RouterEvent.STRAY_REPLY)).isZero();
        }
    }

    @Test
    void anAbandonedTagIsNotUsedAgainBeforeItsDone() throws IOException {
        AtomicReference<List<String>> tags = new AtomicReference<>(List.of());
        try (var router =
                        ScriptedRouter.loggedIn(link -> {
                            String slow = link.expect("/x/print");
                            String cancel = link.expect("/cancel");
                            String next = link.expect("/y/print");
                            link.say("!re", slow, "=name=late");
                            link.say("!re", next, "=name=right");
                            link.say("!done", next);
                            link.say("!done", slow);
                            link.say("!done", cancel);
                            String reused = link.expect("/z/print");
                            link.say("!done", reused);
                            tags.set(List.of(slow, cancel, next, reused));
                            link.hold();
                        });
                var client = open(router)) {
            Call slow = client.call(PRINT.idle(Duration.ofMillis(50)), collect);
            assertThat(Await.failure(slow.reply()))
                    .isEqualTo(new RouterFailure.Idle("/x/print", Duration.ofMillis(50)));
            client.run(Command.of("/y/print"), collect);
            client.run(Command.of("/z/print"));
            Await.until("the script's end", () -> tags.get().size() == 4);
            assertThat(tags.get().subList(0, 3)).doesNotHaveDuplicates();
            assertThat(names).containsExactly("right");
            assertThat(counts.of(RouterEvent.IDLE_TIMEOUT)).isEqualTo(1);
            assertThat(client.isOpen()).isTrue();
        }
    }

    @Test
    void theIdleTimeoutStartsAnewWithEverySentence() throws IOException {
        try (var router =
                        ScriptedRouter.loggedIn(link -> {
                            String tag = link.expect("/x/print");
                            for (int i = 0; i < 5; i++) {
                                link.say("!re", tag, "=name=" + i);
                                pace(1_300);
                            }
                            link.say("!done", tag);
                            link.hold();
                        });
                var client = open(router)) {
            Reply reply = client.run(PRINT.idle(Duration.ofSeconds(6)), collect);
            assertThat(reply.rows()).isEqualTo(5);
        }
    }

    @Test
    void oneCommandsTimeoutLeavesTheOthersAlone() throws IOException {
        try (var router =
                        ScriptedRouter.loggedIn(link -> {
                            String other = link.expect("/y/print");
                            String slow = link.expect("/x/print");
                            link.expect("/cancel");
                            link.say("!re", other, "=name=b");
                            link.say("!done", other);
                            link.say("!done", slow);
                            link.hold();
                        });
                var client = open(router)) {
            Call other = client.call(Command.of("/y/print"), collect);
            Call slow = client.call(PRINT.idle(Duration.ofMillis(50)), collect);
            assertThat(Await.failure(slow.reply())).isInstanceOf(RouterFailure.Idle.class);
            assertThat(Await.value(other.reply()).rows()).isEqualTo(1);
        }
    }

    @Test
    void aListenMayBeQuiet() throws IOException {
        try (var router =
                        ScriptedRouter.loggedIn(link -> {
                            String listen = link.expect("/ppp/active/listen");
                            String slow = link.expect("/x/print");
                            link.expect("/cancel");
                            link.say("!re", listen, "=.id=*A", "=.dead=true");
                            link.say("!done", slow);
                            link.hold();
                        });
                var client = withIdle(router, Duration.ofSeconds(2))) {
            List<Boolean> dead = Collections.synchronizedList(new ArrayList<>());
            Call listen =
                    client.call(LISTEN, RowHandler.each(row -> dead.add(row.flag(Field.DEAD))));
            Call slow = client.call(PRINT, collect);
            assertThat(Await.failure(slow.reply())).isInstanceOf(RouterFailure.Idle.class);
            Await.until("the row", () -> dead.equals(List.of(true)));
            assertThat(listen.reply()).isNotDone();
        }
    }

    @Test
    void aTrapWithoutItsDoneIsStillToldAtTheTimeout() throws IOException {
        try (var router =
                        ScriptedRouter.loggedIn(link -> {
                            String tag = link.expect("/x/print");
                            link.say("!trap", tag, "=message=no such command");
                            link.expect("/cancel");
                            link.hold();
                        });
                var client = open(router)) {
            Call call = client.call(PRINT.idle(Duration.ofSeconds(2)), collect);
            assertThat(Await.failure(call.reply())).isInstanceOf(RouterFailure.Trapped.class);
        }
    }

    @Test
    void moreRowsThanAllowedFailTheCommandOnly() throws IOException {
        try (var router =
                        ScriptedRouter.loggedIn(link -> {
                            String tag = link.expect("/x/print");
                            for (int i = 0; i < 10; i++) {
                                link.say("!re", tag, "=name=" + i);
                            }
                            link.expect("/cancel");
                            link.say("!done", tag);
                            link.say("!done", link.expect("/x/print"));
                            link.hold();
                        });
                var client = open(router)) {
            Call call = client.call(PRINT.rowsMax(3), collect);
            assertThat(Await.failure(call.reply()))
                    .isEqualTo(new RouterFailure.TooManyRows("/x/print", 3));
            client.run(PRINT);
            assertThat(names).containsExactly("0", "1", "2");
            assertThat(counts.of(RouterEvent.ROWS_LIMIT)).isEqualTo(1);
        }
    }

    @Test
    void aHandlerThatThrowsFailsItsCommandOnly() throws IOException {
        try (var router =
                        ScriptedRouter.loggedIn(link -> {
                            String tag = link.expect("/x/print");
                            link.say("!re", tag, "=name=a");
                            link.say("!re", tag, "=name=b");
                            link.expect("/cancel");
                            link.say("!done", tag);
                            link.say("!done", link.expect("/x/print"));
                            link.hold();
                        });
                var client = open(router)) {
            Call call = client.call(PRINT, RowHandler.each(row -> row.unsigned(Field.NAME)));
            assertThat(Await.failure(call.reply()))
                    .isEqualTo(
                            new RouterFailure.HandlerFailed(
                                    "/x/print", "name: a (expected: a decimal number below 2^64)"));
            assertThat(client.run(PRINT).rows()).isZero();
        }
    }

    @Test
    void aHandlerThatCannotStartFailsItsCommandAndSendsNothing() throws IOException {
        try (var router =
                        ScriptedRouter.loggedIn(link -> {
                            link.say("!done", link.expect("/y/print"));
                            link.hold();
                        });
                var client = open(router)) {
            RowHandler broken =
                    new RowHandler() {
                        @Override
                        public void started(Call call) {
                            throw new IllegalStateException("no room");
                        }

                        @Override
                        public Demand row(Sentence row) {
                            return Demand.MORE;
                        }
                    };
            assertThat(Await.failure(client.call(PRINT, broken).reply()))
                    .isEqualTo(new RouterFailure.HandlerFailed("/x/print", "no room"));
            client.run(Command.of("/y/print"));
        }
    }

    @Test
    void aRouterCannotKeepACommandForEverWithoutRows() throws IOException {
        try (var router =
                        ScriptedRouter.loggedIn(link -> {
                            String tag = link.expect("/x/print");
                            while (true) {
                                link.say("!empty", tag);
                            }
                        });
                var client = open(router)) {
            assertThat(Await.failure(client.call(PRINT, collect).reply()))
                    .isEqualTo(
                            new RouterFailure.Violated(
                                    "replies without a row or an end", "at most 10000"));
        }
    }

    @Test
    void commandsAtOnceAreLimited() throws IOException {
        try (var router =
                        ScriptedRouter.loggedIn(link -> {
                            for (int i = 0; i < Tags.COMMANDS_MAX; i++) {
                                link.expect("/x/print");
                            }
                            link.hold();
                        });
                var client = open(router)) {
            List<CompletableFuture<Reply>> replies = new ArrayList<>();
            for (int i = 0; i < Tags.COMMANDS_MAX; i++) {
                replies.add(client.call(PRINT, collect).reply());
            }
            assertThat(Await.failure(client.call(PRINT, collect).reply()))
                    .isEqualTo(new RouterFailure.TooManyCommands(256));
            assertThat(replies).noneMatch(CompletableFuture::isDone);
        }
    }

    @Test
    void waitingOnTheEventLoopIsRefusedInsteadOfHanging() throws IOException {
        try (var router =
                        ScriptedRouter.loggedIn(link -> {
                            String tag = link.expect("/x/print");
                            link.say("!re", tag);
                            link.expect("/cancel");
                            link.hold();
                        });
                var client = open(router)) {
            Call call = client.call(PRINT, RowHandler.each(row -> client.run(PRINT)));
            assertThat(Await.failure(call.reply()))
                    .asInstanceOf(
                            org.assertj.core.api.InstanceOfAssertFactories.type(
                                    RouterFailure.HandlerFailed.class))
                    .extracting(RouterFailure.HandlerFailed::cause)
                    .asString()
                    .contains("event loop");
        }
    }

    @Test
    void anInterruptCancelsTheCommand() throws IOException, InterruptedException {
        CountDownLatch cancelled = new CountDownLatch(1);
        try (var router =
                        ScriptedRouter.loggedIn(link -> {
                            link.expect("/x/print");
                            link.expect("/cancel");
                            cancelled.countDown();
                            link.hold();
                        });
                var client = open(router)) {
            AtomicReference<Throwable> thrown = new AtomicReference<>(new Throwable("nothing"));
            Thread waiting =
                    Thread.startVirtualThread(() -> {
                        try {
                            client.run(PRINT);
                        } catch (RouterException failed) {
                            thrown.set(failed);
                        }
                    });
            waiting.interrupt();
            assertThat(cancelled.await(Await.SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
            waiting.join();
            assertThat(thrown.get()).isInstanceOf(RouterException.class);
        }
    }

    @Test
    void aRouterThatAnswersAtOnceNeverOvertakesItsTag() throws IOException {
        try (var router =
                        ScriptedRouter.loggedIn(link -> {
                            for (int i = 0; i < 2_000; i++) {
                                link.say("!done", link.expect("/x/print"));
                            }
                            link.hold();
                        });
                var client = open(router)) {
            for (int i = 0; i < 2_000; i++) {
                client.run(PRINT);
            }
            assertThat(counts.of(RouterEvent.STRAY_REPLY)).isZero();
        }
    }

    @Test
    void closingFailsWhatIsPending() throws IOException {
        try (var router =
                ScriptedRouter.loggedIn(link -> {
                    link.expect("/x/print");
                    link.hold();
                })) {
            RouterClient client = open(router);
            Call call = client.call(PRINT, collect);
            client.close();
            assertThat(Await.failure(call.reply())).isEqualTo(new RouterFailure.ClosedHere());
            assertThatThrownBy(() -> client.run(PRINT))
                    .isInstanceOf(RouterException.class)
                    .hasMessage("connection: closed by us");
        }
    }

    private static String listenTag(String word) {
        return word.replace(".tag=", "=tag=");
    }

    /// The script is the clock here: it is a slow router.
    private static void pace(long millis) throws InterruptedException {
        new CountDownLatch(1).await(millis, TimeUnit.MILLISECONDS);
    }

    private RouterClient open(ScriptedRouter router) {
        return RouterClient.open(router.config(), TRANSPORT, counts);
    }

    private RouterClient withIdle(ScriptedRouter router, Duration idle) {
        return RouterClient.open(
                router.config().withTimeouts(new Timeouts(Duration.ofSeconds(5), idle)),
                TRANSPORT,
                counts);
    }
}
