package io.lastmile.core.overview;

import io.lastmile.core.alarms.Alarms;
import java.util.List;

/// The snapshot. `waiting` and `failed` are lines whose router does not have what it should.
public record Overview(
        People customers,
        Lines lines,
        Drift drift,
        Tickets tickets,
        Alarms.Counts alarms,
        List<Step> steps) {
    /// Who is there; `suspended` customers have a line that is off.
    public record People(int active, int newThisMonth, int suspended) {}

    public record Lines(int total, int online, int suspended) {}

    public record Drift(int managed, int waiting, int failed) {}

    /// Open ones, and those whose time is up.
    public record Tickets(int open, int late) {}

    /// Something that an installation needs before it works for customers.
    public record Step(Need need, boolean done) {}

    /// In the order in which they make sense: lines that are taken over from a router find their
    /// plan and their customer.
    public enum Need {
        BRAND,
        PLAN,
        CUSTOMERS,
        ROUTER,
        LINES,
        WRITER,
        COLLEAGUES
    }

    public Overview {
        steps = List.copyOf(steps);
    }
}
