package io.lastmile.core.identity;

import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.lastmile.core.platform.Body;
import io.lastmile.core.platform.Database;
import io.lastmile.core.platform.Fields;
import io.lastmile.core.platform.Json;
import io.lastmile.core.platform.Page;
import io.lastmile.core.platform.Permission;
import io.lastmile.core.platform.Role;
import io.lastmile.core.platform.Routes;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// `/api/audit` and `/api/roles`.
final class AuditRoutes {
    record RoleRow(Role role, Set<Permission> permissions) {
        static List<RoleRow> all() {
            return EnumSet.allOf(Role.class).stream()
                    .filter(role -> role.staff() || role == Role.CUSTOMER)
                    .map(role -> new RoleRow(role, new TreeSet<>(Permissions.of(role))))
                    .toList();
        }
    }

    private final Database database;
    private final AuditRows audit;

    AuditRoutes(Database database, AuditRows audit) {
        this.database = database;
        this.audit = audit;
    }

    void routes(Routes routes) {
        routes.may(Permission.AUDIT_SEE).get("/api/audit", this::list);
        routes.may(Permission.USERS_SEE)
                .get("/api/roles", (_, response) -> Json.send(response, RoleRow.all()));
    }

    private void list(ServerRequest request, ServerResponse response) {
        Fields query = Body.query(request);
        AuditRows.Filter filter = AuditRows.Filter.read(query);
        Page.Request page = Page.Request.of(query);
        query.done();
        Json.send(response, database.read(() -> audit.page(filter, page)));
    }
}
