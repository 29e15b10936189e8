package io.lastmile.web;

import static io.lastmile.web.BillingScene.POSTPAID;
import static io.lastmile.web.BillingScene.PREPAID;
import static org.assertj.core.api.Assertions.assertThat;

import io.lastmile.core.platform.Money;
import io.lastmile.core.platform.Role;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// A customer's bills and payments: only one's own, in Bangla first, with why they are that much.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OwnBillsTest {
    private TestSite site;
    private BillingScene scene;

    @BeforeAll
    void start() throws Exception {
        site = new TestSite();
        site.enter();
        scene = new BillingScene(site);
        site.sql(
                """
                insert into core.session (token_hash, kind, customer, mobile, created, seen,
                    idle_until, expires, address, agent)
                values (sha256('the.customer'), 'customer', 91, '01712345678', now(), now(),
                    'infinity', 'infinity', '', '')
                """);
        scene.invoice(PREPAID, 800, true);
        scene.invoice(PREPAID, 60, false);
        site.enterAs(Role.CUSTOMER);
        scene.speak("bn");
    }

    @AfterAll
    void stop() {
        site.close();
    }

    private static String of(int customer) {
        return "select %s(id) from core.invoice where number is not null and customer = "
                + customer;
    }

    @Test
    void openBillsComeFirstAndDraftsNotAtAll() throws Exception {
        String open = "/portal/bills/" + site.value(of(PREPAID).formatted("max"));
        String paid = "/portal/bills/" + site.value(of(PREPAID).formatted("min"));
        String page = scene.page("/portal/bills");
        assertThat(page).contains("৳ ৫৪০", "পরিশোধিত", "বাকি", "INV-2627-000002");
        assertThat(page.indexOf(open)).isBetween(1, page.indexOf(paid));
        assertThat(page).doesNotContain("খসড়া").contains("aria-current=\"page\"");
    }

    @Test
    void aBillSaysWhyInBothLanguages() throws Exception {
        String paid = "/portal/bills/" + site.value(of(PREPAID).formatted("min"));
        assertThat(scene.page(paid)).contains("হোম ২০", "প্যাকেজের দাম ১ মাস এর জন্য ৳ ৭০০।");
        scene.speak("en");
        assertThat(scene.page(paid)).contains("The plan costs ৳ 700 for 1 month.", "VAT 5 %");
        scene.speak("bn");
    }

    @Test
    void othersBillsAndDraftsAreNotThere() throws Exception {
        long others = scene.invoice(POSTPAID, 100, true);
        long draft =
                Long.parseLong(
                        site.value(
                                "select id from core.invoice where number is null and customer = "
                                        + PREPAID));
        for (long id : new long[] {others, draft, 999_999}) {
            assertThat(site.get("/portal/bills/" + id).statusCode()).isEqualTo(404);
        }
        assertThat(scene.page("/portal/bills")).doesNotContain("/portal/bills/" + others);
    }

    @Test
    void paymentsAreListed() throws Exception {
        scene.receive(7, POSTPAID, Money.ofTaka(77), Optional.empty());
        assertThat(scene.page("/portal/payments"))
                .contains("৳ ১,০৩৫", "RCT-2627-000001", "২২-১১-২০২৬")
                .doesNotContain("RCT-2627-000002");
    }
}
