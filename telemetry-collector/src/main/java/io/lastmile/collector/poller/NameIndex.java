package io.lastmile.collector.poller;

import io.lastmile.collector.routeros.Field;
import io.lastmile.collector.routeros.Sentence;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The names of one router's table by RouterOS `.id`, kept from listing to listing: a row whose
/// name has not changed costs no object. Also tells whether a listing brought an `.id` that the
/// previous complete one did not have.
///
/// Open addressing, linear probing, at most half full. Lives on the thread of one poll at a time.
final class NameIndex {
    private static final int SLOTS_FIRST = 64;
    private static final long MIX = 0x9E3779B97F4A7C15L;

    private long[] ids = new long[SLOTS_FIRST];
    private @Nullable String[] names = new String[SLOTS_FIRST];
    private byte[][] bytes = new byte[SLOTS_FIRST][];
    private int[] listed = new int[SLOTS_FIRST];
    private int size;
    private int listing;
    private int complete;
    private int seen;
    private int fresh;

    void begin() {
        listing++;
        seen = 0;
        fresh = 0;
    }

    /// The row's name in Latin-1, the same object as in earlier listings if it is the same name.
    String name(long id, Sentence row) {
        int slot = slot(id);
        String known = names[slot];
        if (known != null && row.holds(Field.NAME, bytes[slot])) {
            return sighted(slot, known);
        }
        String name = row.text(Field.NAME);
        put(slot, id, name);
        fresh++;
        seen++;
        return name;
    }

    private String sighted(int slot, String name) {
        if (listed[slot] != listing) {
            fresh += listed[slot] == complete ? 0 : 1;
            seen++;
            listed[slot] = listing;
        }
        return name;
    }

    private void put(int slot, long id, String name) {
        size += names[slot] == null ? 1 : 0;
        ids[slot] = id;
        names[slot] = name;
        bytes[slot] = name.getBytes(StandardCharsets.ISO_8859_1);
        listed[slot] = listing;
        if (size * 2 > ids.length) {
            resize(ids.length * 2, false);
        }
    }

    /// The listing came to its end; names that it did not have are let go once they are many.
    void complete() {
        complete = listing;
        if (size > 2 * seen + SLOTS_FIRST) {
            resize(Math.max(SLOTS_FIRST, Integer.highestOneBit(Math.max(1, seen)) * 4), true);
        }
    }

    /// Whether the listing so far brought something new.
    boolean hasFresh() {
        return fresh > 0;
    }

    int size() {
        return size;
    }

    private int slot(long id) {
        int mask = ids.length - 1;
        int slot = (int) (id * MIX >>> 32) & mask;
        while (names[slot] != null && ids[slot] != id) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private void resize(int slots, boolean listedOnly) {
        long[] oldIds = ids;
        @Nullable String[] oldNames = names;
        byte[][] oldBytes = bytes;
        int[] oldListed = listed;
        ids = new long[slots];
        names = new String[slots];
        bytes = new byte[slots][];
        listed = new int[slots];
        size = 0;
        for (int old = 0; old < oldIds.length; old++) {
            String name = oldNames[old];
            if (name != null && (!listedOnly || oldListed[old] == listing)) {
                int slot = slot(oldIds[old]);
                ids[slot] = oldIds[old];
                names[slot] = name;
                bytes[slot] = oldBytes[old];
                listed[slot] = oldListed[old];
                size++;
            }
        }
    }

    /// After a connection was lost nothing is known to be the same.
    void forget() {
        Arrays.fill(names, null);
        size = 0;
        complete = 0;
    }
}
