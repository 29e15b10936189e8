package io.lastmile.core.lines;

import io.lastmile.collector.routeros.Command;
import io.lastmile.collector.routeros.Credentials;
import io.lastmile.collector.routeros.Field;
import io.lastmile.collector.routeros.Fingerprint;
import io.lastmile.collector.routeros.Query;
import io.lastmile.collector.routeros.RouterAddress;
import io.lastmile.collector.routeros.RouterClient;
import io.lastmile.collector.routeros.RouterConfig;
import io.lastmile.collector.routeros.RouterException;
import io.lastmile.collector.routeros.RouterFailure;
import io.lastmile.collector.routeros.RouterOsEvents;
import io.lastmile.collector.routeros.RowHandler;
import io.lastmile.collector.routeros.Security;
import io.lastmile.collector.routeros.Sentence;
import io.lastmile.collector.routeros.Timeouts;
import io.lastmile.collector.routeros.Transport;
import io.lastmile.collector.routeros.Trap;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Talks to a router once, as the collector would, and tells what happened in words. Reads only.
final class ConnectionTest {
    private static final Timeouts TIMEOUTS =
            new Timeouts(Duration.ofSeconds(5), Duration.ofSeconds(5));
    private static final int PROBE_SECONDS_MAX = 12;
    private static final long ROWS_MAX = 200_000;
    private static final Duration SKEW_MAX = Duration.ofSeconds(60);
    private static final List<String> NEEDED = List.of("read", "api");
    private static final List<String> DANGEROUS =
            List.of("write", "policy", "ftp", "password", "sensitive", "sniff", "reboot", "test");

    private static final Field VERSION = Field.of("version");
    private static final Field BOARD = Field.of("board-name");
    private static final Field UPTIME = Field.of("uptime");
    private static final Field GROUP = Field.of("group");
    private static final Field POLICY = Field.of("policy");
    private static final Field DATE = Field.of("date");
    private static final Field TIME = Field.of("time");
    private static final Field OFFSET = Field.of("gmt-offset");

    private final Transport transport;
    private final RouterOsEvents events;
    private final Clock clock;

    ConnectionTest(Transport transport, RouterOsEvents events, Clock clock) {
        this.transport = transport;
        this.events = events;
        this.clock = clock;
    }

    ConnectionReport run(Connection to) {
        var findings = new ConnectionFindings();
        Optional<Security> security = to.tls() ? pinned(to, findings) : plain(findings);
        security.ifPresent(chosen -> talk(to, config(to, chosen), findings));
        return findings.report();
    }

    private RouterConfig config(Connection to, Security security) {
        var credentials =
                new Credentials(to.username(), to.password().orElse(""), to.legacyLogin());
        return new RouterConfig(new RouterAddress(to.host(), to.port()), security, credentials)
                .withTimeouts(TIMEOUTS);
    }

    private Optional<Security> plain(ConnectionFindings findings) {
        findings.warning(
                "certificate",
                "Without TLS the password crosses the network readable."
                        + " Prefer api-ssl, port 8729.");
        return Optional.of(new Security.Plain());
    }

    /// The password is only sent to a certificate that somebody confirmed.
    private Optional<Security> pinned(Connection to, ConnectionFindings findings) {
        Fingerprint shown;
        try {
            shown =
                    RouterClient.fingerprint(config(to, new Security.Unpinned()), transport, events)
                            .orTimeout(PROBE_SECONDS_MAX, TimeUnit.SECONDS)
                            .join();
        } catch (CompletionException e) {
            failed("reach", Objects.requireNonNullElse(e.getCause(), e), to, findings);
            return Optional.empty();
        }
        findings.ok("reach", to.host() + " port " + to.port() + " answers with TLS.");
        findings.fingerprint = Optional.of(shown.hex());
        return confirmed(to, shown, findings);
    }

    private static Optional<Security> confirmed(
            Connection to, Fingerprint shown, ConnectionFindings findings) {
        if (to.fingerprint().isEmpty()) {
            findings.failed(
                    "certificate",
                    "Nobody has confirmed this router's certificate yet. Compare the fingerprint"
                            + " with the one under System > Certificates at the router, confirm it,"
                            + " then test again. The password was not sent.");
            return Optional.empty();
        }
        if (!to.fingerprint().get().equals(shown.hex())) {
            findings.failed(
                    "certificate",
                    "The router shows another certificate than the confirmed one. If somebody"
                            + " renewed it, confirm the new fingerprint; if not, somebody may be in"
                            + " between. The password was not sent.");
            return Optional.empty();
        }
        findings.ok("certificate", "It is the certificate that was confirmed.");
        return Optional.of(new Security.Pinned(shown));
    }

    private void talk(Connection to, RouterConfig config, ConnectionFindings findings) {
        long start = System.nanoTime();
        try (RouterClient client = RouterClient.open(config, transport, events)) {
            if (!findings.reached("reach")) {
                findings.ok("reach", to.host() + " port " + to.port() + " answers.");
            }
            findings.ok(
                    "login",
                    "Logged in as %s in %d ms."
                            .formatted(to.username(), (System.nanoTime() - start) / 1_000_000));
            step("policies", findings, () -> policies(client, to, findings));
            step("resource", findings, () -> resource(client, to, findings));
            step("sessions", findings, () -> sessions(client, findings));
            step("clock", findings, () -> clock(client, findings));
        } catch (RouterException e) {
            failed(findings.reached("reach") ? "login" : "reach", e, to, findings);
        }
    }

