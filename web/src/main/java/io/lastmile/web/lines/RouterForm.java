package io.lastmile.web.lines;

import io.lastmile.core.lines.Router;
import java.math.BigDecimal;

/// The form's values; `id` is empty for a router that is new.
public record RouterForm(
        String id,
        long version,
        String title,
        String name,
        String area,
        String host,
        int port,
        boolean tls,
        String fingerprint,
        String username,
        boolean legacyLogin,
        String charset,
        String interval,
        boolean pollPpp,
        boolean pollQueues,
        String rateMbps) {
    static RouterForm empty(String title) {
        return new RouterForm(
                "", 0, title, "", "", "", 8729, true, "", "", false, "UTF-8", "", true, false,
                "1000");
    }

    static RouterForm of(String title, Router router) {
        return new RouterForm(
                String.valueOf(router.id()),
                router.version(),
                title,
                router.name(),
                router.area(),
                router.host(),
                router.port(),
                router.tls(),
                router.fingerprint().orElse(""),
                router.username(),
                router.legacyLogin(),
                router.charset(),
                router.intervalSeconds().map(String::valueOf).orElse(""),
                router.pollPpp(),
                router.pollQueues(),
                BigDecimal.valueOf(router.lineRateBps(), 6).stripTrailingZeros().toPlainString());
    }

    public String back() {
        return id.isEmpty() ? "/routers" : "/routers/" + id;
    }
}
