package io.lastmile;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.options.FilePayload;
import com.microsoft.playwright.options.FormData;
import com.microsoft.playwright.options.RequestOptions;
import io.lastmile.Chromium.Reader;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// A complaint's way: a customer writes on a phone in Bangla, staff notes and answers at a desk,
/// the customer reads the answer and nothing else. Axe finds nothing on either side.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TicketPageTest {
    private static final List<String> TAGS =
            List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice");
    private static final Pattern MOBILE = Pattern.compile("\"mobile\":\"\\+880([0-9]{10})\"");
    private static final Pattern ID = Pattern.compile("\"id\":([0-9]+)");
    private static final Pattern CODE = Pattern.compile("\"shown\":\"[^\"]*?([0-9]{6})");
    private static final String COMPLAINT = "সকাল থেকে ইন্টারনেট নেই";
    private static final String ANSWER = "লাইন ঠিক করা হয়েছে, দয়া করে দেখুন";
    private static final String NOTE = "fibre was cut at the corner";

    private Chromium chromium;
    private RunningProduct product;

    @BeforeAll
    void start() {
        product = RunningProduct.shared();
        chromium = Chromium.start();
    }

    @AfterAll
    void stop() {
        chromium.close();
    }

    @Test
    void aComplaintIsWrittenAnsweredAndRead() throws IOException {
        Reader phone = Reader.PHONE.with("light", "bn");
        try (Visit staff = product.enter(chromium.visit(product.url(), Reader.DESK));
                Visit customer = chromium.visit(product.url(), phone)) {
            enter(customer, staff);
            String number = complain(customer);
            answer(staff, number);
            customer.page().reload();
            assertThat(customer.find(".talk")).containsText(ANSWER);
            assertThat(customer.find("main")).not().containsText(NOTE);
            assertThat(customer.find("main")).not().containsText("operator");
            rate(customer);
            staff.page().reload();
            assertThat(staff.find("main")).containsText("4 of 5");
            isCleanInDarkToo(staff);
            isCleanInDarkToo(customer);
        }
    }

    /// By the code that the demo's log of messages shows to staff.
    private void enter(Visit customer, Visit staff) {
        String mobile = "0" + first(MOBILE, api(staff, "/api/customers?limit=1"));
        String before = message(staff);
        APIResponse asked =
                customer.context()
                        .request()
                        .post(
                                product.url() + "/portal/login",
                                RequestOptions.create()
                                        .setHeader("Accept", "text/html")
                                        .setHeader("Origin", product.url())
                                        .setForm(
                                                FormData.create()
                                                        .set("mobile", mobile)
                                                        .set("language", "bn"))
                                        .setMaxRedirects(0));
        assertThat(asked.headers().get("location")).as(asked.text()).contains("/portal/code");
        customer.open("/portal/code");
        customer.find("#code").fill(code(staff, before));
        customer.find("main .primary").click();
        assertThat(customer.page()).hasURL(Pattern.compile("/portal(/choice)?$"));
        if (customer.page().url().contains("choice")) {
            customer.find("main .button").first().click();
        }
        assertThat(customer.find("nav.tabs")).isVisible();
    }

    /// Of a message that is not `before`: another test may have had a code for the same customer.
    private String code(Visit staff, String before) {
        long deadline = System.nanoTime() + 60_000_000_000L;
        while (System.nanoTime() < deadline) {
            String log = message(staff);
            var code = CODE.matcher(log);
            if (!id(log).equals(id(before)) && code.find()) {
                return code.group(1);
            }
            staff.page().waitForTimeout(300);
        }
        throw new AssertionError("no new code in the log after 60 s: " + message(staff));
    }

    private String message(Visit staff) {
        return api(staff, "/api/messages?cause=login-code&limit=1");
    }

    private static String id(String log) {
        var id = ID.matcher(log);
        return id.find() ? id.group(1) : "";
    }

    private String api(Visit staff, String path) {
        return staff.context().request().get(product.url() + path).text();
    }

    private static String first(Pattern pattern, String text) {
        var found = pattern.matcher(text);
        assertThat(found.find()).as(text).isTrue();
        return found.group(1);
    }

    private static String complain(Visit customer) throws IOException {
        customer.open("/portal/tickets");
        isClean(customer);
        customer.find("main a.primary").click();
        customer.find("#text").fill(COMPLAINT);
        customer.find("#photo")
                .setInputFiles(new FilePayload("router.jpg", "image/jpeg", picture()));
        isClean(customer);
        customer.find("main button.primary").click();
        assertThat(customer.find("h1")).hasText(COMPLAINT);
        assertThat(customer.find("img.shot")).hasCount(1);
        assertThat(customer.scrollsSideways()).isFalse();
        isClean(customer);
        return customer.find("main b[lang=en]").first().textContent();
    }

    private static byte[] picture() throws IOException {
        var out = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(320, 240, BufferedImage.TYPE_INT_RGB), "jpeg", out);
        return out.toByteArray();
    }

    private static void answer(Visit staff, String number) {
        staff.open("/tickets?q=" + number);
        isClean(staff);
        staff.find("main table a").first().click();
        assertThat(staff.find("main")).containsText(COMPLAINT);
        staff.find("#text").fill(NOTE);
        staff.find("button[value=note]").click();
        assertThat(staff.find(".talk .note")).containsText(NOTE);
        staff.find("#text").fill(ANSWER);
        staff.find("#then").selectOption("resolved");
        staff.find("button[value=reply]").click();
        assertThat(staff.find(".talk .staff")).containsText(ANSWER);
        isClean(staff);
    }

    private static void rate(Visit customer) {
        isClean(customer);
        customer.find(".stars button").nth(3).click();
        assertThat(customer.find(".stars [aria-pressed=true]")).hasCount(1);
    }

    private static void isCleanInDarkToo(Visit visit) {
        String theme = visit.evaluate("document.documentElement.dataset.theme").toString();
        String other = theme.equals("dark") ? "light" : "dark";
        visit.evaluate("document.documentElement.dataset.theme = '" + other + "'");
        isClean(visit);
    }

    @Test
    void whoTakesACallOpensATicketByWhatTheCustomerSays() {
        try (Visit staff = product.enter(chromium.visit(product.url(), Reader.DESK))) {
            staff.open("/tickets/new");
            staff.find("#f-customer").fill("c100003");
            staff.find("#f-subject").fill("Slow since noon");
            staff.find("#text").fill("Every evening");
            staff.find("main button.primary").click();
            assertThat(staff.find("h1")).containsText("Slow since noon");
            assertThat(staff.find("main")).containsText("C100003");
        }
    }

    @Test
    void staffsPagesAreCleanOnAPhoneInBangla() {
        Reader phone = Reader.PHONE.with("dark", "bn");
        try (Visit staff = product.enter(chromium.visit(product.url(), phone))) {
            for (String path : List.of("/tickets", "/tickets/new", "/tickets/settings")) {
                staff.open(path);
                assertThat(staff.find("h1")).hasCount(1);
                assertThat(staff.scrollsSideways()).as(path).isFalse();
                isClean(staff);
            }
        }
    }

    private static void isClean(Visit visit) {
        var found = new AxeBuilder(visit.page()).withTags(TAGS).analyze();
        assertThat(found.getViolations()).as(visit.page().url()).isEmpty();
    }
}
