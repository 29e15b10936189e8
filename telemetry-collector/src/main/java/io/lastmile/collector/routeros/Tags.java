package io.lastmile.collector.routeros;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Who waits for which tag. A tag is the index of its command, from 1; index 0 is the one command
/// that may run without a tag. An index is free again only after its `!done`.
final class Tags {
    static final int COMMANDS_MAX = 256;

    private @Nullable Pending[] taken = new @Nullable Pending[8];

    /// The tag, or -1 where all are taken.
    int take(Pending pending) {
        int tag = 1;
        while (tag < taken.length && taken[tag] != null) {
            tag++;
        }
        if (tag > COMMANDS_MAX) {
            return -1;
        }
        place(tag, pending);
        return tag;
    }

    /// For the login, which old routers know only without a tag. Whether it was free.
    boolean takeUntagged(Pending pending) {
        if (taken[0] != null) {
            return false;
        }
        place(0, pending);
        return true;
    }

    @Nullable Pending at(int tag) {
        return tag < 0 || tag >= taken.length ? null : taken[tag];
    }

    void free(int tag) {
        taken[tag] = null;
    }

    List<Pending> all() {
        List<Pending> all = new ArrayList<>();
        for (Pending pending : taken) {
            if (pending != null) {
                all.add(pending);
            }
        }
        return all;
    }

    private void place(int tag, Pending pending) {
        if (tag >= taken.length) {
            taken = Arrays.copyOf(taken, Math.min(tag * 2, COMMANDS_MAX + 1));
        }
        taken[tag] = pending;
        pending.tag(tag);
    }
}
