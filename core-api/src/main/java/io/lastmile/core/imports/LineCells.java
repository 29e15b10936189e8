package io.lastmile.core.imports;

import java.util.List;

/// The columns of a file of lines.
final class LineCells {
    static final List<Column> COLUMNS =
            List.of(
                    Column.of(
                            "name",
                            "pppoe_id",
                            "pppoe",
                            "pppoe user",
                            "username",
                            "user",
                            "line",
                            "পিপিপিওই আইডি",
                            "ইউজার আইডি"),
                    Column.of("source", "source", "type", "ধরন"),
                    Column.of("router", "router", "mikrotik", "nas", "রাউটার"),
                    Column.of(
                            "customer",
                            "customer",
                            "customer number",
                            "customer id",
                            "client id",
                            "গ্রাহক",
                            "গ্রাহক নম্বর"),
                    Column.of("mobile", "mobile", "mobile no", "phone", "মোবাইল", "মোবাইল নম্বর"),
                    Column.of("plan", "plan", "package", "প্যাকেজ", "প্ল্যান"),
                    Column.of("label", "label", "লেবেল"),
                    Column.of("address", "address", "ঠিকানা"),
                    Column.of("area", "area", "zone", "এলাকা"),
                    Column.of("rateBps", "rate_bps"),
                    Column.shown("customer_name"));

    private LineCells() {}
}
