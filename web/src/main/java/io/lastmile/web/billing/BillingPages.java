package io.lastmile.web.billing;

import io.lastmile.core.CoreApi;
import io.lastmile.core.platform.Routes;
import io.lastmile.web.Templates;
import java.time.Clock;
import java.util.List;
import java.util.function.Consumer;

/// All pages of billing that staff see.
public final class BillingPages {
    private final List<Consumer<Routes>> pages;

    public BillingPages(CoreApi core, Templates templates, Clock clock) {
        var rooms = new BillRooms(core, templates, clock);
        this.pages =
                List.of(
                        new MoneyTab(rooms)::routes,
                        new InvoicePages(rooms)::routes,
                        new SlipPages(rooms)::routes,
                        new SendPages(core.papers().sending())::routes,
                        new PaidTimePage(rooms)::routes,
                        new DraftPages(rooms)::routes,
                        new InvoiceActs(rooms)::routes,
                        new CreditPages(rooms)::routes,
                        new DiscountPages(rooms)::routes,
                        new ChargePages(rooms)::routes,
                        new BillRunPages(rooms)::routes,
                        new BillSettingPages(rooms)::routes);
    }

    public void routes(Routes routes) {
        pages.forEach(page -> page.accept(routes));
    }
}
