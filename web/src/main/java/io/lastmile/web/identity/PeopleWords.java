package io.lastmile.web.identity;

import com.fasterxml.jackson.databind.JsonNode;
import io.lastmile.core.identity.Account;
import io.lastmile.core.identity.ApiKey;
import io.lastmile.core.identity.AuditRow;
import io.lastmile.core.identity.Permissions;
import io.lastmile.core.identity.Session;
import io.lastmile.core.platform.Actor;
import io.lastmile.core.platform.Fields;
import io.lastmile.core.platform.Permission;
import io.lastmile.core.platform.Role;
import io.lastmile.web.Browsers;
import io.lastmile.web.Texts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Accounts, sessions, keys and audit rows in the reader's words.
final class PeopleWords {
    private static final int VALUE_LENGTH_MAX = 120;

    private final Texts texts;
    private final Instant now;

    PeopleWords(Texts texts, Instant now) {
        this.texts = texts;
        this.now = now;
    }

    static List<Role> roles() {
        return EnumSet.allOf(Role.class).stream().filter(Role::staff).toList();
    }

    String role(Role role) {
        return texts.of("role." + Fields.nameOf(role));
    }

    String permission(Permission permission) {
        return texts.of("permission." + Fields.nameOf(permission));
    }

    PeopleView.Row row(Account account) {
        return new PeopleView.Row(
                account.id(),
                account.name(),
                account.login(),
                role(account.role()),
                account.secondFactor(),
                account.disabled().isPresent(),
                !account.password());
    }

    PeopleView.Person person(Account account) {
        Actor actor = Actor.current();
        boolean reach =
                actor.may(Permission.USERS_CHANGE) && Permissions.reaches(actor, account.role());
        return new PeopleView.Person(
                account.id(),
                account.changed().version(),
                account.login(),
                account.name(),
                account.email().orElse(""),
                account.phone().orElse(""),
                choices(Optional.of(account.role())),
                row(account),
                account.disabled().map(this::disabled).orElse(""),
                actor.who().account() == account.id(),
                reach);
    }

    PeopleView.Person nobodyYet() {
        return new PeopleView.Person(
                0,
                0,
                "",
                "",
                "",
                "",
                choices(Optional.empty()),
                new PeopleView.Row(0, "", "", "", false, false, false),
                "",
                false,
                true);
    }

    /// Only roles that the reader may give, and the one it is.
    private List<PeopleView.RoleChoice> choices(Optional<Role> chosen) {
        return roles().stream()
                .filter(role ->
                        chosen.filter(role::equals).isPresent()
                                || Permissions.reaches(Actor.current(), role))
                .map(role ->
                        new PeopleView.RoleChoice(
                                Fields.nameOf(role),
                                role(role),
                                chosen.filter(role::equals).isPresent()))
                .toList();
    }

    private String disabled(Account.Disabled disabled) {
        return texts.of(
                disabled.why().isEmpty() ? "user.disabled-by" : "user.disabled-why",
                "who",
                disabled.by(),
                "time",
                moment(disabled.since()),
                "why",
                disabled.why());
    }

    PeopleView.SessionRow session(Session session) {
        return new PeopleView.SessionRow(
                session.id(),
                Browsers.name(session.origin().agent(), texts),
                session.origin().address(),
                moment(session.created()),
                moment(session.seen()),
                session.current());
    }

    PeopleView.KeyRow key(ApiKey key) {
        boolean expired = key.expires().filter(now::isAfter).isPresent();
        return new PeopleView.KeyRow(
                key.id(),
                key.name(),
                key.prefix(),
                new TreeSet<>(key.scopes())
                        .stream().map(this::permission).collect(Collectors.joining(", ")),
                key.used()
                        .map(use -> moment(use.time()) + ", " + use.address())
                        .orElseGet(() -> texts.of("key.unused")),
                key.revoked()
                        .map(revoked -> texts.of("key.revoked", "time", moment(revoked.time())))
                        .orElseGet(() -> expires(key, expired)),
                key.revoked().isEmpty() && !expired);
    }

    private String expires(ApiKey key, boolean expired) {
        return key.expires()
                .map(time ->
                        texts.of(expired ? "key.expired" : "key.expires", "time", moment(time)))
                .orElseGet(() -> texts.of("key.for-ever"));
    }

    PeopleView.RoleTable table() {
        List<Role> roles = Stream.concat(roles().stream(), Stream.of(Role.CUSTOMER)).toList();
        List<PeopleView.PermissionRow> rows =
                Stream.of(Permission.values())
                        .map(permission ->
                                new PeopleView.PermissionRow(
                                        permission(permission),
                                        Fields.nameOf(permission),
                                        roles.stream()
                                                .map(role ->
                                                        Permissions.of(role).contains(permission))
                                                .toList()))
                        .toList();
        return new PeopleView.RoleTable(roles.stream().map(this::role).toList(), rows);
    }

    PeopleView.AuditLine line(AuditRow row) {
        return new PeopleView.AuditLine(
                row.id(),
                moment(row.time()),
                row.time().toString(),
                row.login(),
                row.role(),
                row.address(),
                row.action(),
                row.relation(),
                row.row(),
                changes(row));
    }

    /// Of a change only what differs.
    private static List<PeopleView.Change> changes(AuditRow row) {
        var fields = new TreeSet<String>();
        row.before().ifPresent(node -> node.fieldNames().forEachRemaining(fields::add));
        row.after().ifPresent(node -> node.fieldNames().forEachRemaining(fields::add));
        var changes = new ArrayList<PeopleView.Change>();
        for (String field : fields) {
            String before = value(row.before(), field);
            String after = value(row.after(), field);
            if (!before.equals(after)) {
                changes.add(new PeopleView.Change(field, before, after));
            }
        }
        return changes;
    }

    private static String value(Optional<JsonNode> node, String field) {
        String text =
                node.map(found -> found.path(field))
                        .filter(found -> !found.isMissingNode() && !found.isNull())
                        .map(found -> found.isValueNode() ? found.asText() : found.toString())
                        .orElse("");
        return text.length() <= VALUE_LENGTH_MAX ? text : text.substring(0, VALUE_LENGTH_MAX) + "…";
    }

    private String moment(Instant time) {
        return texts.format().moment(time, now);
    }
}
