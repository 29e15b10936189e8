package io.lastmile.collector.radius;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/// FreeRADIUS's client (Debian's freeradius-utils): somebody else's idea of the protocol.
public final class Radclient {
    private Radclient() {}

    /// Sends one Accounting-Request, `tries` times at most; true when a valid answer came in time.
    public static boolean send(
            InetSocketAddress to, String secret, String attributes, int tries, int seconds) {
        try {
            Process process =
                    new ProcessBuilder(
                                    "/usr/bin/radclient",
                                    "-r",
                                    Integer.toString(tries),
                                    "-t",
                                    Integer.toString(seconds),
                                    "127.0.0.1:" + to.getPort(),
                                    "acct",
                                    secret)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start();
            process.getOutputStream().write(attributes.getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().close();
            return process.waitFor() == 0;
        } catch (IOException e) {
            throw new AssertionError("radclient does not run", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
