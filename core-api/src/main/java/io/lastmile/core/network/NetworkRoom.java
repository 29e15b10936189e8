package io.lastmile.core.network;

import io.lastmile.collector.credentials.SecretCipher;
import io.lastmile.core.platform.Platform;

/// The room's parts, wired.
public final class NetworkRoom {
    private final NetworkStores stores;

    public NetworkRoom(Platform platform, SecretCipher cipher) {
        this.stores = NetworkStores.of(platform, cipher);
        platform.outbox().listen(new NetworkEars(platform.database().client(), stores).listener());
    }

    public NetworkStores stores() {
        return stores;
    }
}
