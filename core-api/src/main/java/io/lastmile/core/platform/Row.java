package io.lastmile.core.platform;

import io.helidon.dbclient.DbRow;
import java.math.BigDecimal;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Optional;

/// A row of a result by column names. DbClient has no mappers between int and long and none for
/// Instant; here a number is a number.
public record Row(DbRow row) {
    public long number(String column) {
        return toLong(column, need(column));
    }

    public int integer(String column) {
        return Math.toIntExact(number(column));
    }

    public String text(String column) {
        return need(column).toString();
    }

    public boolean flag(String column) {
        return (Boolean) need(column);
    }

    public Instant time(String column) {
        return ((Timestamp) need(column)).toInstant();
    }

    public byte[] bytes(String column) {
        return (byte[]) need(column);
    }

    public Optional<byte[]> optionalBytes(String column) {
        return value(column).map(byte[].class::cast);
    }

    public Optional<Long> optionalNumber(String column) {
        return value(column).map(found -> toLong(column, found));
    }

    public Optional<Integer> optionalInteger(String column) {
        return optionalNumber(column).map(Math::toIntExact);
    }

    public Optional<String> optionalText(String column) {
        return value(column).map(Object::toString);
    }

    public Optional<Instant> optionalTime(String column) {
        return value(column).map(found -> ((Timestamp) found).toInstant());
    }

    /// Sums are numeric and may pass what a long holds: such a figure is shown as the greatest one.
    private static long toLong(String column, Object found) {
        return switch (found) {
            case BigDecimal big -> big.min(BigDecimal.valueOf(Long.MAX_VALUE)).longValue();
            case Number number -> number.longValue();
            default ->
                    throw new IllegalStateException(
                            column + ": " + found.getClass() + " (expected: a number)");
        };
    }

    private Object need(String column) {
        return value(column)
                .orElseThrow(
                        () -> new IllegalStateException(column + ": null (expected: a value)"));
    }

    private Optional<Object> value(String column) {
        return Optional.ofNullable(row.column(column).get(Object.class));
    }
}
