package io.lastmile.core.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.lastmile.core.TestApi;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SettingRoutesTest {
    private static TestApi api;

    @BeforeAll
    static void start() {
        api = TestApi.start();
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    @Test
    void aChangeShowsAtOnceIsAuditedAndNeedsTheNewestVersion() {
        assertThat(api.core.settings().current().brand().in(false)).isEmpty();
        String json =
                """
                {"brand": {"en": "Amar Net", "bn": "আমার নেট"}, "phone": "09612-345678",
                 "language": "bn", "notice": {"en": "Work tonight", "bn": ""}}
                """;
        var changed = api.put("/api/settings", 1, json);
        assertThat(changed.statusCode()).as(changed.body()).isEqualTo(200);
        assertThat(changed.headers().firstValue("etag")).contains("\"2\"");
        Settings now = api.core.settings().current();
        assertThat(now.brand().in(true)).isEqualTo("আমার নেট");
        assertThat(now.notice().in(true)).isEqualTo("Work tonight");
        assertThat(now.language()).isEqualTo(Settings.Language.BN);
        assertThat(now.changedBy()).isNotEmpty();
        assertThat(api.put("/api/settings", 1, json).statusCode()).isEqualTo(412);
        assertThat(api.put("/api/settings", 2, "{\"phone\": \"call me\"}").statusCode())
                .isEqualTo(400);
        assertThat(
                        api.value(
                                "select action from core.audit where relation = 'setting'"
                                        + " and after ->> 'phone' = '09612-345678'"))
                .isEqualTo("update");
    }
}
