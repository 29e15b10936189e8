package io.lastmile;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lastmile.Chromium.Reader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// A customer of the demo, on a telephone and in Bangla: the number, the code that the message log
/// shows, the portal.
class CustomerLoginPageTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Test
    void aCustomerLogsInWithTheirMobileAndTheCode() {
        RunningProduct product = RunningProduct.shared();
        try (Chromium chromium = Chromium.start();
                Visit staff = product.enter(chromium.visit(product.url(), Reader.DESK));
                Visit customer = chromium.visit(product.url(), Reader.PHONE.with("light", "bn"))) {
            JsonNode first = get(staff, product, "/api/customers?limit=1").path("items").path(0);
            String mobile = first.path("person").path("mobile").asText();
            String before = newest(staff, product, mobile).findPath("id").asText();
            customer.open("/portal/login");
            customer.find("#mobile").fill(mobile);
            customer.find("main .primary").click();
            assertThat(customer.find("#code")).isVisible();
            customer.find("#code").fill(code(staff, product, mobile, before));
            customer.find("main .primary").click();
            assertThat(customer.page()).hasURL(Pattern.compile("/portal(/choice)?$"));
            assertThat(customer.find("html")).hasAttribute("lang", "bn");
            customer.open("/portal/notices");
            assertThat(customer.find("h1")).hasText("বিজ্ঞপ্তি");
            customer.find("input[name='w.ticket-replied.email']").check();
            customer.find("main .primary").click();
            assertThat(customer.find("input[name='w.ticket-replied.email']")).isChecked();
            org.assertj.core.api.Assertions.assertThat(customer.scrollsSideways()).isFalse();
        }
    }

    /// Of a message that is not `before`: another test may have had a code for the same customer.
    private static String code(Visit staff, RunningProduct product, String mobile, String before) {
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < until) {
            JsonNode message = newest(staff, product, mobile);
            String shown = message.path("shown").asText();
            boolean another = !message.findPath("id").asText().equals(before);
            if (another && shown.matches("(?s).*[0-9]{6}.*")) {
                return shown.replaceAll("(?s)[^0-9]*([0-9]{6}).*", "$1");
            }
            staff.page().waitForTimeout(200);
        }
        throw new IllegalStateException("no code for " + mobile + " in the message log");
    }

    private static JsonNode newest(Visit staff, RunningProduct product, String mobile) {
        String path = "/api/messages?cause=login-code&limit=1&address=" + mobile.replace("+", "");
        return get(staff, product, path).path("items").path(0);
    }

    private static JsonNode get(Visit staff, RunningProduct product, String path) {
        var response = staff.context().request().get(product.url() + path.substring(1));
        try {
            return new ObjectMapper().readTree(response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(response.status() + " " + response.text(), e);
        }
    }
}
