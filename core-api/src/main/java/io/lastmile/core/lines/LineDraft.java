package io.lastmile.core.lines;

import io.lastmile.core.platform.Fields;

/// A line as somebody wants it to be; router 0 is any, rate 0 is not known, customer and plan 0 are
/// none.
public record LineDraft(
        int router,
        SourceName source,
        String name,
        String label,
        String address,
        String area,
        long rateBps,
        int customer,
        int plan) {
    private static final int NAME_LENGTH_MAX = 200;
    private static final int ADDRESS_LENGTH_MAX = 300;
    private static final int AREA_LENGTH_MAX = 100;
    private static final long RATE_BPS_MAX = 400_000_000_000L;

    public static LineDraft read(Fields fields) {
        return new LineDraft(
                (int) fields.number("router", 1, Integer.MAX_VALUE, 0),
                fields.choice("source", SourceName.PPP),
                fields.exact("name", NAME_LENGTH_MAX),
                fields.text("label", NAME_LENGTH_MAX, ""),
                fields.text("address", ADDRESS_LENGTH_MAX, ""),
                fields.text("area", AREA_LENGTH_MAX, ""),
                fields.number("rateBps", 1, RATE_BPS_MAX, 0),
                (int) fields.number("customer", 1, Integer.MAX_VALUE, 0),
                (int) fields.number("plan", 1, Integer.MAX_VALUE, 0));
    }
}