    /// A step that fails does not keep the next one from being tried, unless the line is dead.
    private static void step(String name, ConnectionFindings findings, Runnable work) {
        try {
            work.run();
        } catch (RouterException e) {
            boolean refused =
                    e.failure() instanceof RouterFailure.Trapped trapped
                            && trapped.kind() == Trap.Kind.NOT_PERMITTED;
            String says =
                    refused
                            ? "The user is not allowed to read this. Give its group the policies"
                                    + " read and api."
                            : "The router answered: " + e.failure().text();
            if (name.equals("policies") || name.equals("clock")) {
                findings.warning(name, says);
            } else {
                findings.failed(name, says);
            }
        }
    }

    private static void policies(RouterClient client, Connection to, ConnectionFindings findings) {
        Optional<String> group =
                one(
                                client,
                                Command.of("/user/print")
                                        .proplist(GROUP)
                                        .where(Query.equal(Field.NAME, to.username())))
                        .map(row -> row.text(GROUP));
        List<String> granted =
                group
                        .flatMap(name ->
                                one(
                                        client,
                                        Command.of("/user/group/print")
                                                .proplist(POLICY)
                                                .where(Query.equal(Field.NAME, name))))
                        .map(row -> Arrays.asList(row.text(POLICY).split(",")))
                        .orElse(List.of())
                        .stream()
                        .filter(policy -> !policy.isBlank() && !policy.startsWith("!"))
                        .toList();
        findings.policies = granted;
        judge(granted, findings);
    }

    private static void judge(List<String> granted, ConnectionFindings findings) {
        List<String> excess = granted.stream().filter(DANGEROUS::contains).toList();
        if (granted.isEmpty()) {
            findings.warning("policies", "The user may not read its own policies; that is fine.");
        } else if (!granted.containsAll(NEEDED)) {
            findings.failed("policies", "The user's group needs the policies read and api.");
        } else if (!excess.isEmpty()) {
            findings.warning(
                    "policies",
                    "The user may do more than read (%s). The collector needs read and api only."
                            .formatted(String.join(", ", excess)));
        } else {
            findings.ok("policies", "The user may read, and no more.");
        }
    }

    private static void resource(RouterClient client, Connection to, ConnectionFindings findings) {
        Sentence row =
                one(client, Command.of("/system/resource/print").proplist(VERSION, BOARD, UPTIME))
                        .orElseThrow(() -> new IllegalStateException("no resource row"));
        findings.version = Optional.of(row.shown(VERSION, to.charset()));
        findings.board = Optional.of(row.shown(BOARD, to.charset()));
        findings.uptimeSeconds = Optional.of(row.spanMillis(UPTIME) / 1000);
        findings.identity =
                one(client, Command.of("/system/identity/print").proplist(Field.NAME))
                        .map(name -> name.shown(Field.NAME, to.charset()));
        findings.ok(
                "resource",
                "%s, RouterOS %s on %s."
                        .formatted(
                                findings.identity.orElse("no name"),
                                findings.version.get(),
                                findings.board.get()));
    }

    private static void sessions(RouterClient client, ConnectionFindings findings) {
        long count =
                client.run(
                                Command.of("/ppp/active/print")
                                        .proplist(Field.ID)
                                        .rowsMax(ROWS_MAX),
                                RowHandler.none())
                        .rows();
        findings.sessions = Optional.of((int) count);
        findings.ok("sessions", count + " PPP sessions are on.");
    }

    private void clock(RouterClient client, ConnectionFindings findings) {
        Optional<Duration> skew =
                one(client, Command.of("/system/clock/print").proplist(DATE, TIME, OFFSET))
                        .flatMap(this::skew);
        if (skew.isEmpty()) {
            findings.warning("clock", "The router tells its time in a form that is not known.");
            return;
        }
        findings.clockSkewMillis = Optional.of(skew.get().toMillis());
        if (skew.get().abs().compareTo(SKEW_MAX) > 0) {
            findings.warning(
                    "clock",
                    "The router's clock is off by %d s: switch on its NTP client. Bytes stay right."
                            .formatted(skew.get().toSeconds()));
        } else {
            findings.ok("clock", "The router's clock is right.");
        }
    }

    /// RouterOS 7 writes `2026-11-22`, older ones `nov/22/2026`; the offset is `+06:00`.
    private Optional<Duration> skew(Sentence row) {
        try {
            LocalDate date = RouterDate.parse(row.text(DATE));
            ZoneOffset offset = ZoneOffset.of(row.value(OFFSET).orElse("+00:00"));
            Instant told = date.atTime(LocalTime.parse(row.text(TIME))).toInstant(offset);
            return Optional.of(Duration.between(clock.instant(), told));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Optional<Sentence> one(RouterClient client, Command command) {
        return client.rows(command).stream().findFirst();
    }

    private static void failed(
            String step, Throwable cause, Connection to, ConnectionFindings findings) {
        String says =
                switch (cause) {
                    case RouterException e -> ConnectionAdvice.of(e.failure(), to);
                    case TimeoutException _ ->
                            "Nothing came back. Is this port api-ssl, and is it enabled under IP >"
                                    + " Services?";
                    default -> "The connection failed: " + cause.getMessage();
                };
        boolean login =
                cause instanceof RouterException e
                        && (e.failure() instanceof RouterFailure.LoginRefused
                                || e.failure() instanceof RouterFailure.LegacyLoginRefused);
        if (login && !findings.reached("reach")) {
            findings.ok("reach", to.host() + " port " + to.port() + " answers.");
        }
        findings.failed(login ? "login" : step, says);
    }
}
