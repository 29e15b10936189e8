package io.lastmile.core.network;

import io.lastmile.core.lines.LineBook.Assignment;
import io.lastmile.core.lines.LineDraft;
import io.lastmile.core.plans.Plan;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// What a commit will write, worked out of the report's rows and what was chosen: a pure function.
/// Rows that become new lines have no id yet and are named by their place in the report.
final class ImportPlan {
    private static final int LABEL_LENGTH_MAX = 200;
    private static final Pattern PROFILE =
            Pattern.compile("[ -~]{0," + Endpoint.PROFILE_LENGTH_MAX + "}");
    private static final Pattern IPV4 = Pattern.compile("[0-9]{1,3}([.][0-9]{1,3}){3}");
    private static final Pattern MAC = Pattern.compile("([0-9A-F]{2}:){5}[0-9A-F]{2}");

    private final int router;
    private final ImportChoices choices;
    private final Map<Integer, Imports.Decision> decisions;
    private final Map<Integer, String> planProfiles = new LinkedHashMap<>();

    final List<ImportRow> fresh = new ArrayList<>();
    final List<LineDraft> drafts = new ArrayList<>();
    final List<Assignment> assignments = new ArrayList<>();
    final Map<Integer, Endpoint> endpoints = new LinkedHashMap<>();
    final Map<Integer, String> passwords = new LinkedHashMap<>();
    final Set<Integer> blocked = new HashSet<>();
    final Set<Integer> touched = new HashSet<>();
    private int taken;
    private int kept;
    private int ignored;
    private int customers;
    private int plans;
    private int withoutPlan;

    ImportPlan(
            int router,
            ImportChoices choices,
            Map<Integer, Imports.Decision> decisions,
            List<Plan> sold) {
        this.router = router;
        this.choices = choices;
        this.decisions = decisions;
        sold.forEach(plan -> planProfiles.put(plan.id(), profileOf(plan)));
    }

    /// As `Intents` names it.
    private static String profileOf(Plan plan) {
        String own = plan.terms().profile();
        return own.isEmpty() ? "plan-" + plan.id() : own;
    }

    /// Sorts a row in; `ours` is our line of its name.
    void row(ImportRow row, Optional<OurLine> ours) {
        Optional<Imports.Decision> decision = Optional.ofNullable(decisions.get(row.at()));
        Choice choice =
                decision.flatMap(Imports.Decision::choice)
                        .orElseGet(() -> choices.of(row.verdict()));
        boolean accepted =
                choices.customers() || decision.map(Imports.Decision::accepted).orElse(false);
        switch (row.verdict()) {
            case NEW -> {
                if (choice == Choice.TAKE) {
                    add(row, accepted);
                } else {
                    ignored++;
                }
            }
            case DIFFERS -> {
                OurLine line = ours.orElseThrow();
                switch (choice) {
                    case TAKE -> take(row, line, accepted);
                    case KEEP -> keep(row, line, accepted);
                    case IGNORE -> ignored++;
                }
            }
            case MATCHES, ONLY_OURS, UNREADABLE -> {}
        }
    }

    private void add(ImportRow row, boolean accepted) {
        Found found = row.found();
        Optional<CustomerGuess> customer = row.customer().filter(_ -> accepted);
        int plan = plan(row).orElse(0);
        fresh.add(row);
        drafts.add(
                new LineDraft(
                        router,
                        found.kind().source(),
                        found.name(),
                        label(customer.map(CustomerGuess::name).orElse(found.comment())),
                        "",
                        "",
                        0,
                        customer.map(CustomerGuess::customer).orElse(0),
                        plan));
        customers += customer.isPresent() ? 1 : 0;
        count(plan);
    }

    /// Once the new lines have ids.
    void added(ImportRow row, int line) {
        router(row, line, plan(row), Optional.empty());
    }

    private void take(ImportRow row, OurLine line, boolean accepted) {
        taken++;
        Optional<Integer> plan = assign(row, line, accepted);
        router(row, line.id(), plan, line.managed());
    }

    private void keep(ImportRow row, OurLine line, boolean accepted) {
        kept++;
        assign(row, line, accepted);
        touched.add(line.id());
    }

    private Optional<Integer> assign(ImportRow row, OurLine line, boolean accepted) {
        Optional<Integer> plan = line.plan().or(() -> plan(row));
        int customer =
                line.customer().isPresent() || !accepted
                        ? 0
                        : row.customer().map(CustomerGuess::customer).orElse(0);
        customers += customer == 0 ? 0 : 1;
        count(plan.orElse(0));
        assignments.add(
                new Assignment(
                        line.id(), router, customer, line.plan().isPresent() ? 0 : plan.orElse(0)));
        return plan;
    }

    private void count(int plan) {
        plans += plan == 0 ? 0 : 1;
        withoutPlan += plan == 0 ? 1 : 0;
    }

    /// The router's values become the line's own; what its plan says anyway is left to the plan.
    private void router(
            ImportRow row, int line, Optional<Integer> plan, Optional<OurLine.Managed> ours) {
        Found found = row.found();
        touched.add(line);
        endpoints.put(line, endpoint(found, plan));
        found.password()
                .filter(password ->
                        !ours.flatMap(OurLine.Managed::password).equals(Optional.of(password)))
                .ifPresent(password -> passwords.put(line, password));
        if (found.disabled() && !ours.map(OurLine.Managed::suspended).orElse(false)) {
            blocked.add(line);
        }
    }

    private Endpoint endpoint(Found found, Optional<Integer> plan) {
        String host = found.address().replaceFirst("/32$", "");
        String mac = found.callerId().replace('-', ':').toUpperCase(Locale.ROOT);
        boolean named = found.kind() == FoundKind.SECRET || found.kind() == FoundKind.HOTSPOT_USER;
        boolean own =
                named
                        && PROFILE.matcher(found.profile()).matches()
                        && !found.profile().equals(WalledGarden.PROFILE)
                        && !plan.map(planProfiles::get).map(found.profile()::equals).orElse(false);
        return new Endpoint(
                found.kind().service(),
                IPV4.matcher(host).matches() ? host : "",
                MAC.matcher(mac).matches() ? mac : "",
                own ? found.profile() : "");
    }

    private Optional<Integer> plan(ImportRow row) {
        return row.plan().filter(_ -> choices.plans()).map(PlanGuess::plan);
    }

    private static String label(String text) {
        return text.length() <= LABEL_LENGTH_MAX ? text : text.substring(0, LABEL_LENGTH_MAX);
    }

    boolean isEmpty() {
        return drafts.isEmpty() && assignments.isEmpty();
    }

    ImportResult result() {
        return new ImportResult(
                drafts.size(),
                taken,
                kept,
                ignored,
                customers,
                plans,
                passwords.size(),
                blocked.size(),
                withoutPlan);
    }
}
