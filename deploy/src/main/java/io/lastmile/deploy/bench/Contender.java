package io.lastmile.deploy.bench;

import java.io.IOException;

/// One way to read the rows of a [RowServer]. Connected when made.
interface Contender extends AutoCloseable {
    /// Prints once and gives the sum of `rx-byte` and `tx-byte` over all rows.
    long sum() throws Exception;

    @Override
    void close() throws IOException;
}
