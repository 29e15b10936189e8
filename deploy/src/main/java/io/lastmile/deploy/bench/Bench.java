package io.lastmile.deploy.bench;

import java.util.List;

/// One part of the benchmark; under 30 seconds for each thing that it measures.
public interface Bench {
    /// The word after `./run bench`.
    String part();

    /// Measures and gives the rows; whatever it started is ended when it returns.
    List<BenchRow> run() throws Exception;
}
