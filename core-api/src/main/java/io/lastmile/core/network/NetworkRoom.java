package io.lastmile.core.network;

import io.lastmile.collector.credentials.SecretCipher;
import io.lastmile.core.platform.Platform;

/// The room's parts, wired.
public final class NetworkRoom implements AutoCloseable {
    private final NetworkStores stores;
    private final Reconciler reconciler;

    public NetworkRoom(Platform platform, SecretCipher cipher) {
        this.stores = NetworkStores.of(platform, cipher);
        this.reconciler = new Reconciler(platform, stores);
        platform.outbox().listen(new NetworkEars(platform.database().client(), stores).listener());
    }

    public void start() {
        reconciler.start();
    }

    public NetworkStores stores() {
        return stores;
    }

    @Override
    public void close() {
        reconciler.close();
    }
}
