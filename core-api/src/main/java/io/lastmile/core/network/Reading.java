package io.lastmile.core.network;

import io.lastmile.collector.routeros.RouterException;
import io.lastmile.collector.routeros.RouterFailure;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Reads what some lines need to know of their router: by their keys while they are few, else whole
/// menus. A menu that the router does not have or show fails only the lines that need it.
final class Reading {
    private final RouterTalk talk;

    Reading(RouterTalk talk) {
        this.talk = talk;
    }

    RouterTables read(
            Collection<Intent> intents,
            List<RouterProfiles.Wanted> profiles,
            List<Remnants.Remnant> remnants) {
        Map<RouterMenu, Set<String>> keys = new EnumMap<>(RouterMenu.class);
        for (Intent intent : intents) {
            need(keys, intent);
        }
        profiles.forEach(profile ->
                add(
                        keys,
                        profile.kind() == ServiceKind.PPPOE
                                ? RouterMenu.PROFILE
                                : RouterMenu.HOTSPOT_PROFILE,
                        profile.name()));
        for (Remnants.Remnant remnant : remnants) {
            Wish off = Wishes.remnant(remnant);
            add(keys, off.menu(), off.key());
            if (off.menu() == RouterMenu.QUEUE || off.menu() == RouterMenu.LEASE) {
                add(keys, RouterMenu.LIST, "");
            }
        }
        RouterTables tables = new RouterTables();
        keys.forEach((menu, wanted) -> read(menu, wanted, tables));
        return tables;
    }

    private static void need(Map<RouterMenu, Set<String>> keys, Intent intent) {
        switch (intent.kind()) {
            case PPPOE -> {
                add(keys, RouterMenu.SECRET, intent.name());
                if (intent.walled()) {
                    add(keys, RouterMenu.PROFILE, WalledGarden.PROFILE);
                }
            }
            case HOTSPOT -> add(keys, RouterMenu.HOTSPOT_USER, intent.name());
            case STATIC -> {
                add(keys, RouterMenu.QUEUE, intent.name());
                add(keys, RouterMenu.LIST, intent.address());
            }
            case DHCP -> {
                add(keys, RouterMenu.LEASE, intent.mac());
                add(keys, RouterMenu.LIST, intent.address());
            }
        }
    }

    private static void add(Map<RouterMenu, Set<String>> keys, RouterMenu menu, String key) {
        keys.computeIfAbsent(menu, _ -> new TreeSet<>()).add(key);
    }

    private void read(RouterMenu menu, Set<String> keys, RouterTables tables) {
        Optional<List<String>> few =
                keys.size() <= RouterTalk.KEYS_MAX
                        ? Optional.of(List.copyOf(keys))
                        : Optional.empty();
        try {
            tables.put(menu, talk.print(menu, few));
        } catch (RouterException e) {
            if (!(e.failure() instanceof RouterFailure.Trapped trapped)) {
                throw e;
            }
            tables.unread(menu, trapped.text());
        }
    }
}
