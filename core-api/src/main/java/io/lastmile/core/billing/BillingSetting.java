package io.lastmile.core.billing;

import io.lastmile.core.platform.Fields;

/// Who sells and on which terms: an invoice is due `termsDays` after its day; with `renewByHand`
/// credit prolongs a prepaid service only when somebody asks for it.
public record BillingSetting(
        long version, Printed.Seller seller, int termsDays, boolean renewByHand) {
    private static final int NAME_LENGTH_MAX = 100;
    private static final int ADDRESS_LENGTH_MAX = 300;
    private static final int BIN_LENGTH_MAX = 20;
    static final int TERMS_DAYS_MAX = 90;

    /// A tax invoice (Mushak 6.3) names its seller, with address and BIN.
    static BillingSetting read(Fields fields, long version) {
        var seller =
                new Printed.Seller(
                        fields.text("seller", NAME_LENGTH_MAX, ""),
                        fields.text("sellerBn", NAME_LENGTH_MAX, ""),
                        fields.text("address", ADDRESS_LENGTH_MAX, ""),
                        fields.text("addressBn", ADDRESS_LENGTH_MAX, ""),
                        fields.text("bin", BIN_LENGTH_MAX, ""),
                        fields.flag("challan", false));
        if (seller.challan() && seller.bin().isEmpty()) {
            fields.refuse("bin", "nothing", "the BIN that a tax invoice carries");
        }
        return new BillingSetting(
                version,
                seller,
                (int) fields.number("termsDays", 0, TERMS_DAYS_MAX, 9),
                fields.flag("renewByHand", false));
    }
}
