package io.lastmile.core.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.lastmile.core.TestApi;
import io.lastmile.core.platform.Access;
import io.lastmile.core.platform.Actor;
import io.lastmile.core.platform.Role;
import io.lastmile.core.platform.Routes;
import java.net.http.HttpResponse;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/// Every route of the server and every role: who may not is refused, who may is not. The routes
/// come from the server's own table, so a new one is in it by itself.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AccessMatrixTest {
    /// Without a login one may do this and nothing else. A route that is to be open is added here
    /// by hand, on purpose.
    private static final Set<String> OPEN =
            Set.of(
                    "GET /health",
                    "GET /metrics",
                    "GET /openapi",
                    "GET /openapi.json",
                    "GET /api/login",
                    "GET /api/tariffs",
                    "GET /api/walled",
                    "POST /login",
                    "POST /login/second",
                    "POST /login/enrol",
                    "POST /logout",
                    "POST /setup",
                    "POST /password/forgot",
                    "POST /password/reset",
                    "POST /portal/login",
                    "POST /portal/code",
                    "POST /portal/choice");

    /// Of no row: whose rows are whose is ForeignRowTest's.
    private static final String NO_ID = "999999999";

    private TestApi api;
    private People people;
    private final Map<Role, String> cookies = new EnumMap<>(Role.class);

    @BeforeAll
    void start() {
        api = TestApi.start();
        people = new People(api);
        for (Role role : EnumSet.allOf(Role.class)) {
            if (role == Role.CUSTOMER) {
                cookies.put(role, people.customerSession(7));
            } else if (role.staff()) {
                int account = people.account(role, "the." + role.word());
                cookies.put(role, people.session(account));
            }
        }
    }

    @AfterAll
    void stop() {
        api.close();
    }

    @Test
    void onlyTheseRoutesAreOpen() {
        assertThat(api.server.table())
                .filteredOn(entry -> entry.access().open())
                .extracting(entry -> entry.method() + " " + entry.pattern())
                .containsExactlyInAnyOrderElementsOf(OPEN);
    }

    @TestFactory
    Stream<DynamicTest> everyRouteAnswersEachRoleAsItsAccessSays() {
        return api.server.table().stream()
                .filter(entry -> !entry.access().open())
                .map(entry ->
                        DynamicTest.dynamicTest(
                                entry.method() + " " + entry.pattern(), () -> tryAll(entry)));
    }

    private void tryAll(Routes.Entry entry) {
        assertThat(answer(entry, "").statusCode()).as("nobody").isEqualTo(401);
        cookies.forEach((role, cookie) -> {
            HttpResponse<String> response = answer(entry, cookie);
            if (mayUse(entry.access(), role)) {
                assertThat(response.statusCode()).as("%s: %s", role, response).isNotIn(401, 403);
            } else {
                assertThat(response.statusCode()).as("%s: %s", role, response).isEqualTo(403);
                assertThat(TestApi.json(response).path("type").asText())
                        .isEqualTo("/problems/forbidden");
            }
        });
    }

    /// By the table of permissions alone, not by the code that refuses.
    static boolean mayUse(Access access, Role role) {
        return access.anyOf().isEmpty()
                || access.anyOf().stream().anyMatch(Permissions.of(role)::contains);
    }

    private HttpResponse<String> answer(Routes.Entry entry, String cookie) {
        String path = entry.pattern().replaceAll("\\{[^}]*}", NO_ID);
        String json = Set.of("POST", "PUT").contains(entry.method()) ? "{}" : "";
        return people.as(cookie.isEmpty() ? "other=1" : cookie, entry.method(), path, json);
    }

    @Test
    void rolesThatLookAfterUsersAreTheOnesThatTheDatabaseLets() {
        for (Role role : EnumSet.allOf(Role.class)) {
            boolean admin =
                    api.value(
                                    """
                                    select core.is_user_admin()
                                    from (select set_config('app.role', '%s', false)) as role
                                    """
                                            .formatted(role.word()))
                            .equals("t");
            assertThat(admin)
                    .as(role.word())
                    .isEqualTo(
                            Permissions.of(role)
                                    .contains(io.lastmile.core.platform.Permission.USERS_CHANGE));
        }
    }

    @Test
    void nobodyReachesBeyondThemselves() {
        for (Role actor : EnumSet.allOf(Role.class)) {
            Actor who = Credentials.staff(1, "x", actor, "");
            for (Role role : EnumSet.allOf(Role.class)) {
                if (Permissions.reaches(who, role)) {
                    assertThat(Permissions.of(actor)).containsAll(Permissions.of(role));
                    assertThat(role != Role.OWNER || owns(actor)).isTrue();
                }
            }
        }
    }

    private static boolean owns(Role role) {
        return role == Role.OWNER || role == Role.SYSTEM;
    }
}
