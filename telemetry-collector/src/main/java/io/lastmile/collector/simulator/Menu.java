package io.lastmile.collector.simulator;

import io.lastmile.collector.routeros.Field;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// A menu of a router: rows, and what may be done to them. Guarded by its router's lock.
interface Menu {
    /// In the order in which a print shows them.
    List<Field> properties();

    List<? extends Row> rows(long now);

    /// Properties that hold the counters whose truth is kept; none by default.
    default List<String> counters() {
        return List.of();
    }

    /// Whether `listen` tells when a row leaves.
    default boolean reportsDead() {
        return true;
    }

    /// Whether its rows change only by edits and with the sessions, as [Router#stamp] tells.
    default boolean stamped() {
        return false;
    }

    default Answer add(Map<String, String> values, long now) {
        return Answer.noSuchCommand();
    }

    default Answer set(Row row, String property, String value, long now) {
        return Answer.noSuchCommand();
    }

    default Answer unset(Row row, String property, long now) {
        return Answer.noSuchCommand();
    }

    default Answer remove(Row row, long now) {
        return Answer.noSuchCommand();
    }

    default Answer resetCounters(Row row, long now) {
        return Answer.noSuchCommand();
    }

    static List<Field> fields(String... names) {
        return Stream.of(names).map(Field::of).toList();
    }

    static boolean isYes(String value) {
        return value.equals("yes") || value.equals("true");
    }

    static boolean isFlag(String value) {
        return isYes(value) || value.equals("no") || value.equals("false");
    }
}
