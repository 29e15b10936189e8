package io.lastmile.core.lines;

import io.lastmile.core.platform.Fault;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Plans that a line has from elsewhere; none until somebody who sells plans is connected.
final class KeptPlans {
    private volatile PlanKeeper keeper = _ -> Set.of();

    void connect(PlanKeeper told) {
        keeper = told;
    }

    /// Why a line cannot become what a draft says.
    Optional<Fault> fault(Line line, LineDraft draft) {
        boolean other = draft.plan() != line.plan().orElse(0);
        boolean same = draft.customer() == line.customer().orElse(0);
        return other && same && !of(List.of(line)).isEmpty()
                ? Optional.of(
                        new Fault(
                                "plan",
                                "" + draft.plan(),
                                "the plan of its subscription, which is changed there"))
                : Optional.empty();
    }

    Set<Integer> of(Collection<Line> lines) {
        Set<Integer> ids = lines.stream().map(Line::id).collect(Collectors.toSet());
        return ids.isEmpty() ? ids : keeper.kept(ids);
    }
}
