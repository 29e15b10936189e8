package io.lastmile.deploy;

import io.lastmile.core.CoreApi;
import io.lastmile.core.identity.Permissions;
import io.lastmile.core.platform.Actor;
import io.lastmile.core.platform.Role;
import java.util.List;

/// Who works at the demo's ISP. None of them has a password; the owner may send them one.
record PastStaff(
        Colleague support,
        Colleague noc,
        Colleague billing,
        Colleague technician,
        List<Colleague> collectors) {
    /// A person with an account.
    record Colleague(int account, Actor actor) {}

    static PastStaff enlist(CoreApi core) {
        return new PastStaff(
                one(core, "nadia.islam", "Nadia Islam", Role.SUPPORT),
                one(core, "rafiq.hasan", "Rafiq Hasan", Role.NOC),
                one(core, "mitu.akter", "Mitu Akter", Role.BILLING),
                one(core, "jamal.uddin", "Jamal Uddin", Role.TECHNICIAN),
                List.of(
                        one(core, "sohel.rana", "Sohel Rana", Role.FIELD_MANAGER),
                        one(core, "karim.mia", "Karim Mia", Role.FIELD_MANAGER),
                        one(core, "shirin.akhter", "Shirin Akhter", Role.SUPPORT)));
    }

    private static Colleague one(CoreApi core, String login, String name, Role role) {
        int account = core.identity().enlist(login, name, role);
        var who = new Actor.Who(login, account, 0, 0);
        return new Colleague(account, new Actor(role, who, Permissions.of(role), ""));
    }
}
