package io.lastmile.core.billing;

import static org.assertj.core.api.Assertions.assertThat;

import io.lastmile.core.TestApi;
import io.lastmile.core.platform.Cursor;
import io.lastmile.core.platform.Money;
import io.lastmile.core.platform.Page;
import io.lastmile.core.subscriptions.Made;
import io.lastmile.core.subscriptions.Restart;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// What bills go by, changed as somebody saw it; and the lists that lead to bills.
class TermsDeskTest {
    private static final Page.Request FIRST = new Page.Request(1, Optional.empty());

    private static TestApi api;
    private static Desk desk;

    @BeforeAll
    static void start() {
        api = TestApi.start();
        desk = new Desk(api, ZoneId.of("Asia/Dhaka"));
        desk.services.on("2026-08-01");
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    private static TaxRule vat(String percent, String serviceClass, LocalDate from) {
        return new TaxRule(
                "VAT" + percent,
                TaxRule.Kind.VAT,
                new BigDecimal(percent).movePointLeft(2),
                TaxRule.Base.NET,
                serviceClass,
                from,
                Optional.empty());
    }

    private static List<TaxRule> rules(String serviceClass) {
        return desk.services.work(() -> desk.room.stores().taxes().rules()).rules().stream()
                .filter(rule -> rule.serviceClass().equals(serviceClass))
                .toList();
    }

    private static Made add(TaxRule rule) {
        return desk.services.work(() -> desk.room.terms().add(rule));
    }

    @Test
    void aNewRuleEndsTheOneBeforeAndDoesNotPassALaterOne() {
        LocalDate first = LocalDate.of(2020, 7, 1);
        LocalDate second = LocalDate.of(2026, 7, 1);
        assertThat(add(vat("5", "internet", first))).isInstanceOf(Made.Done.class);
        assertThat(add(vat("7.5", "internet", second))).isInstanceOf(Made.Done.class);
        assertThat(rules("internet"))
                .extracting(TaxRule::to)
                .containsExactly(Optional.of(second), Optional.empty());
        assertThat(add(vat("6", "internet", LocalDate.of(2025, 1, 1))))
                .isInstanceOf(Made.Refused.class);
        assertThat(add(vat("6", "internet", second))).isInstanceOf(Made.Refused.class);
        assertThat(rules("internet")).hasSize(2);
    }

    @Test
    void aRuleEndsAfterItBegan() {
        LocalDate from = LocalDate.of(2021, 7, 1);
        assertThat(add(vat("5", "other", from))).isInstanceOf(Made.Done.class);
        assertThat(end(from, from)).isInstanceOf(Made.Refused.class);
        assertThat(end(from, from.plusYears(5))).isInstanceOf(Made.Done.class);
        assertThat(end(from, from.plusYears(6))).isInstanceOf(Made.Refused.class);
    }

    private static Made end(LocalDate from, LocalDate day) {
        return desk.services.work(
                () -> desk.room.terms().end(TaxRule.Kind.VAT, "other", from, day));
    }

    @Test
    void whoSellsIsChangedAsItWasSeen() {
        BillingSetting now = desk.services.work(() -> desk.room.stores().settings().current());
        var wanted =
                new BillingSetting(
                        now.version(),
                        new Printed.Seller("Amar Net", "", "Mirpur", "", "", false),
                        7,
                        false);
        assertThat(desk.services.work(() -> desk.room.terms().change(wanted)))
                .isInstanceOf(Made.Done.class);
        assertThat(desk.services.work(() -> desk.room.terms().change(wanted)))
                .isInstanceOf(Made.Refused.class);
    }

    @Test
    void aDiscountEndsOnceAsItWasSeen() {
        int plan = desk.services.plan(700, "calendar-months", 1);
        int service = desk.person(plan, Restart.RESTART, 0).subscription();
        LocalDate from = desk.today();
        var draft =
                new Discount(
                        0,
                        0,
                        service,
                        Optional.empty(),
                        Optional.of(Money.ofTaka(50)),
                        from,
                        Optional.empty(),
                        "friend");
        long id = desk.services.work(() -> desk.room.terms().add(draft)).idOrRefuse();
        assertThat(end(id, 1, from)).isInstanceOf(Made.Refused.class);
        assertThat(end(id, 1, from.plusDays(9))).isInstanceOf(Made.Done.class);
        assertThat(end(id, 1, from.plusDays(8))).isInstanceOf(Made.Refused.class);
        var nobody =
                new Discount(
                        0,
                        0,
                        999_999,
                        draft.percent(),
                        draft.amount(),
                        from,
                        Optional.empty(),
                        "friend");
        assertThat(desk.services.work(() -> desk.room.terms().add(nobody)))
                .isInstanceOf(Made.Missing.class);
    }

    private static Made end(long id, long version, LocalDate day) {
        return desk.services.work(
                () -> desk.room.terms().endDiscount(Math.toIntExact(id), version, day));
    }

    @Test
    void invoicesAreListedByWhatIsToBeDoneAndFoundByTheirNumber() {
        int customer = desk.services.customer();
        long first = desk.invoice(customer, Desk.line("Cable", 100_00));
        long second = desk.invoice(customer, Desk.line("Router", 900_00));
        long draft =
                desk.services.work(() ->
                        desk.room
                                .invoices()
                                .draft(customer, List.of(Desk.line("Splitter", 50_00)))
                                .idOrRefuse());
        long gone =
                desk.services
                        .work(() -> desk.room.invoices().makeVoid(second, "twice"))
                        .idOrRefuse();
        assertThat(gone).isEqualTo(second);
        assertThat(ids(InvoiceRegister.Which.ALL)).contains(first, second, draft);
        assertThat(ids(InvoiceRegister.Which.OPEN)).contains(first).doesNotContain(second, draft);
        assertThat(ids(InvoiceRegister.Which.OVERDUE)).doesNotContain(first);
        assertThat(ids(InvoiceRegister.Which.DRAFT)).contains(draft).doesNotContain(first);
        assertThat(ids(InvoiceRegister.Which.VOID)).containsExactly(second);
        String number =
                desk.services
                        .work(() -> desk.room.stores().invoices().head(first))
                        .flatMap(InvoiceHead::number)
                        .orElseThrow();
        for (String typed : List.of(number, number.toLowerCase(Locale.ROOT), "1")) {
            assertThat(
                            desk.services.work(() ->
                                    desk.room.stores().register().numbered(typed, desk.today())))
                    .hasSize(1);
        }
    }

    /// Page by page.
    private static List<Long> ids(InvoiceRegister.Which which) {
        List<Long> ids = new ArrayList<>();
        Page.Request request = FIRST;
        while (true) {
            Page.Request wanted = request;
            Page<InvoiceRegister.Item> page =
                    desk.services.work(
                            () -> desk.room.stores().register().page(which, desk.today(), wanted));
            page.items().forEach(item -> ids.add(item.head().id()));
            if (page.next().isEmpty()) {
                return ids;
            }
            InvoiceHead last = page.items().getLast().head();
            boolean due =
                    which == InvoiceRegister.Which.OPEN || which == InvoiceRegister.Which.OVERDUE;
            var cursor =
                    due ? Cursor.of(last.due().orElseThrow(), last.id()) : Cursor.of(last.id());
            request = new Page.Request(1, Optional.of(cursor));
        }
    }
}
