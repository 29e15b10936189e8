package io.lastmile.core.billing;

import io.helidon.dbclient.DbClient;
import io.lastmile.core.platform.Actor;
import io.lastmile.core.platform.Row;
import java.time.Clock;
import java.time.ZoneOffset;

/// The one row of `core.billing_setting`. Call it within a unit of work.
public final class BillingSettings {
    private static final String FIND =
            """
            select version, seller, seller_bn, address, address_bn, bin, challan, terms_days,
                   renew_by_hand
            from core.billing_setting
            """;

    private static final String PUT =
            """
            update core.billing_setting
            set version = version + 1, seller = :seller, seller_bn = :seller_bn,
                address = :address, address_bn = :address_bn, bin = :bin, challan = :challan,
                terms_days = :terms_days, renew_by_hand = :renew_by_hand, changed = :now,
                changed_by = :by
            where version = :version
            """;

    private final DbClient db;
    private final Clock clock;

    BillingSettings(DbClient db, Clock clock) {
        this.db = db;
        this.clock = clock;
    }

    public BillingSetting current() {
        return db.execute()
                .createGet(FIND)
                .execute()
                .map(Row::new)
                .map(row ->
                        new BillingSetting(
                                row.number("version"),
                                new Printed.Seller(
                                        row.text("seller"),
                                        row.text("seller_bn"),
                                        row.text("address"),
                                        row.text("address_bn"),
                                        row.text("bin"),
                                        row.flag("challan")),
                                row.integer("terms_days"),
                                row.flag("renew_by_hand")))
                .orElseThrow();
    }

    /// False if somebody changed it since that version.
    boolean put(BillingSetting wanted) {
        Printed.Seller seller = wanted.seller();
        return db.execute()
                        .createUpdate(PUT)
                        .addParam("seller", seller.name())
                        .addParam("seller_bn", seller.nameBn())
                        .addParam("address", seller.address())
                        .addParam("address_bn", seller.addressBn())
                        .addParam("bin", seller.bin())
                        .addParam("challan", seller.challan())
                        .addParam("terms_days", wanted.termsDays())
                        .addParam("renew_by_hand", wanted.renewByHand())
                        .addParam("now", clock.instant().atOffset(ZoneOffset.UTC))
                        .addParam("by", Actor.current().login())
                        .addParam("version", wanted.version())
                        .execute()
                == 1;
    }
}
