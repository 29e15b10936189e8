package io.lastmile.collector.radius;

import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/// Who may send: by the address that a packet comes from, never by what it says of itself. Asked on
/// the network's thread: answers from memory.
@FunctionalInterface
public interface KnownNas {
    @Nullable Nas at(InetAddress address);
}
