package io.lastmile.collector.store;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import org.postgresql.copy.CopyIn;
import org.postgresql.copy.CopyManager;

/// Writes rows in PostgreSQL's binary COPY format (manual, COPY, "Binary Format") from one buffer
/// that is used again and again: a row makes no object.
final class CopyRows {
    private static final int BUFFER_BYTES = 64 << 10;

    /// No row of ours comes near it.
    private static final int ROW_BYTES_MAX = 1024;

    /// Microseconds from 1970 to PostgreSQL's epoch, 2000-01-01.
    private static final long EPOCH_MICROS = 946_684_800_000_000L;

    private static final byte[] SIGNATURE =
            "PGCOPY\n\377\r\n\0".getBytes(StandardCharsets.ISO_8859_1);
    private static final VarHandle LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INT =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle SHORT =
            MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);

    interface Rows {
        void write(CopyRows to) throws SQLException;
    }

    private final byte[] buffer = new byte[BUFFER_BYTES];
    private int size;

    /// Sends what `rows` writes; returns the number of rows that the server took.
    long copy(CopyManager manager, String sql, Rows rows) throws SQLException {
        CopyIn copy = manager.copyIn(sql);
        try {
            begin();
            target = copy;
            rows.write(this);
            row(-1);
            flush();
            return copy.endCopy();
        } finally {
            target = null;
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        }
    }

    private @org.jspecify.annotations.Nullable CopyIn target;

    private void begin() {
        System.arraycopy(SIGNATURE, 0, buffer, 0, SIGNATURE.length);
        size = SIGNATURE.length;
        putInt(0);
        putInt(0);
    }

    private void flush() throws SQLException {
        CopyIn copy = target;
        if (copy == null) {
            throw new IllegalStateException("no copy is under way");
        }
        copy.writeToCopy(buffer, 0, size);
        size = 0;
    }

    /// Begins a row of this many fields; -1 ends the data.
    void row(int fields) throws SQLException {
        if (size > BUFFER_BYTES - ROW_BYTES_MAX) {
            flush();
        }
        SHORT.set(buffer, size, (short) fields);
        size += Short.BYTES;
    }

    void int8(long value) {
        putInt(Long.BYTES);
        LONG.set(buffer, size, value);
        size += Long.BYTES;
    }

    void int4(int value) {
        putInt(Integer.BYTES);
        putInt(value);
    }

    void int2(short value) {
        putInt(Short.BYTES);
        SHORT.set(buffer, size, value);
        size += Short.BYTES;
    }

    /// A timestamptz from microseconds since 1970.
    void time(long micros) {
        int8(micros - EPOCH_MICROS);
    }

    private void putInt(int value) {
        INT.set(buffer, size, value);
        size += Integer.BYTES;
    }
}
