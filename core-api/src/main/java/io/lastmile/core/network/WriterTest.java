package io.lastmile.core.network;

import io.lastmile.collector.routeros.Command;
import io.lastmile.collector.routeros.Field;
import io.lastmile.collector.routeros.RouterClient;
import io.lastmile.collector.routeros.RouterException;
import io.lastmile.collector.routeros.RouterFailure;
import io.lastmile.collector.routeros.RouterOsEvents;
import io.lastmile.collector.routeros.RowHandler;
import io.lastmile.collector.routeros.Timeouts;
import io.lastmile.collector.routeros.Transport;
import io.lastmile.collector.routeros.Trap;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;

/// Logs in as a router's writing user and finds out what it may, without changing anything.
public final class WriterTest {
    private static final Timeouts TIMEOUTS =
            new Timeouts(Duration.ofSeconds(5), Duration.ofSeconds(10));
    private static final int TESTS_AT_ONCE_MAX = 4;

    /// No router has so many rows: a change to it is refused for the user or for the row.
    private static final String NO_ROW = "*FFFFFFFE";

    private final Transport transport;
    private final RouterOsEvents events;
    private final Semaphore seats = new Semaphore(TESTS_AT_ONCE_MAX);

    /// `step` is one of login, read, write, passwords.
    public record Step(String step, boolean ok, String says) {}

    public record Report(boolean ok, List<Step> steps) {
        public Report {
            steps = List.copyOf(steps);
        }
    }

    WriterTest(Transport transport, RouterOsEvents events) {
        this.transport = transport;
        this.events = events;
    }

    public Report run(Writers.Reach reach) {
        if (!seats.tryAcquire()) {
            return report(List.of(new Step("login", false, "Too many tests are running.")));
        }
        List<Step> steps = new ArrayList<>();
        try (RouterClient client =
                RouterClient.open(reach.config().withTimeouts(TIMEOUTS), transport, events)) {
            steps.add(new Step("login", true, "Logged in."));
            steps.add(read(client));
            steps.add(write(client));
            steps.add(passwords(client));
        } catch (RouterException e) {
            steps.add(new Step("login", false, e.failure().text()));
        } finally {
            seats.release();
        }
        return report(steps);
    }

    private static Report report(List<Step> steps) {
        return new Report(steps.stream().allMatch(Step::ok), steps);
    }

    private static Step read(RouterClient client) {
        try {
            long rows =
                    client.run(
                                    Command.of("/ppp/secret/print").proplist(Field.ID),
                                    RowHandler.none())
                            .rows();
            return new Step("read", true, rows + " secrets can be read.");
        } catch (RouterException e) {
            return refused("read", e);
        }
    }

    private static Step write(RouterClient client) {
        try {
            client.run(
                    Command.of("/ppp/secret/set")
                            .with(Field.ID, NO_ROW)
                            .with(Property.DISABLED.field(), Property.NO));
            return new Step("write", true, "The user may write.");
        } catch (RouterException e) {
            boolean noRow =
                    e.failure() instanceof RouterFailure.Trapped trapped
                            && trapped.kind() == Trap.Kind.NO_SUCH_ITEM;
            return noRow ? new Step("write", true, "The user may write.") : refused("write", e);
        }
    }

    /// A router that hides passwords is managed as well: a changed one is then not noticed.
    private static Step passwords(RouterClient client) {
        try {
            boolean shown =
                    client
                            .rows(
                                    Command.of("/ppp/secret/print")
                                            .proplist(Property.PASSWORD.field()))
                            .stream()
                            .anyMatch(row -> row.has(Property.PASSWORD.field()));
            return new Step(
                    "passwords",
                    true,
                    shown
                            ? "Passwords are compared as well."
                            : "The user sees no passwords (policy sensitive): they are written"
                                    + " but not compared.");
        } catch (RouterException e) {
            return refused("passwords", e);
        }
    }

    private static Step refused(String step, RouterException e) {
        if (!(e.failure() instanceof RouterFailure.Trapped trapped)) {
            throw e;
        }
        boolean permission = trapped.kind() == Trap.Kind.NOT_PERMITTED;
        return new Step(
                step,
                false,
                permission
                        ? "The user may not. Give its group the policies read, write and api."
                        : trapped.text());
    }
}
