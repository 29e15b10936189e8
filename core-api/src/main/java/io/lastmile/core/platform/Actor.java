package io.lastmile.core.platform;

import java.util.EnumSet;
import java.util.Set;
import java.util.function.Supplier;

/// In whose name a unit of work runs. Bound by the HTTP gate, a job or a listener; every
/// transaction tells it to the database first, where row-level security and the audit read it. Who
/// is not bound is nobody and sees no row. `address` is where the request came from, empty for the
/// program.
public record Actor(Role role, Who who, Set<Permission> permissions, String address) {
    /// The person: `login` is what audit rows and histories show. An id of 0 is none.
    public record Who(String login, int account, int customer, int reseller) {
        static final Who NOBODY = new Who("", 0, 0, 0);
    }

    public static final Actor NOBODY = new Actor(Role.NOBODY, Who.NOBODY, Set.of(), "");

    private static final ScopedValue<Actor> CURRENT = ScopedValue.newInstance();

    public Actor {
        permissions = Set.copyOf(permissions);
    }

    /// The program itself, under the name of its part: `reconciler`.
    public static Actor system(String part) {
        return system(part, "");
    }

    /// The same for somebody out there who has no account yet.
    public static Actor system(String part, String address) {
        return new Actor(
                Role.SYSTEM, new Who(part, 0, 0, 0), EnumSet.allOf(Permission.class), address);
    }

    public static Actor current() {
        return CURRENT.orElse(NOBODY);
    }

    public String login() {
        return who.login();
    }

    public boolean known() {
        return role != Role.NOBODY;
    }

    public boolean may(Permission permission) {
        return permissions.contains(permission);
    }

    public void run(Runnable work) {
        ScopedValue.where(CURRENT, this).run(work);
    }

    public <T> T call(Supplier<T> work) {
        return ScopedValue.where(CURRENT, this).call(work::get);
    }
}
