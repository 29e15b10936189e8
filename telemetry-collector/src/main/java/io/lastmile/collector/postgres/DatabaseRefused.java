package io.lastmile.collector.postgres;

import java.nio.file.Path;

/// No database can be had. The message is one sentence that says what a person can do about it.
public abstract sealed class DatabaseRefused extends RuntimeException {
    private DatabaseRefused(String sentence) {
        super(sentence);
    }

    /// Another live process owns the data folder.
    public static final class FolderInUse extends DatabaseRefused {
        FolderInUse(Path folder, String owner) {
            super(
                    "the data folder %s is in use by process %s: stop that one or choose another"
                                    .formatted(folder, owner)
                            + " with --data");
        }
    }

    /// There is no room to unpack, or to write.
    public static final class NoDiskSpace extends DatabaseRefused {
        NoDiskSpace(Path folder, long mebibytesFree, long mebibytesNeeded) {
            super(
                    "no disk space for %s: %d MiB free, %d MiB needed"
                            .formatted(folder, mebibytesFree, mebibytesNeeded));
        }
    }

    /// The embedded server does not run on this machine as it is.
    public static final class HostUnsupported extends DatabaseRefused {
        HostUnsupported(String what) {
            super(
                    what
                            + "; give a server with TimescaleDB by --database-url, or use the"
                            + " compose file");
        }
    }

    /// The data in the folder belongs to another version of PostgreSQL.
    public static final class DataUnfit extends DatabaseRefused {
        DataUnfit(Path folder, String found) {
            super(
                    "%s holds data of PostgreSQL %s (expected: %s): move it away or use --fresh"
                            .formatted(folder, found, ServerBinaries.MAJOR));
        }
    }

    /// The embedded server did not come up; the end of its log is in the message.
    public static final class ServerFailed extends DatabaseRefused {
        ServerFailed(String what, String log) {
            super(what + ": " + log.strip());
        }
    }

    /// An external server cannot be used as it is.
    public static final class ServerUnfit extends DatabaseRefused {
        ServerUnfit(String what) {
            super(what);
        }
    }
}
