package io.lastmile.core.platform;

import java.util.Locale;
import java.util.Set;

/// What somebody is to the ISP. Room identity says what each may do; row-level security reads the
/// word and shows each only its rows.
public enum Role {
    OWNER,
    ADMIN,
    BILLING,
    NOC,
    SUPPORT,
    FIELD_MANAGER,
    TECHNICIAN,
    RESELLER,
    AUDITOR,
    CUSTOMER,
    /// The program itself: jobs, listeners, what happens before a login.
    SYSTEM,
    /// Not logged in: sees no row.
    NOBODY;

    private static final Set<Role> NO_STAFF = Set.of(CUSTOMER, SYSTEM, NOBODY);

    /// As the database spells it: `field_manager`; the API writes a hyphen.
    public String word() {
        return this == NOBODY ? "" : name().toLowerCase(Locale.ROOT);
    }

    /// Logs in with a password and a second factor. Resellers and technicians do as well, though
    /// they see their own customers and jobs only.
    public boolean staff() {
        return !NO_STAFF.contains(this);
    }
}
