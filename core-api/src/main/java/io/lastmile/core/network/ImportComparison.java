package io.lastmile.core.network;

import io.lastmile.core.network.OurLine.Managed;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Compares what a router has with our lines, row by row: a pure function.
final class ImportComparison {
    private static final List<Difference> NOT_MANAGED =
            List.of(new Difference("managed", "false", "true"));

    private final RouterConfiguration router;
    private final Map<String, OurLine> ours = new LinkedHashMap<>();
    private final PlanGuesses plans;
    private final CustomerGuesses customers;

    ImportComparison(
            RouterConfiguration router,
            List<OurLine> lines,
            PlanGuesses plans,
            CustomerGuesses customers) {
        this.router = router;
        this.plans = plans;
        this.customers = customers;
        lines.forEach(line -> ours.put(key(line.kind(), line.name()), line));
    }

    private static String key(FoundKind kind, String name) {
        return kind.source() + " " + name;
    }

    /// The router's rows in its order, then what only we have.
    List<ImportRow> rows() {
        List<ImportRow> rows = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (Found found : router.rows()) {
            seen.add(key(found.kind(), found.name()));
            rows.add(row(rows.size(), found));
        }
        ours.forEach((key, line) -> {
            if (line.managed().isPresent() && !seen.contains(key)) {
                rows.add(onlyOurs(rows.size(), line));
            }
        });
        return rows;
    }

    private ImportRow row(int at, Found found) {
        Optional<OurLine> line = Optional.ofNullable(ours.get(key(found.kind(), found.name())));
        String limit = router.rateLimit(found);
        List<Difference> differences =
                line.map(own ->
                                own.managed()
                                        .map(managed -> differences(managed, found))
                                        .orElse(NOT_MANAGED))
                        .orElse(List.of());
        Verdict verdict =
                found.trouble().isPresent()
                        ? Verdict.UNREADABLE
                        : line.isEmpty()
                                ? Verdict.NEW
                                : differences.isEmpty() ? Verdict.MATCHES : Verdict.DIFFERS;
        return new ImportRow(
                at,
                verdict,
                found,
                limit,
                line.map(OurLine::id),
                differences,
                line.flatMap(OurLine::plan)
                        .flatMap(plans::of)
                        .or(() -> plans.of(found.profile(), limit)),
                line.flatMap(OurLine::customer)
                        .flatMap(customers::of)
                        .or(() -> customers.of(CustomerHints.of(found))),
                Optional.empty());
    }

    private ImportRow onlyOurs(int at, OurLine line) {
        Managed managed = line.managed().orElseThrow();
        Found wanted =
                new Found(
                        line.kind(),
                        line.name(),
                        Optional.empty(),
                        managed.profile(),
                        managed.rateLimit(),
                        "",
                        !managed.enabled(),
                        managed.address(),
                        managed.callerId(),
                        "",
                        Optional.empty());
        return new ImportRow(
                at,
                Verdict.ONLY_OURS,
                wanted,
                managed.rateLimit(),
                Optional.of(line.id()),
                List.of(),
                line.plan().flatMap(plans::of),
                line.customer().flatMap(customers::of),
                Optional.empty());
    }

    /// What the router does not say (no caller id, no password for this user) is no difference.
    private List<Difference> differences(Managed ours, Found found) {
        List<Difference> differences = new ArrayList<>();
        if (found.kind() == FoundKind.SECRET || found.kind() == FoundKind.HOTSPOT_USER) {
            if (!ours.profile().isEmpty()) {
                compare(differences, "profile", ours.profile(), found.profile());
            }
        } else {
            compareLimits(differences, ours.rateLimit(), found.rateLimit());
        }
        compare(differences, "enabled", "" + ours.enabled(), "" + !found.disabled());
        if (!ours.address().isEmpty() || FoundQueue.trouble(found.address()).isEmpty()) {
            compare(differences, "address", host(ours.address()), host(found.address()));
        }
        if (!ours.callerId().isEmpty()) {
            compare(differences, "callerId", ours.callerId(), found.callerId());
        }
        if (found.password().isPresent()
                && ours.password().isPresent()
                && !found.password().equals(ours.password())) {
            differences.add(new Difference("password", "", ""));
        }
        return differences;
    }

    private static void compare(List<Difference> to, String field, String ours, String router) {
        if (!ours.equalsIgnoreCase(router)) {
            to.add(new Difference(field, ours, router));
        }
    }

    private static void compareLimits(List<Difference> to, String ours, String router) {
        boolean alike =
                ours.isEmpty()
                        || PlanGuesses.limit(ours).isPresent()
                                && PlanGuesses.limit(ours).equals(PlanGuesses.limit(router));
        if (!alike) {
            compare(to, "rateLimit", ours, router);
        }
    }

    private static String host(String address) {
        return address.replaceFirst("/(32|128)$", "");
    }
}
