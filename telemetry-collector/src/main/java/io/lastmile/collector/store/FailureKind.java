package io.lastmile.collector.store;

import java.sql.SQLException;

/// What a failed statement means for the writer, by SQLState (manual, appendix A).
enum FailureKind {
    /// The connection or the server is gone, or the server cannot take us now.
    OUTAGE,
    /// Disk or memory of the server is full: an outage that a person has to end.
    DISK_FULL,
    /// Somebody was in the way; the same transaction will go through.
    CONTENTION,
    /// The rows themselves are refused: no repetition will help.
    DATA,
    /// The schema or a right is missing, or something unheard of: repeated slowly and loudly.
    BROKEN;

    static FailureKind of(SQLException e) {
        String state = e.getSQLState() == null ? "" : e.getSQLState();
        return switch (state) {
            case "53100", "53200", "58030" -> DISK_FULL;
            case "40001", "40P01", "55P03", "57014" -> CONTENTION;
            case "25P03", "25P04" -> OUTAGE;
            default -> ofClass(state.length() == 5 ? state.substring(0, 2) : "");
        };
    }

    private static FailureKind ofClass(String sqlClass) {
        return switch (sqlClass) {
            case "08", "53", "57", "58" -> OUTAGE;
            case "22", "23" -> DATA;
            default -> BROKEN;
        };
    }

    String tag() {
        return switch (this) {
            case OUTAGE -> "outage";
            case DISK_FULL -> "disk-full";
            case CONTENTION -> "contention";
            case DATA -> "data";
            case BROKEN -> "broken";
        };
    }
}
