package io.lastmile.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The pages of messages, without a script.
class MessagePagesTest {
    private static final String TEXT = "/messages/templates/ticket-replied/sms/bn";
    private static TestSite site;

    @BeforeAll
    static void start() throws Exception {
        site = new TestSite();
        site.enter();
        site.sql(
                """
                insert into core.message (event, cause, channel, address, recipient, language,
                    subject, body, state, why, due, expires, created)
                values ('t:1', 'ticket-replied', 'sms', '+8801712345678', '<i>Rahim', 'bn', '',
                    'text <b>', 'failed', 'no answer', now(), now() + interval '1 day', now()),
                    ('t:2', 'login-code', 'sms', '+8801812345678', '', 'bn', '', '', 'sent', '',
                    now(), now(), now());
                insert into core.message (event, cause, channel, account, address, recipient,
                    language, subject, body, state, due, expires, created)
                select 't:3', 'alarm-fired', 'in-app', id, '', '', 'en', 'mirpur-1 is down', '212',
                    'sent', now(), now(), now()
                from core.account where login = 'operator'
                """);
    }

    @AfterAll
    static void stop() {
        site.close();
    }

    @ParameterizedTest
    @CsvSource({"en", "bn"})
    void allPagesSpeakBothLanguages(String language) throws Exception {
        site.post("/look", "language=" + language + "&back=%2F");
        for (String path :
                new String[] {
                    "/messages",
                    "/messages?channel=sms&state=failed&address=017",
                    "/messages/settings",
                    "/messages/templates",
                    TEXT,
                    "/messages/templates/welcome/email/en",
                    "/notices"
                }) {
            HttpResponse<String> response = site.get(path);
            assertThat(response.statusCode()).as(path + response.body()).isEqualTo(200);
            assertThat(response.body())
                    .contains("<html lang=\"%s\"".formatted(language))
                    .doesNotContain("<i>Rahim", "text <b>");
        }
        assertThat(site.get("/messages").body()).contains("••••••", "text &lt;b&gt;");
        assertThat(site.get("/notices").body()).contains("mirpur-1 is down");
    }

    @Test
    void aFailedMessageIsSentAgain() throws Exception {
        String id = site.value("select id from core.message where event = 't:1'");
        HttpResponse<String> again =
                site.post("/messages/" + id + "/retry", "once=retry-message-1");
        assertThat(again.statusCode()).isEqualTo(303);
        assertThat(site.value("select state from core.message where event = 't:1'"))
                .isEqualTo("queued");
        assertThat(site.value("select count(*) from core.audit where relation = 'message'"))
                .isEqualTo("1");
        site.sql("update core.message set state = 'failed' where event = 't:1'");
    }

    @Test
    void aGatewayIsSetAndItsKeyIsNeverShown() throws Exception {
        String form = "way=http&method=post&url=http%3A%2F%2F10.0.0.9%2Fsms&body=x%3D%7Btext%7D";
        HttpResponse<String> bad =
                site.post("/messages/settings/sms", "version=0&" + form + "&success=%28");
        assertThat(bad.statusCode()).isEqualTo(400);
        assertThat(bad.body()).contains("http://10.0.0.9/sms", "regular expression");
        HttpResponse<String> good =
                site.post("/messages/settings/sms", "version=0&" + form + "&secret=s3cret-key");
        assertThat(good.statusCode()).as(good.body()).isEqualTo(303);
        assertThat(site.get("/messages/settings").body())
                .contains("http://10.0.0.9/sms")
                .doesNotContain("s3cret-key");
        assertThat(site.value("select encode(secret, 'escape') from core.message_setting"))
                .doesNotContain("s3cret-key");
        assertThat(site.value("select string_agg(cast(after as text), '') from core.audit"))
                .doesNotContain("s3cret-key");
    }

    @Test
    void quietHoursAreKept() throws Exception {
        HttpResponse<String> saved =
                site.post(
                        "/messages/settings/site",
                        "once=settings-1&version=0&site=https%3A%2F%2Fisp.example%2F"
                                + "&sms.ticket.from=22%3A00&sms.ticket.to=07%3A00"
                                + "&sms.service.from=&sms.service.to=");
        assertThat(saved.statusCode()).as(saved.body()).isEqualTo(303);
        assertThat(site.get("/messages/settings").body())
                .contains("value=\"https://isp.example\"", "value=\"22:00\"");
    }

    @Test
    void aTextIsPreviewedRefusedSavedAndWithdrawn() throws Exception {
        HttpResponse<String> shown = site.post(TEXT, "act=preview&version=0&body=%7Bname%7D!");
        assertThat(shown.body()).contains("রহিম উদ্দিন!");
        String wrong = "once=template-0&act=save&version=0&body=%7Bnmae%7D";
        HttpResponse<String> bad = site.post(TEXT, wrong);
        assertThat(bad.statusCode()).isEqualTo(400);
        assertThat(bad.body()).contains("{nmae}", "{ticket}");
        String right = "once=template-1&act=save&version=0&body=%7Bticket%7D";
        assertThat(site.post(TEXT, right).statusCode()).isEqualTo(303);
        String version = site.value("select max(id) from core.message_template");
        assertThat(site.get(TEXT).body()).contains(">{ticket}<", "name=\"act\" value=\"withdraw\"");
        assertThat(site.post(TEXT, "once=template-2&act=withdraw&version=" + version).statusCode())
                .isEqualTo(303);
        assertThat(site.get(TEXT).body()).doesNotContain(">{ticket}<");
    }

    @Test
    void noticesAreReadAndWishesKept() throws Exception {
        assertThat(site.post("/notices/read", "once=notices-1").statusCode()).isEqualTo(303);
        assertThat(site.value("select count(*) from core.message where read is not null"))
                .isEqualTo("1");
        String wish = "once=notices-2&language=bn&w.alarm-fired.sms=true";
        assertThat(site.post("/notices/wishes", wish).statusCode()).isEqualTo(303);
        assertThat(
                        site.value(
                                "select array_to_string(wanted, ' ') from core.message_reader"
                                        + " where account is not null"))
                .isEqualTo("alarm-fired.sms");
        assertThat(site.get("/notices").body())
                .containsPattern("name=\"w.alarm-fired.sms\"[^>]*checked");
    }

    @Test
    void staffSeeAndChangeWhatACustomerWantsToBeTold() throws Exception {
        String id =
                site.value(
                        """
                        insert into core.customer (name, name_bn, mobile, email, gender, father,
                            mother, spouse, district, upazila, union_name, address, postcode, place,
                            created, changed, changed_by)
                        values ('Salma', '', '+8801712345671', '', '', '', '', '', 'dhaka', '', '',
                            '', '', '', now(), now(), 'test')
                        returning id
                        """);
        String path = "/customers/" + id + "/wishes";
        assertThat(site.get("/customers/" + id).body()).contains("href=\"" + path + "\"");
        assertThat(site.get(path).body())
                .contains("action=\"" + path + "\"", "value=\"bn\" selected")
                .doesNotContain("alarm-fired");
        String wish = "once=wishes-9&language=en&w.ticket-replied.email=true";
        assertThat(site.post(path, wish).statusCode()).isEqualTo(303);
        assertThat(site.get(path).body())
                .containsPattern("name=\"w.ticket-replied.email\"[^>]*checked")
                .contains("value=\"en\" selected");
        assertThat(site.get("/customers/99999/wishes").statusCode()).isEqualTo(404);
    }
}
