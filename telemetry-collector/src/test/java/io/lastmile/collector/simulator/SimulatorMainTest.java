package io.lastmile.collector.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lastmile.collector.routeros.RouterClient;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SimulatorMainTest {
    @TempDir private Path folder;

    @Test
    void aProcessOfItsOwnTellsItsPortsAndObeysItsControl() throws Exception {
        Path file = folder.resolve("ports.json");
        Process process = launch(file);
        try {
            String ports = await(process, file);
            assertThat(ports).contains("\"name\":\"mirpur-10\"", "\"fingerprint\":\"");
            try (Socket control = control(number(ports, "controlPort"))) {
                assertThat(ask(control, "routers")).contains("\"name\":\"savar\"");
                assertThat(ask(control, "fault savar cpu-load 97")).contains("true");
                assertThat(ask(control, "routers")).contains("\"faults\":[\"cpu-load\"]");
                assertThat(ask(control, "reboot nowhere")).contains("\"error\"");
                assertThat(ask(control, "stop")).contains("true");
            }
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isZero();
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void aTakenPortIsOneSentenceAndAnExitCode() throws Exception {
        Process first = launch(folder.resolve("first.json"));
        try {
            int taken = number(await(first, folder.resolve("first.json")), "port");
            Process second = launch(folder.resolve("none"), "--port-base", "" + taken);
            assertThat(second.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(second.exitValue()).isEqualTo(1);
        } finally {
            first.destroy();
        }
        assertThat(first.waitFor(60, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void truthIsToldAsJson() {
        MovableClock clock = Dial.evening();
        try (Fleet fleet = Fleet.start(FleetConfig.quiet(1, 3, Dial.SEED, clock))) {
            Control control = new Control(fleet, clock, () -> {});
            try (RouterClient client = Dial.reader(fleet.routers().getFirst())) {
                long down = Dial.pppoe(client).toList().getFirst().unsigned(Dial.TX_BYTE);
                assertThat(control.answer("truth"))
                        .contains("\"name\":\"<pppoe-mir", "\"reported\":[" + down + ",");
            }
            assertThat(control.answer("add mirpur-10 a%0Ab%FF")).contains("true");
            assertThat(control.answer("add mirpur-10 a%0Ab%FF")).contains("error");
            assertThat(control.answer("")).contains("error");
            assertThat(control.answer("fault * no-such-fault")).contains("error");
        }
    }

    @Test
    void unknownOptionsAreRefused() {
        assertThatThrownBy(() -> SimulatorMain.options(List.of("--router", "1")))
                .hasMessageContaining("option: --router");
        assertThatThrownBy(() -> SimulatorMain.options(List.of("--routers")))
                .hasMessageContaining("expected");
        FleetConfig config =
                SimulatorMain.config(
                        Map.of("routers", "3", "session-mean", "0"), Clock.systemUTC());
        assertThat(config.routers()).isEqualTo(3);
        assertThat(config.habits().sessionMean()).isEqualTo(Duration.ZERO);
    }

    private static Process launch(Path file, String... more) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx256m", "--enable-native-access=ALL-UNNAMED"));
        command.add("--sun-misc-unsafe-memory-access=allow");
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.add(SimulatorMain.class.getName());
        command.addAll(List.of("--routers", "2", "--lines", "20", "--control", "0"));
        command.addAll(List.of("--ports-file", file.toString()));
        command.addAll(List.of(more));
        return new ProcessBuilder(command).inheritIO().start();
    }

    private static String await(Process process, Path file) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!Files.exists(file)) {
            assertThat(process.isAlive()).isTrue();
            assertThat(System.nanoTime()).isLessThan(deadline);
            process.waitFor(20, TimeUnit.MILLISECONDS);
        }
        return Files.readString(file);
    }

    private static Socket control(int port) throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), port);
    }

    private static String ask(Socket control, String command) throws IOException {
        control.getOutputStream().write((command + "\n").getBytes(StandardCharsets.US_ASCII));
        return new BufferedReader(
                        new InputStreamReader(control.getInputStream(), StandardCharsets.US_ASCII))
                .readLine();
    }

    private static int number(String json, String name) {
        Matcher matcher = Pattern.compile("\"" + name + "\":(\\d+)").matcher(json);
        assertThat(matcher.find()).isTrue();
        return Integer.parseInt(matcher.group(1));
    }
}
