package io.lastmile.core.identity;

import io.lastmile.core.platform.Actor;
import io.lastmile.core.platform.Database;
import io.lastmile.core.platform.Permission;
import io.lastmile.core.platform.Role;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/// Finds out whose session or API key a request carries. A session that is still on its way to a
/// login is nobody's.
final class Credentials {
    private static final String SCHEME = "bearer ";
    private static final int HEADER_LENGTH_MAX = 200;

    /// Who asks, and by which session if it is a browser.
    record Known(Actor actor, OptionalLong session) {}

    private final Database database;
    private final Stores stores;
    private final MeterRegistry meters;

    Credentials(Database database, Stores stores, MeterRegistry meters) {
        this.database = database;
        this.stores = stores;
        this.meters = meters;
    }

    /// A customer's number is `C` and this much more than its id (`core.customer.number`).
    private static final int NUMBER_BASE = 100_000;

    Optional<Known> session(Token token, String address) {
        Optional<Sessions.Live> live = database.read(() -> stores.sessions().find(token));
        Optional<Known> known = live.flatMap(session -> known(session, address));
        if (known.isPresent() && live.get().worn()) {
            database.transact(() -> {
                stores.sessions().seen(live.get(), address);
                return live;
            });
        }
        return counted("session", known);
    }

    private static Optional<Known> known(Sessions.Live session, String address) {
        return switch (session.kind()) {
            case STAFF ->
                    session.who()
                            .map(who -> staff(session, who, address))
                            .map(actor -> new Known(actor, OptionalLong.of(session.id())));
            case CUSTOMER ->
                    Optional.of(
                            new Known(customer(session, address), OptionalLong.of(session.id())));
            case SECOND, ENROL, CODE, CHOICE -> Optional.empty();
        };
    }

    private static Actor staff(Sessions.Live session, Sessions.Who who, String address) {
        int account = session.person().account().orElseThrow();
        return staff(account, who.login(), who.role(), address);
    }

    static Actor staff(int account, String login, Role role, String address) {
        return new Actor(role, who(login, account, role), Permissions.of(role), address);
    }

    /// A reseller's customers name its account.
    private static Actor.Who who(String login, int account, Role role) {
        return new Actor.Who(login, account, 0, role == Role.RESELLER ? account : 0);
    }

    private static Actor customer(Sessions.Live session, String address) {
        return customer(session.person(), address);
    }

    /// Whatever it writes names the customer by its number, as staff and letters do: a mobile would
    /// stay in rows that outlive the person's wish to be forgotten.
    static Actor customer(Session.Person person, String address) {
        int id = person.customer().orElseThrow();
        return new Actor(
                Role.CUSTOMER,
                new Actor.Who("C" + (NUMBER_BASE + id), 0, id, 0),
                Permissions.of(Role.CUSTOMER),
                address);
    }

    /// Nothing if the header is another scheme's.
    static Optional<Token> bearer(Optional<String> authorization) {
        return authorization
                .filter(header -> header.length() <= HEADER_LENGTH_MAX)
                .filter(header -> header.toLowerCase(Locale.ROOT).startsWith(SCHEME))
                .map(header -> new Token(header.substring(SCHEME.length()).strip()));
    }

    Optional<Known> key(Token token, String address) {
        Optional<ApiKeys.Live> live = database.read(() -> stores.keys().find(token));
        if (live.isPresent() && live.get().worn()) {
            database.transact(() -> {
                stores.keys().used(live.get().id(), address);
                return live;
            });
        }
        return counted("key", live.map(key -> known(key, address)));
    }

    private static Known known(ApiKeys.Live key, String address) {
        Set<Permission> permissions = EnumSet.noneOf(Permission.class);
        permissions.addAll(key.scopes());
        permissions.retainAll(Permissions.of(key.role()));
        var who = who(key.login(), key.account(), key.role());
        return new Known(new Actor(key.role(), who, permissions, address), OptionalLong.empty());
    }

    private Optional<Known> counted(String kind, Optional<Known> known) {
        if (known.isEmpty()) {
            meters.counter("lastmile.core.credentials.refused", "kind", kind).increment();
        }
        return known;
    }
}
