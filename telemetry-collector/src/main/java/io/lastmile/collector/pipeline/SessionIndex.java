package io.lastmile.collector.pipeline;

import java.util.Arrays;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// The live sessions of one table by RouterOS `.id`: open addressing on primitive keys, because it
/// is asked once per row of every poll. A visit number per slot tells which sessions a listing did
/// not name.
final class SessionIndex {
    private @Nullable Session[] slots = new Session[64];
    private long[] visits = new long[64];
    private int size;
    private long visit;

    int size() {
        return size;
    }

    /// Begins a listing; sessions found or put from now on count as listed.
    void beginListing() {
        visit++;
    }

    @Nullable Session visit(long rosId) {
        int slot = slot(slots, rosId);
        if (slots[slot] != null) {
            visits[slot] = visit;
        }
        return slots[slot];
    }

    void put(Session session) {
        if ((size + 1) * 2 > slots.length) {
            resize(slots.length * 2);
        }
        int slot = slot(slots, session.key().rosId());
        if (slots[slot] == null) {
            size++;
        }
        slots[slot] = session;
        visits[slot] = visit;
    }

    void forEach(Consumer<Session> action) {
        for (Session session : slots) {
            if (session != null) {
                action.accept(session);
            }
        }
    }

    /// Moves every session onto the line object that `same` names, keeping its reading.
    void replaceLines(UnaryOperator<Line> same) {
        for (int i = 0; i < slots.length; i++) {
            Session session = slots[i];
            if (session != null) {
                slots[i] = session.on(same.apply(session.line()));
            }
        }
    }

    /// Takes out the sessions that the listing did not name and hands them over.
    void endListing(Consumer<Session> gone) {
        int gonePlaces = 0;
        for (int i = 0; i < slots.length; i++) {
            Session session = slots[i];
            if (session != null && visits[i] != visit) {
                gone.accept(session);
                slots[i] = null;
                gonePlaces++;
            }
        }
        if (gonePlaces > 0) {
            // Holes break the probe chains, so what is left is placed anew.
            size -= gonePlaces;
            resize(slots.length);
        }
    }

    private void resize(int capacity) {
        @Nullable Session[] old = slots;
        long[] oldVisits = visits;
        slots = new Session[capacity];
        visits = new long[capacity];
        Arrays.fill(visits, -1);
        for (int i = 0; i < old.length; i++) {
            Session session = old[i];
            if (session != null) {
                int slot = slot(slots, session.key().rosId());
                slots[slot] = session;
                visits[slot] = oldVisits[i];
            }
        }
    }

    private static int slot(@Nullable Session[] table, long rosId) {
        int mask = table.length - 1;
        int slot = (int) ((rosId * 0x9E3779B97F4A7C15L) >>> 32) & mask;
        while (true) {
            Session there = table[slot];
            if (there == null || there.key().rosId() == rosId) {
                return slot;
            }
            slot = (slot + 1) & mask;
        }
    }
}
