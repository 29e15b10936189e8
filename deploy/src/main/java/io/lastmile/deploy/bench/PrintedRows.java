package io.lastmile.deploy.bench;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/// The answer to `/interface/print` as a router with many sessions sends it, ready as bytes. The
/// sums of both counters over all rows are known, so that a contender can be held to them.
final class PrintedRows {
    /// `compact` is `.id`, `name` and two counters, about 94 bytes; `full` all 23 properties that a
    /// print without a proplist gives, about 400 (routeros.md 6).
    enum Shape {
        COMPACT,
        FULL
    }

    private final Shape shape;
    private final int rows;
    private String tag = "";
    private byte[] bytes = new byte[0];

    PrintedRows(Shape shape, int rows) {
        this.shape = shape;
        this.rows = rows;
    }

    int rows() {
        return rows;
    }

    /// Sum of rx and tx over all rows.
    long sum() {
        long sum = 0;
        for (int i = 0; i < rows; i++) {
            sum += rx(i) + tx(i);
        }
        return sum;
    }

    /// With the `!done`. Made anew only where the tag is another one.
    byte[] bytes(String forTag) {
        if (bytes.length == 0 || !tag.equals(forTag)) {
            tag = forTag;
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            for (int i = 0; i < rows; i++) {
                row(out, i);
            }
            sentence(out, "!done", tag);
            bytes = out.toByteArray();
        }
        return bytes;
    }

    static void sentence(ByteArrayOutputStream out, String... words) {
        for (String word : words) {
            byte[] bytes = word.getBytes(StandardCharsets.ISO_8859_1);
            out.write(bytes.length);
            out.writeBytes(bytes);
        }
        out.write(0);
    }

    private static long rx(int i) {
        return 40_000_000_000L + i * 7_919L;
    }

    private static long tx(int i) {
        return 900_000_000_000L + i * 104_729L;
    }

    private void row(ByteArrayOutputStream out, int i) {
        String id =
                "=.id=*" + Integer.toHexString(0xf0_0000 + i).toUpperCase(java.util.Locale.ROOT);
        String name = "=name=<pppoe-cust%06d>".formatted(i);
        String rx = "=rx-byte=" + rx(i);
        String tx = "=tx-byte=" + tx(i);
        switch (shape) {
            case COMPACT -> sentence(out, "!re", tag, id, name, rx, tx);
            case FULL ->
                    sentence(
                            out,
                            "!re",
                            tag,
                            id,
                            name,
                            "=type=pppoe-in",
                            "=mtu=1480",
                            "=actual-mtu=1480",
                            "=last-link-up-time=2026-07-01 04:00:00",
                            "=link-downs=0",
                            rx,
                            tx,
                            "=rx-packet=" + rx(i) / 700,
                            "=tx-packet=" + tx(i) / 900,
                            "=rx-drop=0",
                            "=tx-drop=0",
                            "=tx-queue-drop=0",
                            "=rx-error=0",
                            "=tx-error=0",
                            "=fp-rx-byte=0",
                            "=fp-tx-byte=0",
                            "=fp-rx-packet=0",
                            "=fp-tx-packet=0",
                            "=dynamic=true",
                            "=running=true",
                            "=disabled=false");
        }
    }
}
