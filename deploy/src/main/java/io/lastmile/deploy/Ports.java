package io.lastmile.deploy;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/// Looks whether the pages' port can be had before anything else is started.
final class Ports {
    private Ports() {}

    static void requireFree(Options.Listen listen) {
        InetSocketAddress address = new InetSocketAddress(listen.bind(), listen.port());
        if (address.isUnresolved()) {
            throw new CannotStart(
                    "--bind %s (expected: an address of this machine)".formatted(listen.bind()));
        }
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(address);
        } catch (IOException e) {
            throw new CannotStart(
                    "cannot listen on %s port %d (%s); choose another with --port"
                            .formatted(listen.bind(), listen.port(), e.getMessage()),
                    e);
        }
    }
}
