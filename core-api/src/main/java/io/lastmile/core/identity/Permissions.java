package io.lastmile.core.identity;

import static io.lastmile.core.platform.Permission.ALARMS_SEE;
import static io.lastmile.core.platform.Permission.ALARMS_WORK;
import static io.lastmile.core.platform.Permission.AUDIT_SEE;
import static io.lastmile.core.platform.Permission.BILLING_RUN;
import static io.lastmile.core.platform.Permission.BILLING_SEE;
import static io.lastmile.core.platform.Permission.BILLING_WRITE;
import static io.lastmile.core.platform.Permission.CASH_SETTLE;
import static io.lastmile.core.platform.Permission.CASH_TAKE;
import static io.lastmile.core.platform.Permission.CUSTOMERS_CHANGE;
import static io.lastmile.core.platform.Permission.CUSTOMERS_IMPORT;
import static io.lastmile.core.platform.Permission.CUSTOMERS_SEE;
import static io.lastmile.core.platform.Permission.DOCUMENTS_REVEAL;
import static io.lastmile.core.platform.Permission.DUNNING_APPROVE;
import static io.lastmile.core.platform.Permission.DUNNING_PROMISE;
import static io.lastmile.core.platform.Permission.DUNNING_SEE;
import static io.lastmile.core.platform.Permission.LEDGER_POST;
import static io.lastmile.core.platform.Permission.LEDGER_SEE;
import static io.lastmile.core.platform.Permission.LINES_CHANGE;
import static io.lastmile.core.platform.Permission.LINES_SEE;
import static io.lastmile.core.platform.Permission.LIVE_SEE;
import static io.lastmile.core.platform.Permission.MESSAGES_GATEWAYS;
import static io.lastmile.core.platform.Permission.MESSAGES_SEE;
import static io.lastmile.core.platform.Permission.NETWORK_CHANGE;
import static io.lastmile.core.platform.Permission.NETWORK_SEE;
import static io.lastmile.core.platform.Permission.PLANS_CHANGE;
import static io.lastmile.core.platform.Permission.PLANS_SEE;
import static io.lastmile.core.platform.Permission.PORTAL;
import static io.lastmile.core.platform.Permission.REPORTS_SEE;
import static io.lastmile.core.platform.Permission.ROUTERS_CHANGE;
import static io.lastmile.core.platform.Permission.ROUTERS_SEE;
import static io.lastmile.core.platform.Permission.SUBSCRIPTIONS_CHANGE;
import static io.lastmile.core.platform.Permission.SYSTEM_SEE;
import static io.lastmile.core.platform.Permission.TICKETS_SEE;
import static io.lastmile.core.platform.Permission.TICKETS_SETTINGS;
import static io.lastmile.core.platform.Permission.TICKETS_WORK;
import static io.lastmile.core.platform.Permission.USAGE_SEE;
import static io.lastmile.core.platform.Permission.USERS_SEE;

import io.lastmile.core.platform.Actor;
import io.lastmile.core.platform.Permission;
import io.lastmile.core.platform.Role;
import java.util.EnumSet;
import java.util.Set;

/// Who may do what: the one table. Row-level security shows technicians, resellers and customers
/// their own rows only, so they have nothing that shows the whole network.
public final class Permissions {
    private static final Set<Permission> ALL = Set.copyOf(EnumSet.complementOf(EnumSet.of(PORTAL)));

    private static final Set<Permission> ADMIN =
            Set.copyOf(EnumSet.complementOf(EnumSet.of(PORTAL, MESSAGES_GATEWAYS)));

    private static final Set<Permission> BILLING =
            Set.of(
                    LINES_SEE,
                    USAGE_SEE,
                    ALARMS_SEE,
                    CUSTOMERS_SEE,
                    CUSTOMERS_CHANGE,
                    CUSTOMERS_IMPORT,
                    DOCUMENTS_REVEAL,
                    PLANS_SEE,
                    PLANS_CHANGE,
                    LEDGER_SEE,
                    LEDGER_POST,
                    SUBSCRIPTIONS_CHANGE,
                    BILLING_SEE,
                    BILLING_WRITE,
                    BILLING_RUN,
                    CASH_TAKE,
                    CASH_SETTLE,
                    REPORTS_SEE,
                    DUNNING_SEE,
                    DUNNING_PROMISE,
                    DUNNING_APPROVE,
                    NETWORK_SEE,
                    TICKETS_SEE,
                    TICKETS_WORK,
                    MESSAGES_SEE);

