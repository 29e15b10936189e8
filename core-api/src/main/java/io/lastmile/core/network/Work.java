package io.lastmile.core.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// What a line wants of its router, held against what the router has. Priorities are those of
/// `core.line_sync`: who gets something back goes first.
record Work(Task task, List<Edit> edits, Map<String, String> differences, int priority) {
    static final int GIVES = 0;
    static final int NEW = 1;
    static final int CHANGES = 2;
    static final int TAKES = 3;

    /// Of a secret or a user: what a session that is up still has from before.
    private static final Set<Property> OF_SESSIONS =
            Set.of(Property.PROFILE, Property.REMOTE_ADDRESS, Property.CALLER_ID);

    Work {
        edits = List.copyOf(edits);
        differences = Map.copyOf(differences);
    }

    static Work of(Task task, Optional<String> password, RouterTables tables) {
        List<Edit> edits = new ArrayList<>();
        Map<String, String> differences = new TreeMap<>();
        boolean cut = false;
        boolean missing = false;
        for (Wish wish : Wishes.of(task, password, tables)) {
            Optional<String> unread = tables.whyUnread(wish.menu());
            if (unread.isPresent()) {
                differences.put(wish.menu().path(), unread.get());
                continue;
            }
            List<RouterRow> rows = tables.rows(wish.menu(), wish.key());
            Optional<Edit> edit = wish.edit(rows);
            edit.ifPresent(edits::add);
            differences.putAll(wish.differences(rows));
            cut |= edit.isPresent() && rows.stream().anyMatch(row -> isCut(wish.menu(), row));
            missing |= rows.isEmpty();
        }
        int priority = task.intent().open() ? cut ? GIVES : missing ? NEW : CHANGES : TAKES;
        return new Work(task, edits, differences, priority);
    }

    private static boolean isCut(RouterMenu menu, RouterRow row) {
        return menu == RouterMenu.LIST
                || Property.isYes(row.text(Property.DISABLED))
                || Property.isYes(row.text(Property.BLOCK_ACCESS))
                || menu == RouterMenu.QUEUE
                        && Property.MAX_LIMIT.same(Wishes.SHUT_RATE, row.text(Property.MAX_LIMIT))
                || row.text(Property.PROFILE).equals(WalledGarden.PROFILE);
    }

    boolean inStep() {
        return differences.isEmpty() && edits.isEmpty();
    }

    /// Whether a session that is up has to go for the change to count.
    boolean kicks() {
        return edits.stream().anyMatch(Work::kicks);
    }

    private static boolean kicks(Edit edit) {
        boolean login = edit.menu() == RouterMenu.SECRET || edit.menu() == RouterMenu.HOTSPOT_USER;
        return login
                && edit instanceof Edit.Set set
                && (set.values().keySet().stream().anyMatch(OF_SESSIONS::contains)
                        || Property.YES.equals(set.values().get(Property.DISABLED)));
    }

    Syncs.Drift drift() {
        return new Syncs.Drift(task, priority, differences, kicks());
    }
}
