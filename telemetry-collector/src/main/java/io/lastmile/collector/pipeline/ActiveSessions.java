package io.lastmile.collector.pipeline;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Consumer;

/// `/ppp/active` as printed in one poll: whose session is how old. It identifies, it never counts.
public final class ActiveSessions {
    /// One row; text is empty where the router gave none. `rawName` is Latin-1 bytes.
    public record Active(
            String rawName,
            long uptimeMillis,
            String address,
            String callerId,
            String acctSessionId) {}

    private final List<Active> all = new ArrayList<>();
    private final Map<String, Active> byName = new HashMap<>();
    private final Map<String, Integer> counts = new HashMap<>();

    public void add(Active active) {
        all.add(active);
        byName.put(active.rawName(), active);
        counts.merge(active.rawName(), 1, Integer::sum);
    }

    public int size() {
        return all.size();
    }

    public void forEach(Consumer<Active> action) {
        all.forEach(action);
    }

    /// The user's only row, or nothing where two sessions share the name and cannot be told apart.
    public java.util.Optional<Active> only(String rawName) {
        return counts.getOrDefault(rawName, 0) == 1
                ? java.util.Optional.ofNullable(byName.get(rawName))
                : java.util.Optional.empty();
    }

    public boolean knows(String rawName) {
        return counts.containsKey(rawName);
    }

    public OptionalLong uptimeMillis(String rawName) {
        return only(rawName)
                .map(active -> OptionalLong.of(active.uptimeMillis()))
                .orElseGet(OptionalLong::empty);
    }
}
