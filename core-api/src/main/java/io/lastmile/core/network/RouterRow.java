package io.lastmile.core.network;

import java.util.Map;
import java.util.Optional;

/// A row as the router shows it; what it left out is not there. `key` is what we know it by.
record RouterRow(String id, String key, Map<Property, String> values) {
    RouterRow {
        values = Map.copyOf(values);
    }

    Optional<String> value(Property property) {
        return Optional.ofNullable(values.get(property));
    }

    String text(Property property) {
        return values.getOrDefault(property, "");
    }
}
