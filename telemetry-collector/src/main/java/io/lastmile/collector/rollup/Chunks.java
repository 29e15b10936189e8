package io.lastmile.collector.rollup;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import javax.sql.DataSource;

/// The chunks that hypertables of schema telemetry are made of.
final class Chunks {
    /// The detailed size includes what columnar compression moved elsewhere.
    private static final String CHUNKS =
            """
            select chunk.range_start, chunk.range_end, coalesce(size.total_bytes, 0) as bytes
            from timescaledb_information.chunks as chunk
            left join chunks_detailed_size(?::regclass) as size
                 on size.chunk_schema = chunk.chunk_schema and size.chunk_name = chunk.chunk_name
            where chunk.hypertable_schema = 'telemetry' and chunk.hypertable_name = ?
            """;

    /// Holds the times from `start` (inclusive) to `end`.
    record Chunk(String table, OffsetDateTime start, OffsetDateTime end, long bytes) {}

    private final DataSource source;

    Chunks(DataSource source) {
        this.source = source;
    }

    /// Of all these tables together, oldest first.
    List<Chunk> of(List<String> tables) throws SQLException {
        List<Chunk> chunks = new ArrayList<>();
        try (Connection connection = source.getConnection();
                PreparedStatement select = connection.prepareStatement(CHUNKS)) {
            for (String table : tables) {
                select.setString(1, "telemetry." + table);
                select.setString(2, table);
                add(select, table, chunks);
            }
        }
        chunks.sort(Comparator.comparing(Chunk::end).thenComparing(Chunk::start));
        return chunks;
    }

    private static void add(PreparedStatement select, String table, List<Chunk> chunks)
            throws SQLException {
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                chunks.add(
                        new Chunk(
                                table,
                                row.getObject("range_start", OffsetDateTime.class),
                                row.getObject("range_end", OffsetDateTime.class),
                                row.getLong("bytes")));
            }
        }
    }
}