    private static final Set<Permission> NOC =
            Set.of(
                    LIVE_SEE,
                    ROUTERS_SEE,
                    ROUTERS_CHANGE,
                    LINES_SEE,
                    LINES_CHANGE,
                    USAGE_SEE,
                    ALARMS_SEE,
                    ALARMS_WORK,
                    CUSTOMERS_SEE,
                    PLANS_SEE,
                    BILLING_SEE,
                    DUNNING_SEE,
                    NETWORK_SEE,
                    NETWORK_CHANGE,
                    TICKETS_SEE,
                    TICKETS_WORK,
                    MESSAGES_SEE,
                    SYSTEM_SEE);

    private static final Set<Permission> SUPPORT =
            Set.of(
                    LIVE_SEE,
                    ROUTERS_SEE,
                    LINES_SEE,
                    LINES_CHANGE,
                    USAGE_SEE,
                    ALARMS_SEE,
                    CUSTOMERS_SEE,
                    CUSTOMERS_CHANGE,
                    PLANS_SEE,
                    SUBSCRIPTIONS_CHANGE,
                    BILLING_SEE,
                    CASH_TAKE,
                    DUNNING_SEE,
                    DUNNING_PROMISE,
                    NETWORK_SEE,
                    TICKETS_SEE,
                    TICKETS_WORK,
                    MESSAGES_SEE);

    private static final Set<Permission> FIELD_MANAGER =
            Set.of(
                    LIVE_SEE,
                    ROUTERS_SEE,
                    LINES_SEE,
                    USAGE_SEE,
                    ALARMS_SEE,
                    ALARMS_WORK,
                    CUSTOMERS_SEE,
                    PLANS_SEE,
                    BILLING_SEE,
                    CASH_TAKE,
                    DUNNING_SEE,
                    NETWORK_SEE,
                    TICKETS_SEE,
                    TICKETS_WORK,
                    TICKETS_SETTINGS,
                    MESSAGES_SEE);

    private static final Set<Permission> TECHNICIAN = Set.of(TICKETS_SEE, TICKETS_WORK);

    private static final Set<Permission> RESELLER =
            Set.of(CUSTOMERS_SEE, PLANS_SEE, TICKETS_SEE, TICKETS_WORK);

    private static final Set<Permission> AUDITOR =
            Set.of(
                    LIVE_SEE,
                    ROUTERS_SEE,
                    LINES_SEE,
                    USAGE_SEE,
                    ALARMS_SEE,
                    CUSTOMERS_SEE,
                    PLANS_SEE,
                    BILLING_SEE,
                    REPORTS_SEE,
                    DUNNING_SEE,
                    LEDGER_SEE,
                    NETWORK_SEE,
                    TICKETS_SEE,
                    MESSAGES_SEE,
                    USERS_SEE,
                    AUDIT_SEE,
                    SYSTEM_SEE);

    private Permissions() {}

    public static Set<Permission> of(Role role) {
        return switch (role) {
            case OWNER -> ALL;
            case ADMIN -> ADMIN;
            case BILLING -> BILLING;
            case NOC -> NOC;
            case SUPPORT -> SUPPORT;
            case FIELD_MANAGER -> FIELD_MANAGER;
            case TECHNICIAN -> TECHNICIAN;
            case RESELLER -> RESELLER;
            case AUDITOR -> AUDITOR;
            case CUSTOMER -> Set.of(PORTAL);
            case SYSTEM -> EnumSet.allOf(Permission.class);
            case NOBODY -> Set.of();
        };
    }

    /// Whether somebody may make, change or end an account of this role: only who holds all that it
    /// may. Owners are looked after by owners.
    public static boolean reaches(Actor actor, Role role) {
        boolean owns = actor.role() == Role.OWNER || actor.role() == Role.SYSTEM;
        return role.staff()
                && (role != Role.OWNER || owns)
                && actor.permissions().containsAll(of(role));
    }
}
