package io.lastmile.collector.postgres;

/// What an embedded server is told. A durable one keeps its promises through a crash of the
/// machine; the other is for tests, whose data dies with them.
record ServerSettings(int port, boolean durable) {
    private static final String COMMON =
            """
            # Written at each start: changes are lost.
            listen_addresses = '127.0.0.1'
            unix_socket_directories = ''
            port = %d
            shared_preload_libraries = 'timescaledb'
            timescaledb.telemetry_level = off
            max_connections = 100
            max_locks_per_transaction = 256
            jit = off
            timezone = 'UTC'
            log_timezone = 'UTC'
            lc_messages = 'C'
            """;

    private static final String DURABLE =
            """
            shared_buffers = 256MB
            max_wal_size = 2GB
            min_wal_size = 256MB
            checkpoint_timeout = 10min
            wal_compression = on
            logging_collector = on
            log_directory = 'log'
            log_filename = 'postgres-%a.log'
            log_rotation_age = 1d
            log_rotation_size = 0
            log_truncate_on_rotation = on
            log_checkpoints = off
            """;

    private static final String FAST =
            """
            shared_buffers = 64MB
            fsync = off
            synchronous_commit = off
            full_page_writes = off
            max_wal_size = 1GB
            logging_collector = off
            """;

    String text() {
        return COMMON.formatted(port) + (durable ? DURABLE : FAST);
    }
}
