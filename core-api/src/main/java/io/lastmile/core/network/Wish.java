package io.lastmile.core.network;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One row of a router as it should be. `values` hold for a row that is there and for one that we
/// add, `atAdd` only for the latter; an empty value is none at all. A password that the router does
/// not show counts as kept unless `renewPassword`.
record Wish(
        RouterMenu menu,
        String key,
        Presence presence,
        Map<Property, String> values,
        Map<Property, String> atAdd,
        boolean renewPassword) {
    enum Presence {
        /// Added if it is missing.
        THERE,
        /// It should be there, but we do not know enough to add it.
        EXPECTED,
        /// Changed if it is there, never added.
        IF_ANY,
        /// Removed if it is there.
        GONE
    }

    Wish {
        values = Map.copyOf(values);
        atAdd = Map.copyOf(atAdd);
    }

    /// What has to be done to `rows`, which have this key; nothing if they are as they should be.
    Optional<Edit> edit(List<RouterRow> rows) {
        if (rows.isEmpty()) {
            return presence == Presence.THERE ? Optional.of(added()) : Optional.empty();
        }
        List<String> ids = rows.stream().map(RouterRow::id).toList();
        if (presence == Presence.GONE) {
            return Optional.of(new Edit.Remove(menu, ids));
        }
        Map<Property, String> changes = new EnumMap<>(Property.class);
        values.forEach((property, wanted) -> {
            if (rows.stream().anyMatch(row -> !holds(row, property, wanted))) {
                changes.put(property, wanted);
            }
        });
        return changes.isEmpty() ? Optional.empty() : Optional.of(new Edit.Set(menu, ids, changes));
    }

    /// What the rows have where something else is wanted, for people; never a password.
    Map<String, String> differences(List<RouterRow> rows) {
        Map<String, String> told = new java.util.TreeMap<>();
        String row = menu.path() + " " + key;
        if (rows.isEmpty() && presence == Presence.THERE) {
            told.put(row, "missing");
        } else if (rows.isEmpty() && presence == Presence.EXPECTED) {
            told.put(row, "missing, and nobody told a password or an address to add it with");
        } else if (!rows.isEmpty() && presence == Presence.GONE) {
            told.put(row, "there");
        } else if (!rows.isEmpty()) {
            values.forEach((property, wanted) ->
                    rows.stream()
                            .filter(found -> !holds(found, property, wanted))
                            .findFirst()
                            .ifPresent(found -> told.put(name(property), shown(found, property))));
        }
        return told;
    }

    private static String name(Property property) {
        return property.field().name();
    }

    private static String shown(RouterRow row, Property property) {
        return property == Property.PASSWORD ? "another" : row.text(property);
    }

    private boolean holds(RouterRow row, Property property, String wanted) {
        if (property == Property.PASSWORD && row.value(property).isEmpty()) {
            return !renewPassword;
        }
        return property.same(wanted, row.text(property));
    }

    private Edit added() {
        Map<Property, String> all = new EnumMap<>(Property.class);
        all.putAll(atAdd);
        all.putAll(values);
        all.values().removeIf(String::isEmpty);
        all.putIfAbsent(menu.key(), key);
        return new Edit.Add(menu, all);
    }
}
