package io.lastmile.core.network;

import io.helidon.dbclient.DbClient;
import io.lastmile.collector.credentials.SecretCipher;
import io.lastmile.core.platform.Platform;
import java.time.Clock;

/// The room's stores, for its routes, its jobs and for pages. They want a unit of work around them.
public record NetworkStores(
        Intents intents,
        Holds holds,
        Endpoints endpoints,
        LinePasswords passwords,
        Writers writers,
        RouterProfiles profiles,
        NetworkPolicies policies,
        Drifts drifts,
        LineOutlines outlines) {
    static NetworkStores of(Platform platform, SecretCipher cipher) {
        DbClient db = platform.database().client();
        Clock clock = platform.clock();
        var profiles = new RouterProfiles(db, clock);
        var intents = new Intents(db, profiles, clock);
        return new NetworkStores(
                intents,
                new Holds(db, intents, platform.outbox(), clock),
                new Endpoints(db, intents, clock),
                new LinePasswords(db, intents, cipher, clock),
                new Writers(db, cipher, clock),
                profiles,
                new NetworkPolicies(db, intents, clock),
                new Drifts(db, clock),
                new LineOutlines(db));
    }
}
