package io.lastmile.core.network;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a router has in the menus that were read of it, by key: names may occur twice. Dynamic rows
/// are its own and not in here.
final class RouterTables {
    private final Map<RouterMenu, Map<String, List<RouterRow>>> tables =
            new EnumMap<>(RouterMenu.class);
    private final Map<RouterMenu, String> unread = new EnumMap<>(RouterMenu.class);
    private final Map<String, List<RouterRow>> ofLine = new HashMap<>();

    static String listKey(String list, String address) {
        return list + " " + Property.bare(address);
    }

    void put(RouterMenu menu, List<RouterRow> rows) {
        Map<String, List<RouterRow>> table = new HashMap<>();
        for (RouterRow row : rows) {
            if (!Property.isYes(row.text(Property.DYNAMIC))) {
                table.computeIfAbsent(row.key(), _ -> new ArrayList<>(1)).add(row);
                if (menu == RouterMenu.LIST) {
                    ofLine.computeIfAbsent(row.text(Property.COMMENT), _ -> new ArrayList<>(1))
                            .add(row);
                }
            }
        }
        tables.put(menu, table);
    }

    /// The router refused to show it.
    void unread(RouterMenu menu, String why) {
        unread.put(menu, why);
    }

    Optional<String> whyUnread(RouterMenu menu) {
        return Optional.ofNullable(unread.get(menu));
    }

    List<RouterRow> rows(RouterMenu menu, String key) {
        return tables.getOrDefault(menu, Map.of()).getOrDefault(key, List.of());
    }

    /// Entries of our lists that say to be this line's.
    List<RouterRow> listedFor(int line) {
        return ofLine.getOrDefault(Wishes.comment(line), List.of());
    }
}
