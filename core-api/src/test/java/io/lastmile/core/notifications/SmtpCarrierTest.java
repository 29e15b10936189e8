package io.lastmile.core.notifications;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.lastmile.core.platform.Body;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SmtpCarrierTest {
    private static final Parcel PARCEL =
            new Parcel(
                    42,
                    "rahim@example.com",
                    "Rahim\r\nBcc: evil@example.com",
                    new Wording("বিল\r\nBcc: evil@example.com", "প্রিয় রহিম,\nবিল বাকি।\n.\n"),
                    false);

    private final GreenMail mail =
            new GreenMail(
                    new ServerSetup[] {
                        new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP),
                        new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTPS)
                    });

    @BeforeEach
    void start() {
        mail.setUser("isp@isp.example", "isp", "geheim");
        mail.start();
    }

    @AfterEach
    void stop() {
        mail.stop();
    }

    private static EmailSettings settings(int port, Map<String, String> more) {
        Map<String, String> form = new HashMap<>();
        form.put("way", "smtp");
        form.put("host", "127.0.0.1");
        form.put("port", "" + port);
        form.put("security", "none");
        form.put("from", "isp@isp.example");
        form.put("fromName", "আমার নেট");
        form.putAll(more);
        var fields = Body.formOf(form);
        EmailSettings read = EmailSettings.read(fields);
        fields.done();
        return read;
    }

    private Carrier.Outcome carry(EmailSettings settings, String password) {
        return new SmtpCarrier(settings, password, Clock.systemUTC(), Duration.ofSeconds(10))
                .carry(PARCEL);
    }

    @Test
    void aLetterArrivesWithBanglaAndWithoutForeignHeaders() throws MessagingException, IOException {
        var login = Map.of("username", "isp");
        Carrier.Outcome outcome = carry(settings(mail.getSmtp().getPort(), login), "geheim");
        assertThat(outcome).isInstanceOf(Carrier.Outcome.Sent.class);
        MimeMessage letter = mail.getReceivedMessages()[0];
        assertThat(letter.getSubject()).isEqualTo("বিল Bcc: evil@example.com");
        assertThat(letter.getContent().toString()).contains("প্রিয় রহিম", "বিল বাকি।");
        var from = (InternetAddress) letter.getFrom()[0];
        assertThat(from.getPersonal()).isEqualTo("আমার নেট");
        assertThat(letter.getHeader("Bcc")).isNull();
        assertThat(letter.getAllRecipients()).hasSize(1);
        assertThat(letter.getMessageID()).isEqualTo("<lastmile-42@isp.example>");
        assertThat(mail.getReceivedMessages()).hasSize(1);
    }

    @Test
    void tlsIsSpokenAndItsCertificateIsLookedAt() {
        int port = mail.getSmtps().getPort();
        assertThat(carry(settings(port, Map.of("security", "tls", "verify", "false")), ""))
                .isInstanceOf(Carrier.Outcome.Sent.class);
        assertThat(carry(settings(port, Map.of("security", "tls")), ""))
                .as("a certificate of nobody")
                .isInstanceOf(Carrier.Outcome.Failed.class);
        assertThat(mail.getReceivedMessages()).hasSize(1);
    }

    @Test
    void aServerThatOffersStarttlsHearsTheLetterEncrypted() {
        var starttls = Map.of("security", "starttls", "verify", "false");
        try (var server = new StarttlsServer()) {
            assertThat(carry(settings(server.port(), starttls), ""))
                    .isInstanceOf(Carrier.Outcome.Sent.class);
            assertThat(server.plain()).isNotEmpty().allMatch(word -> word.matches("EHLO|STARTTLS"));
            assertThat(server.encrypted()).contains("EHLO", "MAIL", "RCPT", "DATA");
        }
    }

    @Test
    void withoutStarttlsNothingIsToldToAServerThatShouldHaveIt() {
        EmailSettings starttls =
                settings(
                        mail.getSmtp().getPort(),
                        Map.of("security", "starttls", "verify", "false", "username", "isp"));
        assertThat(carry(starttls, "geheim")).isInstanceOf(Carrier.Outcome.Failed.class);
        assertThat(mail.getReceivedMessages()).isEmpty();
    }

    /// By the command that a server says no to: what that means.
    @ParameterizedTest
    @CsvSource({
        "MAIL, 550 not you, Failed, true",
        "MAIL, 530 log in first, Failed, true",
        "RCPT, 550 nobody here, Refused, false",
        "RCPT, 450 greylisted, Failed, false",
        "RCPT, 421 going down, Failed, true",
        "DATA, 554 no spam, Refused, false",
    })
    void itDependsOnWhatAServerSaysNoTo(
            String command, String answer, String outcome, boolean broken) {
        try (var server = new GrumpyServer(command, answer)) {
            Carrier.Outcome found = carry(settings(server.port(), Map.of()), "");
            assertThat(found.getClass().getSimpleName()).as("" + found).isEqualTo(outcome);
            assertThat(found instanceof Carrier.Outcome.Failed failed && failed.broken())
                    .as("" + found)
                    .isEqualTo(broken);
        }
    }

    @Test
    void aLetterThatWasTakenIsSentHoweverTheServerSaysGoodbye() {
        try (var server = new GrumpyServer("QUIT", "")) {
            assertThat(carry(settings(server.port(), Map.of()), ""))
                    .isInstanceOf(Carrier.Outcome.Sent.class);
        }
    }

    @Test
    void aWrongPasswordIsTheChannelsFault() {
        EmailSettings login = settings(mail.getSmtp().getPort(), Map.of("username", "isp"));
        assertThat(carry(login, "wrong"))
                .isInstanceOfSatisfying(
                        Carrier.Outcome.Failed.class,
                        failed -> {
                            assertThat(failed.broken()).isTrue();
                            assertThat(failed.toString()).doesNotContain("wrong");
                        });
    }

    @Test
    void aServerThatDripsOrIsNotThereEndsInTime() throws IOException {
        long began = System.nanoTime();
        try (ServerSocket slow = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread.startVirtualThread(() -> drip(slow));
            EmailSettings there = settings(slow.getLocalPort(), Map.of());
            Carrier.Outcome outcome =
                    new SmtpCarrier(there, "", Clock.systemUTC(), Duration.ofSeconds(2))
                            .carry(PARCEL);
            assertThat(outcome).isInstanceOf(Carrier.Outcome.Failed.class);
        }
        mail.stop();
        assertThat(carry(settings(1, Map.of()), "")).isInstanceOf(Carrier.Outcome.Failed.class);
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(20));
    }

    private static void drip(ServerSocket slow) {
        try (var socket = slow.accept()) {
            for (byte letter : "220 ".repeat(500).getBytes(StandardCharsets.US_ASCII)) {
                socket.getOutputStream().write(letter);
                TimeUnit.MILLISECONDS.sleep(200);
            }
        } catch (IOException e) {
            // The client had enough.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
