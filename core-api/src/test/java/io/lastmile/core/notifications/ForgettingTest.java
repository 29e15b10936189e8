package io.lastmile.core.notifications;

import static org.assertj.core.api.Assertions.assertThat;

import io.lastmile.core.TestApi;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// One customer is forgotten out of a log of many messages, and nobody else is.
class ForgettingTest {
    private static final int MESSAGES = 200_000;
    private static final String FORMER = "+8801811111111";
    private static final String SHARED = "+8801822222222";
    private static final String NOBODYS = "+8801833333333";

    private static TestApi api;

    @BeforeAll
    static void start() {
        api = TestApi.start();
        customer("Rahim", "+8801712345678");
        customer("Karim", SHARED);
        api.sql(
                """
                insert into core.account (id, login, name, role, created, changed, changed_by)
                overriding system value values (99, 'noc', 'Noc', 'noc', now(), now(), 'test')
                """,
                message("'m' || n", "'login-code'", "", "'+88019' || lpad('' || n, 8, '0')"),
                message("'a' || n", "'ticket-new'", "99", "''"),
                told("old", "welcome", 1, FORMER),
                told("new", "welcome", 1, "+8801712345678"),
                told("both", "welcome", 1, SHARED),
                told("c1", "login-code", 0, "+8801712345678"),
                told("c2", "login-code", 0, FORMER),
                told("c3", "login-code", 0, SHARED),
                told("c4", "login-code", 0, NOBODYS),
                "analyze core.message");
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    private static void customer(String name, String mobile) {
        api.sql(
                """
                insert into core.customer (name, name_bn, mobile, email, gender, father, mother,
                    spouse, district, upazila, union_name, address, postcode, place, created,
                    changed, changed_by)
                values ('%s', '', '%s', '', '', '', '', '', 'dhaka', '', '', '', '', '', now(),
                    now(), 'test')
                """
                        .formatted(name, mobile));
    }

    private static String message(String event, String cause, String account, String address) {
        boolean staff = !account.isEmpty();
        return """
        insert into core.message (event, cause, channel, customer, account, address, recipient,
            language, subject, body, path, state, due, expires, created)
        select %s, %s, '%s', null, %s, %s, '', 'en', '', 'text', '%s' || n, 'sent', now(), now(),
               now()
        from generate_series(1, %d) as n
        """
                .formatted(
                        event,
                        cause,
                        staff ? "in-app" : "sms",
                        staff ? "99" : "null",
                        address,
                        staff ? "/tickets/" : "",
                        MESSAGES / 2);
    }

    private static String told(String event, String cause, int customer, String address) {
        return """
        insert into core.message (event, cause, channel, customer, address, recipient, language,
            subject, body, state, due, expires, created)
        values ('%s', '%s', 'sms', nullif(%d, 0), '%s', 'Rahim', 'en', '', 'text', 'sent', now(),
            now(), now())
        """
                .formatted(event, cause, customer, address);
    }

    private static final String WHOLE = "Seq Scan\"[^}\\[]*\"Relation Name\": \"message\"";

    private static String plan(String sql) {
        String filled =
                sql.replace(":customer", "1")
                        .replace(":mobile", "'+8801712345678'")
                        .replace(":paths", "'/tickets/7 /tickets/8'");
        return api.value("explain (format json) " + filled).replaceAll("\\s+", " ");
    }

    @Test
    void nobodyIsLookedForInTheWholeLog() {
        assertThat(plan("select id from core.message where subject = 'x'")).containsPattern(WHOLE);
        for (String sql : List.of(Messages.ERASE, Messages.ERASE_CODES, Messages.ERASE_ABOUT)) {
            assertThat(plan(sql)).contains("\"message\"").doesNotContainPattern(WHOLE);
        }
    }

    @Test
    void codesGoFromTheNumbersThatWereTheirsAlone() {
        assertThat(api.post("/api/customers/1/erasure", "{}").statusCode()).isBetween(200, 299);
        String wish = "{\"outcome\": \"done\", \"erase\": true}";
        var settled = api.post("/api/customers/1/erasure/settle", wish);
        assertThat(settled.statusCode()).as(settled.body()).isBetween(200, 299);
        assertThat(left()).isEqualTo("both c3 c4 new old");
        api.core.platform().outbox().drain();
        assertThat(left()).isEqualTo("c3 c4");
        assertThat(api.value("select count(*) from core.message where body = 'text'"))
                .isEqualTo("" + (MESSAGES + 2));
    }

    /// Of those that were told one by one.
    private static String left() {
        return api.value(
                """
                select string_agg(event, ' ' order by event) from core.message
                where recipient = 'Rahim'
                """);
    }
}
