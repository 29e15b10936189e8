package io.lastmile.core.notifications;

import static org.assertj.core.api.Assertions.assertThat;

import io.lastmile.core.TestApi;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What could lead the owner's mail astray is the owner's, and secrets stay where they belong.
class GatewayRightTest {
    private static final String SITE = "/api/message-settings/site";
    private static final String CODE = "/api/message-templates/login-code/sms/en";

    private TestApi api;

    @BeforeEach
    void start() {
        api = TestApi.start();
        api.sql(
                """
                insert into core.account (login, name, role, created, changed, changed_by)
                values ('admin', 'Admin', 'admin', now(), now(), 'test')
                """,
                """
                insert into core.session (token_hash, kind, account, created, seen, idle_until,
                    expires, address, agent)
                select sha256('admin'), 'staff', id, '%1$s', '%1$s', 'infinity', 'infinity', '', ''
                from core.account where login = 'admin'
                """
                        .formatted(api.clock.instant()));
    }

    @AfterEach
    void stop() {
        api.close();
    }

    private HttpRequest.Builder admin(String path) {
        return api.anonymous(path)
                .header("Cookie", "lastmile=admin")
                .header("Sec-Fetch-Site", "same-origin");
    }

    private int put(String path, String json) {
        return api.send(
                        admin(path)
                                .header("Content-Type", "application/json")
                                .header("If-Match", "\"0\"")
                                .PUT(BodyPublishers.ofString(json)))
                .statusCode();
    }

    @Test
    void anAdminNeitherLeadsLinksElsewhereNorWritesTheTextOfACode() {
        assertThat(put(SITE, "{\"site\": \"https://evil.example\"}")).isEqualTo(403);
        assertThat(put(CODE, "{\"body\": \"{code}\"}")).isEqualTo(403);
        String quiet = "{\"sms\": {\"ticket\": {\"from\": \"22:00\", \"to\": \"07:00\"}}}";
        assertThat(put(SITE, quiet)).isEqualTo(200);
        assertThat(api.put(SITE, 1, "{\"site\": \"https://isp.example\"}").statusCode())
                .isEqualTo(200);
    }

    @Test
    void aTextWithoutItsCodeOrLinkIsRefused() {
        assertThat(api.put(CODE, 0, "{\"body\": \"Hello from {isp}\"}").body()).contains("{code}");
        String reset = "/api/message-templates/password-reset/email/en";
        assertThat(api.put(reset, 0, "{\"subject\": \"x\", \"body\": \"{name}\"}").body())
                .contains("{link}");
        assertThat(api.put(CODE, 0, "{\"body\": \"{isp}: {code}\"}").statusCode()).isEqualTo(200);
    }

    @Test
    void aLinkThatWouldLeadNowhereIsNotSentAndSaysWhy() {
        assertThat(api.put("/api/message-settings/sms", 0, "{\"way\": \"log\"}").statusCode())
                .isEqualTo(200);
        api.post("/api/customers", "{\"name\": \"Rahim Uddin\", \"mobile\": \"01712345678\"}");
        api.core.platform().outbox().drain();
        String sms = "from core.message where channel = 'sms'";
        assertThat(api.value("select state || ' ' || why " + sms))
                .isEqualTo("dropped no site address");
        String id = api.value("select id " + sms);
        assertThat(api.post("/api/messages/" + id + "/retry", "").statusCode()).isEqualTo(409);
    }
}
