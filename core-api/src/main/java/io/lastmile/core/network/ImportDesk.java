package io.lastmile.core.network;

import io.lastmile.collector.routeros.Transport;
import io.lastmile.core.platform.Platform;
import io.lastmile.core.platform.Routes;

/// Imports of routers' configurations and the scripts that go the other way, wired.
public final class ImportDesk implements AutoCloseable {
    private final Transport transport = Transport.start(1, "router-import");
    private final ImportRun run;
    private final Scripts scripts;

    public ImportDesk(ImportParts parts, NetworkStores stores) {
        Platform platform = parts.platform();
        var reader =
                new RouterReader(
                        platform.database(), stores.writers(), transport, platform.meters());
        this.run = new ImportRun(parts, stores, reader);
        this.scripts = new Scripts(parts, stores);
    }

    public ImportRun run() {
        return run;
    }

    public Scripts scripts() {
        return scripts;
    }

    public void routes(Routes to) {
        new ImportRoutes(run).routes(to);
        new ScriptRoutes(scripts).routes(to);
    }

    @Override
    public void close() {
        transport.close();
    }
}
