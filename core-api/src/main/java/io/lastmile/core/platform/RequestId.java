package io.lastmile.core.platform;

import io.helidon.webserver.http.ServerRequest;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;

/// Names a request in the log and in the answer. Unique enough to find it, no secret.
record RequestId(String text) {
    static String of(ServerRequest request) {
        return request.context()
                .get(RequestId.class)
                .map(RequestId::text)
                .orElseGet(RequestId::fresh);
    }

    static String fresh() {
        return HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());
    }
}
