package io.lastmile.core.notifications;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.lastmile.core.papers.Opening;
import io.lastmile.core.papers.PaperGround;
import jakarta.mail.MessagingException;
import java.io.IOException;
import java.net.URLDecoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Links to papers on their way through a real gateway and a real mail server, to whom they open
/// that paper and nothing else.
class PaperMessagesTest {
    private static final Pattern LINK =
            Pattern.compile("https://isp\\.example/paper/([A-Z0-9-]+)/([0-9A-Z]{20})");
    private static final String ADDRESS = "203.0.113.5";

    private PaperGround ground;
    private TextGateway gateway;
    private final GreenMail mail =
            new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));

    @BeforeEach
    void start() {
        ground = new PaperGround();
        gateway = new TextGateway();
        mail.start();
        put(
                "sms",
                """
                {"way": "http", "method": "post", "url": "%s", "perSecond": 1000,
                 "body": "to={to}&text={text}&key={secret}", "secret": "key-of-ours",
                 "success": "^1101"}
                """
                        .formatted(gateway.url("/")));
        put(
                "email",
                """
                {"way": "smtp", "host": "127.0.0.1", "port": %d, "security": "none",
                 "from": "isp@isp.example"}
                """
                        .formatted(mail.getSmtp().getPort()));
    }

    private void put(String name, String json) {
        var saved = ground.api.put("/api/message-settings/" + name, 1, json);
        assertThat(saved.statusCode()).as(saved.body()).isEqualTo(200);
    }

    @AfterEach
    void stop() {
        mail.stop();
        gateway.close();
        ground.close();
    }

    /// Twice each: what was told is not told again.
    private void hear() {
        for (int i = 0; i < 2; i++) {
            ground.api.core.platform().outbox().drain();
            while (ground.api.core.notifications().deliver() > 0) {
                Thread.onSpinWait();
            }
        }
    }

    private List<String> texts() {
        return gateway.got().stream()
                .map(one -> URLDecoder.decode(one.body(), StandardCharsets.UTF_8))
                .toList();
    }

    private Opening links() {
        return ground.api.core.papers().links();
    }

    private static Matcher link(String text) {
        Matcher found = LINK.matcher(text);
        assertThat(found.find()).as(text).isTrue();
        return found;
    }

    private String opened(Matcher link) {
        byte[] pdf = links().find(link.group(1), link.group(2), ADDRESS).orElseThrow().pdf();
        try (var document = Loader.loadPDF(pdf)) {
            return new PDFTextStripper().getText(document).replaceAll("\\s+", " ");
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aBillComesOnceBySmsAndMailWithALinkThatOpensIt() throws MessagingException, IOException {
        ground.invoice();
        hear();
        assertThat(texts()).hasSize(1);
        assertThat(texts().getFirst()).contains("to=8801712345678", "INV-2627-000001", "১,৫৪০.৭৭");
        assertThat(mail.getReceivedMessages()).hasSize(1);
        assertThat(mail.getReceivedMessages()[0].getContent().toString())
                .contains("প্রিয় Mohammad Rafiqul Islam");
        assertThat(opened(link(mail.getReceivedMessages()[0].getContent().toString())))
                .contains("INV-2627-000001");
        assertThat(opened(link(texts().getFirst())))
                .as("in the customer's language")
                .contains("মোহাম্মদ রফিকুল ইসলাম", "৳ ১,৫৪০.৭৭");
        assertThat(ground.api.value("select count(*) from core.message")).isEqualTo("3");
    }

    @Test
    void moneyIsAnsweredWithItsReceipt() {
        ground.pay(50_000);
        hear();
        assertThat(texts()).hasSize(1);
        Matcher link = link(texts().getFirst());
        assertThat(link.group(1)).isEqualTo("RCT-2627-000001");
        assertThat(opened(link)).contains("৳ ৫০০.০০");
    }

    @Test
    void aBillThatCreditHasPaidIsNotAskedFor() {
        ground.pay(500_000);
        ground.invoice();
        hear();
        assertThat(texts()).hasSize(1);
        assertThat(texts().getFirst()).contains("RCT-2627-000001");
    }

    @Test
    void whoPressesTheButtonSendsOneMessageEachTime() {
        long id = ground.invoice();
        long note = ground.credit(id, 1, 100_000);
        hear();
        int before = texts().size();
        String path = "/api/invoices/" + id + "/send";
        for (int i = 0; i < 2; i++) {
            var press = ground.api.request(path).header("Idempotency-Key", "a-press-of-it");
            press.POST(BodyPublishers.noBody());
            assertThat(ground.api.send(press).statusCode()).isEqualTo(202);
        }
        hear();
        assertThat(texts()).hasSize(before + 1);
        assertThat(link(texts().getLast()).group(1)).isEqualTo("INV-2627-000001");
        assertThat(ground.api.post("/api/credit-notes/" + note + "/send", "").statusCode())
                .isEqualTo(202);
        hear();
        assertThat(texts()).hasSize(before + 2);
        assertThat(opened(link(texts().getLast()))).contains("CRN-2627-000001");
        assertThat(ground.api.post("/api/receipts/99/send", "").statusCode()).isEqualTo(404);
    }

    @Test
    void quietHoursHoldPapersBackAndWishesTurnThemOff() {
        put(
                "site",
                """
                {"site": "https://isp.example", "linkDays": 2,
                 "sms": {"service": {"from": "12:00", "to": "14:00"}}}
                """);
        ground.invoice();
        hear();
        assertThat(texts()).isEmpty();
        assertThat(mail.getReceivedMessages()).as("mail knows no quiet hours here").hasSize(1);
        ground.api.clock.set(Instant.parse("2026-11-23T08:00:00Z"));
        hear();
        assertThat(texts()).hasSize(1);
        ground.api.sql(
                """
                insert into core.message_reader (customer, language, unwanted, changed)
                values (7, 'bn', '{payment-received.sms}', now())
                """);
        ground.pay(100);
        hear();
        assertThat(texts()).hasSize(1);
        assertThat(mail.getReceivedMessages()).hasSize(2);
    }

    @Test
    void wrongOldAndForeignLinksAreAnsweredAlike() {
        long id = ground.invoice();
        hear();
        Matcher link = link(texts().getFirst());
        String number = link.group(1);
        String code = link.group(2);
        Matcher seal =
                Pattern.compile("/verify/INV-2627-000001/([0-9A-Z]{12})").matcher(opened(link));
        assertThat(seal.find()).isTrue();
        ground.invoice();
        for (String[] wrong :
                new String[][] {
                    {"INV-2627-000002", code},
                    {number, seal.group(1)},
                    {number, code.substring(0, 4) + seal.group(1) + "0000"},
                    {number, "ZZZZ" + code.substring(4)},
                    {number, code.toLowerCase(Locale.ROOT)},
                    {number, ""},
                    {"INV-2627-999999", code},
                    {"' or 1=1 --", code}
                }) {
            ground.api.clock.move(Duration.ofHours(2));
            assertThat(links().find(wrong[0], wrong[1], ADDRESS))
                    .as(wrong[0] + " " + wrong[1])
                    .isEmpty();
        }
        ground.api.clock.set(Instant.parse("2026-12-23T17:59:00Z"));
        assertThat(links().find(number, code, ADDRESS)).as("its last day").isPresent();
        ground.api.clock.set(Instant.parse("2026-12-23T18:01:00Z"));
        assertThat(links().find(number, code, ADDRESS)).as("the day after").isEmpty();
        ground.voided(id);
    }

    @Test
    void whoGuessesWaits() {
        ground.invoice();
        for (int i = 0; i < 5; i++) {
            assertThat(links().find("INV-2627-000001", "0".repeat(19) + i, ADDRESS)).isEmpty();
        }
        assertThatThrownBy(() -> links().find("INV-2627-000001", "0".repeat(20), ADDRESS))
                .hasMessageContaining("Wait");
    }
}
