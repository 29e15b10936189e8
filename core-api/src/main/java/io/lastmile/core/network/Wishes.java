package io.lastmile.core.network;

import io.lastmile.core.plans.RateLimit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a line should have, as rows of its router.
final class Wishes {
    /// Speed of a walled garden that we have to make ourselves.
    private static final String WALLED_RATE = "1M/1M";

    /// What a queue lets through of a line that is off, with or without rules of a firewall: a
    /// queue that is disabled would hold nobody. RouterOS takes 0 for no limit.
    static final String SHUT_RATE = "1000/1000";

    private Wishes() {}

    static String comment(int line) {
        return "lastmile:" + line;
    }

    /// `password` is the line's newest, if one is known; `tables` tells the address of a queue
    /// whose address only its router knows.
    static List<Wish> of(Task task, Optional<String> password, RouterTables tables) {
        Intent intent = task.intent();
        return switch (intent.kind()) {
            case PPPOE -> List.of(secret(task, password));
            case HOTSPOT -> List.of(hotspotUser(task, password));
            case STATIC -> addressed(intent, queue(task), queueAddress(intent, tables), tables);
            case DHCP -> addressed(intent, lease(intent), intent.address(), tables);
        };
    }

    /// A profile of plans; its pool is a matter of who makes the router's configuration.
    static Wish profile(RouterProfiles.Wanted wanted, Writer writer) {
        boolean ppp = wanted.kind() == ServiceKind.PPPOE;
        return new Wish(
                ppp ? RouterMenu.PROFILE : RouterMenu.HOTSPOT_PROFILE,
                wanted.name(),
                Wish.Presence.THERE,
                Map.of(Property.RATE_LIMIT, wanted.rateLimit()),
                ppp ? addresses(writer) : Map.of(),
                false);
    }

    /// The walled garden's profile, which is only made, never changed.
    static Wish walledProfile(Writer writer) {
        Map<Property, String> atAdd = new EnumMap<>(Property.class);
        atAdd.putAll(addresses(writer));
        atAdd.put(Property.RATE_LIMIT, WALLED_RATE);
        atAdd.put(Property.ADDRESS_LIST, WalledGarden.LIST);
        return new Wish(
                RouterMenu.PROFILE,
                WalledGarden.PROFILE,
                Wish.Presence.THERE,
                Map.of(),
                atAdd,
                false);
    }

    private static Map<Property, String> addresses(Writer writer) {
        Map<Property, String> values = new EnumMap<>(Property.class);
        put(values, Property.LOCAL_ADDRESS, writer.localAddress());
        put(values, Property.REMOTE_ADDRESS, writer.pool());
        return values;
    }

    /// What is left of a line where it was before: its row is off, its list entries go with it.
    static List<Wish> remnants(Remnants.Remnant remnant, RouterTables tables) {
        List<Wish> wishes = new ArrayList<>();
        if (remnant.kind() != ServiceKind.DHCP || !remnant.mac().isEmpty()) {
            wishes.add(remnant(remnant));
        }
        if (!remnant.here()) {
            tables.listedFor(remnant.line()).forEach(row -> wishes.add(gone(row)));
        }
        return wishes;
    }

    static Wish remnant(Remnants.Remnant remnant) {
        RouterMenu menu =
                switch (remnant.kind()) {
                    case PPPOE -> RouterMenu.SECRET;
                    case HOTSPOT -> RouterMenu.HOTSPOT_USER;
                    case STATIC -> RouterMenu.QUEUE;
                    case DHCP -> RouterMenu.LEASE;
                };
        String key = menu == RouterMenu.LEASE ? remnant.mac() : remnant.name();
        Map<Property, String> off = Map.of(Property.DISABLED, Property.YES);
        return new Wish(menu, key, Wish.Presence.IF_ANY, off, Map.of(), false);
    }

    private static Wish secret(Task task, Optional<String> password) {
        Intent intent = task.intent();
        Map<Property, String> values = login(intent, password);
        put(values, Property.PROFILE, intent.walled() ? WalledGarden.PROFILE : intent.profile());
        values.put(Property.DISABLED, intent.enabled() ? Property.NO : Property.YES);
        putOrTakeBack(values, Property.REMOTE_ADDRESS, intent.address(), task.before().address());
        putOrTakeBack(values, Property.CALLER_ID, intent.mac(), task.before().mac());
        return user(task, RouterMenu.SECRET, values, Map.of(Property.SERVICE, "pppoe"));
    }

    /// A hotspot is a walled garden of its own: who is cut only loses his login.
    private static Wish hotspotUser(Task task, Optional<String> password) {
        Intent intent = task.intent();
        Map<Property, String> values = login(intent, password);
        put(values, Property.PROFILE, intent.profile());
        values.put(Property.DISABLED, intent.open() ? Property.NO : Property.YES);
        return user(task, RouterMenu.HOTSPOT_USER, values, Map.of());
    }

    private static Map<Property, String> login(Intent intent, Optional<String> password) {
        Map<Property, String> values = new EnumMap<>(Property.class);
        password.filter(_ -> intent.credential() > 0)
                .ifPresent(text -> values.put(Property.PASSWORD, text));
        return values;
    }

