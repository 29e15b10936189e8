package io.lastmile.collector.pipeline;

/// Takes the outcome of each poll, in the order of polls per router. Called on the pipeline's
/// thread: it must not block and must not throw for what a router or a customer can cause.
@FunctionalInterface
public interface Sink {
    void accept(PollOutcome outcome);

    /// The database has told what it remembers of a router, before the first outcome of a start and
    /// after each reload. Sessions that go on appear in no `started` afterwards.
    default void recalled(RouterMemory memory) {}
}
