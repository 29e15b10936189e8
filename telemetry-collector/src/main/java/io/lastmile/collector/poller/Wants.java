package io.lastmile.collector.poller;

/// What one poll is to ask beyond the router's resources, with at most three requests in all.
///
/// The first request is always `/system/resource`, the second a table of counters. The third is
/// `/ppp/active` where it is due or an unknown `.id` appeared, else whatever of the others is due,
/// else the queues. Queues that had to wait too often get a poll of their own without the
/// interfaces, whose bytes the next poll then carries.
record Wants(boolean interfaces, boolean active, boolean identity, boolean clock, boolean queues) {
    /// Polls in a row in which sessions that came took the queues' request.
    static final int QUEUES_WAIT_MAX = 3;

    /// What is known of the router when a poll begins.
    record Standing(boolean activeDue, boolean identityDue, boolean clockDue, int queuesWaited) {}

    static Wants of(PollableRouter.Task task, Standing standing) {
        boolean queuesAlone =
                task.queues() && (!task.ppp() || standing.queuesWaited() >= QUEUES_WAIT_MAX);
        return new Wants(
                task.ppp() && !queuesAlone,
                standing.activeDue(),
                standing.identityDue(),
                standing.clockDue(),
                task.queues());
    }

    /// The third request.
    enum Third {
        NONE,
        ACTIVE,
        IDENTITY,
        CLOCK,
        QUEUES
    }

    Third third(boolean unknownAppeared) {
        if (interfaces && (active || unknownAppeared)) {
            return Third.ACTIVE;
        }
        if (identity) {
            return Third.IDENTITY;
        }
        if (clock) {
            return Third.CLOCK;
        }
        return interfaces && queues ? Third.QUEUES : Third.NONE;
    }
}
