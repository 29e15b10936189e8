package io.lastmile.core.notifications;

import static org.assertj.core.api.Assertions.assertThat;

import io.lastmile.core.TestApi;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextsAndTimesTest {
    private static final String REPLIED = "/api/message-templates/ticket-replied/sms/bn";
    private static TestApi api;

    @BeforeAll
    static void start() {
        api = TestApi.start();
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    @ParameterizedTest
    @CsvSource({
        "a, 160, false, 160, 1",
        "a, 161, false, 161, 2",
        "a, 306, false, 306, 2",
        "a, 307, false, 307, 3",
        "€, 80, false, 160, 1",
        "€, 81, false, 162, 2",
        "ক, 70, true, 70, 1",
        "ক, 71, true, 71, 2",
        "ক, 134, true, 134, 2",
        "ক, 135, true, 135, 3",
        "😀, 35, true, 70, 1",
        "😀, 67, true, 134, 3",
        "a, 0, false, 0, 0",
    })
    void anSmsIsCountedAsTelephonesDo(
            String letter, int times, boolean unicode, int units, int parts) {
        assertThat(SmsText.of(letter.repeat(times))).isEqualTo(new SmsText(unicode, units, parts));
    }

    @ParameterizedTest
    @CsvSource({
        "22:00, 07:00, 2026-11-22T15:59:59Z, ''",
        "22:00, 07:00, 2026-11-22T16:00:00Z, 2026-11-23T01:00:00Z",
        "22:00, 07:00, 2026-11-22T18:30:00Z, 2026-11-23T01:00:00Z",
        "22:00, 07:00, 2026-11-23T00:59:59Z, 2026-11-23T01:00:00Z",
        "22:00, 07:00, 2026-11-23T01:00:00Z, ''",
        "13:00, 14:00, 2026-11-22T07:30:00Z, 2026-11-22T08:00:00Z",
        "13:00, 14:00, 2026-11-22T08:00:00Z, ''",
        "00:00, 06:00, 2026-11-22T18:00:00Z, 2026-11-23T00:00:00Z",
    })
    void quietHoursReachOverMidnight(String from, String to, Instant now, String end) {
        var hours = new QuietHours(LocalTime.parse(from), LocalTime.parse(to));
        assertThat(hours.end(now, ZoneId.of("Asia/Dhaka")).map(Instant::toString).orElse(""))
                .isEqualTo(end);
    }

    @Test
    void everyFactoryTextUsesOnlyWhatItsCauseHas() {
        var factory = new FactoryTexts();
        for (Cause cause : Cause.values()) {
            for (Channel channel : cause.channels()) {
                for (String language : TemplateBook.LANGUAGES) {
                    Wording wording = factory.of(cause, channel, language);
                    for (String text : new String[] {wording.subject(), wording.body()}) {
                        assertThat(new TemplateText(text).unknown(cause.variables()))
                                .as("%s %s %s", cause, channel, language)
                                .isEmpty();
                    }
                    if (channel == Channel.SMS) {
                        assertThat(SmsText.of(wording.body()).parts()).isLessThanOrEqualTo(3);
                    }
                }
            }
        }
    }

    @Test
    void aCodeIsOneSmsInBothLanguages() {
        var book = api.core.notifications().templates();
        for (String language : TemplateBook.LANGUAGES) {
            var place = TemplateBook.place("login-code", "sms", language);
            Wording factory = new FactoryTexts().of(Cause.LOGIN_CODE, Channel.SMS, language);
            assertThat(book.sample(place, factory).sms().parts()).isEqualTo(1);
        }
    }

    @Test
    void aTextWithAHoleIsRefusedByNameAndAGoodOneHoldsUntilItIsWithdrawn() {
        HttpResponse<String> refused = api.put(REPLIED, 0, "{\"body\": \"{ticket} {nmae}\"}");
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("{nmae}", "{name}", "{ticket}", "{isp}");
        assertThat(api.put(REPLIED, 0, "{\"body\": \"{ticket}: উত্তর\"}").statusCode())
                .isEqualTo(200);
        assertThat(api.put(REPLIED, 0, "{\"body\": \"late\"}").statusCode()).isEqualTo(412);
        var shown = TestApi.json(api.get(REPLIED));
        assertThat(shown.path("current").path("wording").path("body").asText())
                .isEqualTo("{ticket}: উত্তর");
        assertThat(shown.path("current").path("own").asBoolean()).isTrue();
        long version = shown.path("current").path("version").asLong();
        var back = TestApi.json(api.delete(REPLIED, version));
        assertThat(back.path("current").path("wording")).isEqualTo(back.path("factory"));
        assertThat(back.path("versions")).hasSize(2);
        assertThat(api.get("/api/message-templates/ticket-replied/fax/bn").statusCode())
                .isEqualTo(404);
    }

    @Test
    void aValueIsNeverAVariable() {
        String filled = new TemplateText("{name}, {link}").filled(Map.of("name", "{link}"));
        assertThat(filled).isEqualTo("{link}, –");
    }

    @Test
    void aPreviewCountsWhatItsReaderWouldGet() {
        var preview =
                TestApi.json(
                        api.post(REPLIED + "/preview", "{\"body\": \"প্রিয় {name}: {ticket}\"}"));
        assertThat(preview.path("wording").path("body").asText())
                .isEqualTo("প্রিয় রহিম উদ্দিন: T26-000042");
        assertThat(preview.path("sms").path("unicode").asBoolean()).isTrue();
    }
}
