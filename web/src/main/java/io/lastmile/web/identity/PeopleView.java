package io.lastmile.web.identity;

import java.util.List;

/// What the pages of users, roles and the audit show, in the reader's words.
public final class PeopleView {
    private PeopleView() {}

    public record Row(
            int id,
            String name,
            String login,
            String role,
            boolean secondFactor,
            boolean disabled,
            boolean invited) {}

    public record RoleChoice(String value, String name, boolean chosen) {}

    /// `version` is 0 for somebody new. `reach`: whether the reader may change it.
    public record Person(
            int id,
            long version,
            String login,
            String name,
            String email,
            String phone,
            List<RoleChoice> roles,
            Row row,
            String disabled,
            boolean own,
            boolean reach) {}

    public record SessionRow(
            long id, String agent, String address, String since, String seen, boolean current) {}

    public record KeyRow(
            int id,
            String name,
            String prefix,
            String scopes,
            String used,
            String expires,
            boolean good) {}

    /// A permission and whether each role has it, in the order of the columns.
    public record PermissionRow(String name, String word, List<Boolean> has) {}

    public record RoleTable(List<String> roles, List<PermissionRow> rows) {}

    public record Change(String field, String before, String after) {}

    public record AuditLine(
            long id,
            String time,
            String iso,
            String who,
            String role,
            String address,
            String action,
            String relation,
            String row,
            List<Change> changes) {}

    public record Filter(String login, String relation, String row, String action) {}
}
