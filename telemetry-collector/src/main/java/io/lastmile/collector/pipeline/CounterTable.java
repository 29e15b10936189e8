package io.lastmile.collector.pipeline;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;

/// One complete table of counters as a router printed it, in columns so that a row costs no object.
/// Counters are unsigned 64-bit and already in the customer's direction. A name is the router's raw
/// bytes held as a Latin-1 string, which loses nothing; how it is shown is decided elsewhere.
///
/// A queue may count what other rows count as well. A **double** sees the traffic of a PPP session
/// whose interface is counted: it has a line and samples of its own, but is in no total. A
/// **parent** counts the sum of its children and is not looked at at all.
public final class CounterTable {
    /// More rows than any router has sessions; a longer print fails its poll.
    public static final int ROWS_MAX = 200_000;

    private final Source source;
    private long[] rosIds;
    private String[] names;
    private long[] down;
    private long[] up;
    private final BitSet doubles = new BitSet();
    private final BitSet parents = new BitSet();
    private Set<Long> skipped = Set.of();
    private int size;

    public CounterTable(Source source, int rowsExpected) {
        this.source = source;
        int capacity = Math.clamp(rowsExpected, 16, ROWS_MAX);
        rosIds = new long[capacity];
        names = new String[capacity];
        down = new long[capacity];
        up = new long[capacity];
    }

    /// `rosId` is RouterOS's `.id` (`*1A` is 26), `downBytes` what the customer received.
    public void add(long rosId, String rawName, long downBytes, long upBytes) {
        if (size == rosIds.length) {
            grow();
        }
        rosIds[size] = rosId;
        names[size] = rawName;
        down[size] = downBytes;
        up[size] = upBytes;
        size++;
    }

    /// The router listed this `.id`, but the rest of its row could not be understood.
    public void skip(long rosId) {
        if (skipped.isEmpty()) {
            skipped = new HashSet<>();
        }
        skipped.add(rosId);
    }

    /// What is there without a reading: no session of these ended.
    public Set<Long> skipped() {
        return Collections.unmodifiableSet(skipped);
    }

    /// The row counts bytes that a PPP session's interface counts.
    public void markDouble(int row) {
        doubles.set(row);
    }

    /// The row counts the sum of others of its table.
    public void markParent(int row) {
        parents.set(row);
        doubles.clear(row);
    }

    public boolean isDouble(int row) {
        return doubles.get(row);
    }

    public boolean isParent(int row) {
        return parents.get(row);
    }

    /// Rows whose bytes no other row counts.
    public int counted() {
        return size - doubles.cardinality() - parents.cardinality();
    }

    private void grow() {
        if (size >= ROWS_MAX) {
            throw new IllegalStateException(
                    "rows of " + source + ": more than " + ROWS_MAX + " (expected: at most)");
        }
        int capacity = Math.min(ROWS_MAX, size * 2);
        rosIds = Arrays.copyOf(rosIds, capacity);
        names = Arrays.copyOf(names, capacity);
        down = Arrays.copyOf(down, capacity);
        up = Arrays.copyOf(up, capacity);
    }

    public Source source() {
        return source;
    }

    public int size() {
        return size;
    }

    public long rosId(int row) {
        return rosIds[row];
    }

    public String rawName(int row) {
        return names[row];
    }

    public long down(int row) {
        return down[row];
    }

    public long up(int row) {
        return up[row];
    }

    /// What the table holds in memory, for the spool's bound; names are shared with the sessions.
    public long bytes() {
        return 64 + 28L * rosIds.length;
    }
}
