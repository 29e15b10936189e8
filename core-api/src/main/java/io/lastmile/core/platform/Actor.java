package io.lastmile.core.platform;

/// In whose name a unit of work runs. Bound by the HTTP gate or by a job; every transaction tells
/// it to the database first, which is where row-level security will read it.
public record Actor(String login) {
    /// Nobody but the program itself: jobs, migrations, what happens before login.
    public static final Actor SYSTEM = new Actor("");

    private static final ScopedValue<Actor> CURRENT = ScopedValue.newInstance();

    public static Actor current() {
        return CURRENT.orElse(SYSTEM);
    }

    public void run(Runnable work) {
        ScopedValue.where(CURRENT, this).run(work);
    }
}