    private static Wish user(
            Task task, RouterMenu menu, Map<Property, String> values, Map<Property, String> more) {
        Intent intent = task.intent();
        Map<Property, String> atAdd = new EnumMap<>(Property.class);
        atAdd.putAll(more);
        atAdd.put(Property.COMMENT, comment(intent.line()));
        return new Wish(
                menu,
                intent.name(),
                presence(intent, values.containsKey(Property.PASSWORD)),
                values,
                atAdd,
                intent.credential() != task.before().credential());
    }

    private static Wish queue(Task task) {
        Intent intent = task.intent();
        Map<Property, String> values = new EnumMap<>(Property.class);
        put(values, Property.TARGET, intent.address());
        values.put(Property.DISABLED, Property.NO);
        if (!intent.enabled()) {
            values.put(Property.MAX_LIMIT, SHUT_RATE);
            values.put(Property.BURST_LIMIT, "0/0");
        } else if (RateLimit.read(intent.rateLimit()) instanceof RateLimit.Reading.Read read) {
            values.putAll(limits(read.limit()));
        } else if (!task.before().speed().isEmpty()) {
            String[] speed = task.before().speed().split(" ", 2);
            values.put(Property.MAX_LIMIT, speed[0]);
            values.put(Property.BURST_LIMIT, speed[1]);
        }
        return new Wish(
                RouterMenu.QUEUE,
                intent.name(),
                queuePresence(intent),
                values,
                Map.of(Property.COMMENT, comment(intent.line())),
                false);
    }

    private static Map<Property, String> limits(RateLimit limit) {
        Map<Property, String> values = new EnumMap<>(Property.class);
        values.put(Property.MAX_LIMIT, Rates.text(limit.rate()));
        values.put(
                Property.BURST_LIMIT,
                limit.burst().map(burst -> Rates.text(burst.rate())).orElse("0/0"));
        limit.burst()
                .ifPresent(burst -> {
                    values.put(Property.BURST_THRESHOLD, Rates.text(burst.threshold()));
                    values.put(Property.BURST_TIME, Rates.seconds(burst.seconds()));
                });
        return values;
    }

    /// Who is suspended needs his queue: without the garden's rules it is all that holds him.
    private static Wish.Presence queuePresence(Intent intent) {
        return suspended(intent) && !intent.address().isEmpty()
                ? Wish.Presence.THERE
                : presence(intent, !intent.address().isEmpty());
    }

    /// Who is suspended needs his lease too: without it his device would be given another one.
    private static Wish lease(Intent intent) {
        Map<Property, String> values = new EnumMap<>(Property.class);
        put(values, Property.ADDRESS, intent.address());
        put(values, Property.RATE_LIMIT, intent.rateLimit());
        values.put(Property.DISABLED, Property.NO);
        values.put(Property.BLOCK_ACCESS, intent.enabled() ? Property.NO : Property.YES);
        return new Wish(
                RouterMenu.LEASE,
                intent.mac(),
                suspended(intent) ? Wish.Presence.THERE : presence(intent, true),
                values,
                Map.of(Property.COMMENT, comment(intent.line())),
                false);
    }

    private static boolean suspended(Intent intent) {
        return !intent.enabled() && !intent.reasons().isEmpty();
    }

    private static Wish.Presence presence(Intent intent, boolean addable) {
        if (!intent.enabled()) {
            return Wish.Presence.IF_ANY;
        }
        return addable ? Wish.Presence.THERE : Wish.Presence.EXPECTED;
    }

    private static String queueAddress(Intent intent, RouterTables tables) {
        return intent.address().isEmpty()
                ? tables.rows(RouterMenu.QUEUE, intent.name()).stream()
                        .map(row -> row.text(Property.TARGET).split(",", 2)[0])
                        .findFirst()
                        .orElse("")
                : intent.address();
    }

    /// Fixed addresses are cut by lists: who is walled is in one, who is off in the other. The
    /// latter is cut by his queue or his lease as well.
    private static List<Wish> addressed(
            Intent intent, Wish first, String address, RouterTables tables) {
        List<Wish> wishes = new ArrayList<>(List.of(first));
        String bare = Property.bare(address);
        if (!bare.isEmpty()) {
            wishes.add(listed(intent, WalledGarden.LIST, bare, intent.walled()));
            wishes.add(listed(intent, WalledGarden.BLOCKED_LIST, bare, !intent.enabled()));
        }
        for (RouterRow stale : tables.listedFor(intent.line())) {
            if (!Property.bare(stale.text(Property.ADDRESS)).equals(bare)) {
                wishes.add(gone(stale));
            }
        }
        return wishes;
    }

    private static Wish listed(Intent intent, String list, String address, boolean there) {
        return new Wish(
                RouterMenu.LIST,
                RouterTables.listKey(list, address),
                there ? Wish.Presence.THERE : Wish.Presence.GONE,
                Map.of(),
                Map.of(
                        Property.LIST,
                        list,
                        Property.ADDRESS,
                        address,
                        Property.COMMENT,
                        comment(intent.line())),
                false);
    }

    private static Wish gone(RouterRow row) {
        return new Wish(RouterMenu.LIST, row.key(), Wish.Presence.GONE, Map.of(), Map.of(), false);
    }

    /// What we never set is somebody else's; what we set and nobody wants any more is unset.
    private static void putOrTakeBack(
            Map<Property, String> values, Property property, String value, String before) {
        if (!value.isEmpty() || !before.isEmpty()) {
            values.put(property, value);
        }
    }

    private static void put(Map<Property, String> values, Property property, String value) {
        if (!value.isEmpty()) {
            values.put(property, value);
        }
    }
}
